"""Sound files in, mono samples out, and speech made faster or slower at its own pitch. The only importer of PyAV."""

import io
from collections.abc import Iterator
from typing import Final

import av
import numpy as np
from av.filter import Graph

from voice_agent.narrator import Samples

SAMPLE_RATE: Final = 24_000
"""Samples per second of everything this file returns; what speech providers deliver."""

_FORMAT: Final = "flt"
_SHORTEST_SECONDS: Final = 0.1


class NoSoundError(ValueError):
    """The bytes are no sound file with something in it."""


def decoded(data: bytes) -> Samples:
    """Return the sound of a file of any kind FFmpeg knows, as mono of our rate; raises `NoSoundError`."""
    resampler = av.AudioResampler(format=_FORMAT, layout="mono", rate=SAMPLE_RATE)
    try:
        with av.open(io.BytesIO(data), "r") as container:
            parts = [part for frame in container.decode(audio=0) for part in resampler.resample(frame)]
        parts += resampler.resample(None)
    except (av.FFmpegError, IndexError) as error:
        raise NoSoundError(str(error)) from error
    samples = _samples(iter(parts))
    if len(samples) < _SHORTEST_SECONDS * SAMPLE_RATE or not samples.any():
        raise NoSoundError("there is nothing to hear")
    return samples


def stretched(samples: Samples, rate: float) -> Samples:
    """Return speech of `SAMPLE_RATE` that is faster by `rate` and as high as before (FFmpeg's atempo, a WSOLA)."""
    graph = Graph()
    source = graph.add_abuffer(sample_rate=SAMPLE_RATE, format=_FORMAT, layout="mono")
    graph.link_nodes(source, graph.add("atempo", f"{rate:.6f}"), graph.add("abuffersink")).configure()
    frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format=_FORMAT, layout="mono")
    frame.sample_rate = SAMPLE_RATE
    graph.push(frame)
    graph.push(None)
    return _samples(_drained(graph))


def _drained(graph: Graph) -> Iterator[av.AudioFrame]:
    while True:
        try:
            frame = graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return
        if isinstance(frame, av.AudioFrame):
            yield frame


def _samples(frames: Iterator[av.AudioFrame]) -> Samples:
    parts = [frame.to_ndarray().ravel() for frame in frames]
    return np.concatenate(parts).astype(np.float32) if parts else np.zeros(0, np.float32)

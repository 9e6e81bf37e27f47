"""Measuring loudness and peaks by ITU-R BS.1770-4, with FFmpeg's meter.

It takes the sound piece by piece, so that a long film needs no more memory than a short one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from math import log10
from typing import Final

import av
from av.filter import Graph

from render_agent.sound_file import SAMPLE_RATE, Samples, frames_in, frames_of

SILENCE_LUFS: Final = -70.0
"""The standard's own floor; what is shorter than the 0.4 s it measures at once counts as silent too."""

_LEAST_PEAK: Final = 1e-5


@dataclass(frozen=True)
class Measured:
    """Integrated loudness, at least `SILENCE_LUFS`, and the highest peak between samples."""

    lufs: float
    true_peak_dbtp: float


def loudness(samples: Samples) -> float:
    """Return the integrated loudness of a sound in LUFS."""
    return _measured(frames_of(samples), samples.shape[1], "metadata=1").lufs


def loudness_of(pieces: Iterable[Samples], channels: int) -> float:
    """Return the integrated loudness in LUFS of a sound that comes piece by piece."""
    return _measured(frames_in(pieces), channels, "metadata=1").lufs


def measure(frames: Iterable[av.AudioFrame], channels: int) -> Measured:
    """Measure frames of interleaved floats at `SAMPLE_RATE`; peaks take three times as long as loudness."""
    return _measured(frames, channels, "metadata=1:peak=true")


def _measured(frames: Iterable[av.AudioFrame], channels: int, options: str) -> Measured:
    graph = _graph(channels, options)
    said: dict[str, str] = {}
    for frame in chain(frames, (None,)):
        graph.push(frame)
        while (metered := _pulled(graph)) is not None:
            # What is left at the end, less than a step of the meter, comes out without figures.
            said = metered.metadata or said
    lufs = float(said.get("lavfi.r128.I", SILENCE_LUFS))
    peak = float(said.get("lavfi.r128.true_peak", 0.0))
    return Measured(max(lufs, SILENCE_LUFS), 20 * log10(max(peak, _LEAST_PEAK)))


def _graph(channels: int, options: str) -> Graph:
    graph = Graph()
    layout = "mono" if channels == 1 else "stereo"
    source = graph.add_abuffer(sample_rate=SAMPLE_RATE, format="flt", layout=layout, channels=channels)
    meter = graph.add("ebur128", options)
    sink = graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    return graph


def _pulled(graph: Graph) -> av.AudioFrame | None:
    """Return a frame that a graph has ready, if any."""
    try:
        frame = graph.pull()
    except (av.BlockingIOError, av.EOFError):
        return None
    return frame if isinstance(frame, av.AudioFrame) else None

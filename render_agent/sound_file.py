"""Reading sound files of any kind into samples."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Final, TypeAlias

import av
import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE: Final = 48_000
"""Samples per second of everything after reading."""

Samples: TypeAlias = NDArray[np.float32]
"""One row per moment, one column per channel, full scale 1.0."""


def frames_of(samples: Samples) -> Iterator[av.AudioFrame]:
    """Yield mono or stereo sound as frames of at most a second."""
    return frames_in(samples[start : start + SAMPLE_RATE] for start in range(0, len(samples), SAMPLE_RATE))


def frames_in(pieces: Iterable[Samples]) -> Iterator[av.AudioFrame]:
    """Yield each piece of a mono or stereo sound as a frame."""
    start = 0
    for piece in pieces:
        layout = "mono" if piece.shape[1] == 1 else "stereo"
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(piece).reshape(1, -1), format="flt", layout=layout)
        frame.sample_rate, frame.time_base, frame.pts = SAMPLE_RATE, Fraction(1, SAMPLE_RATE), start
        start += len(piece)
        yield frame


def read_sound(path: Path, channels: int) -> Samples:
    """Return a file's sound at `SAMPLE_RATE`, mixed to one or two channels."""
    pieces = [frame.to_ndarray().reshape(-1, channels) for frame in decoded(path, channels)]
    return np.concatenate(pieces).astype(np.float32, copy=False)


def decoded(path: Path, channels: int) -> Iterator[av.AudioFrame]:
    """Yield a file's sound as frames of interleaved floats at `SAMPLE_RATE`, as it is decoded."""
    layout = "mono" if channels == 1 else "stereo"
    resampler = av.AudioResampler(format="flt", layout=layout, rate=SAMPLE_RATE)
    with av.open(path) as container:
        for frame in container.decode(audio=0):
            yield from resampler.resample(frame)
    yield from resampler.resample(None)

"""Reading sound files of any kind into samples."""

from pathlib import Path
from typing import Final, TypeAlias

import av
import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE: Final = 48_000
"""Samples per second of everything after reading."""

Samples: TypeAlias = NDArray[np.float32]
"""One row per moment, one column per channel, full scale 1.0."""


def read_sound(path: Path, channels: int) -> Samples:
    """Return a file's sound at `SAMPLE_RATE`, mixed to one or two channels."""
    layout = "mono" if channels == 1 else "stereo"
    resampler = av.AudioResampler(format="flt", layout=layout, rate=SAMPLE_RATE)
    with av.open(path) as container:
        frames = [piece for frame in container.decode(audio=0) for piece in resampler.resample(frame)]
    frames += resampler.resample(None)
    return np.concatenate([frame.to_ndarray().reshape(-1, channels) for frame in frames]).astype(np.float32)

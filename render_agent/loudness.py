"""Mastering: bringing a mix to the loudness that listeners' players expect, with its peaks held under the ceiling."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import minimum_filter1d, uniform_filter1d  # type: ignore[import-untyped]
from scipy.signal import resample_poly  # type: ignore[import-untyped]

from render_agent.meter import SILENCE_LUFS, loudness
from render_agent.sound_file import SAMPLE_RATE, Samples

TARGET_LUFS: Final = -14.0
"""What the large video sites play at, so that they change nothing."""

CEILING_DBTP: Final = -1.0
_LIMIT_DBTP: Final = -2.0
"""Peaks are held this low because AAC gives some of them back."""

_NEAR_ENOUGH: Final = 0.1
_ROUNDS: Final = 5
_OVERSAMPLING: Final = 4
_BLOCK: Final = 1 << 18
_OVERLAP: Final = 256
_LOOK_AHEAD: Final = SAMPLE_RATE // 200


def gain_to(samples: Samples, target_lufs: float) -> float:
    """Return the factor that brings a sound to a loudness; 1 for silence."""
    measured = loudness(samples)
    return 1.0 if measured <= SILENCE_LUFS else decibels(target_lufs - measured)


def decibels(level: float) -> float:
    """Return the factor for a difference in dB."""
    return float(10 ** (level / 20))


def master(mix: Samples) -> Samples:
    """Return the mix at `TARGET_LUFS` with its peaks held under the ceiling."""
    gain, peaks = gain_to(mix, TARGET_LUFS), _peaks(mix)
    for _ in range(_ROUNDS):
        result = _limited(mix, peaks, gain)
        step = gain_to(result, TARGET_LUFS)
        if abs(20 * np.log10(step)) <= _NEAR_ENOUGH:
            break
        gain *= step
    return result


def _limited(samples: Samples, peaks: NDArray[np.float32], gain: float) -> Samples:
    """Amplify a sound with these peaks, but less where they would exceed the limit: ahead of them and smoothly."""
    needed = np.minimum(decibels(_LIMIT_DBTP) / np.maximum(peaks * np.float32(gain), 1e-10), 1.0)
    # The minimum over a window, averaged over the same window, is never above what is needed at its middle.
    held = minimum_filter1d(needed, 2 * _LOOK_AHEAD + 1)
    curve = uniform_filter1d(held, 2 * _LOOK_AHEAD + 1) * np.float32(gain)
    return np.asarray(samples * curve[:, np.newaxis], np.float32)


def _peaks(samples: Samples) -> NDArray[np.float32]:
    """Return for each moment the largest value of any channel at or just after it, between samples too.

    Works in blocks: four times a long film's samples would not fit in memory.
    """
    peaks = np.empty(len(samples), np.float32)
    for start in range(0, len(samples), _BLOCK):
        before = min(start, _OVERLAP)
        end = min(start + _BLOCK, len(samples))
        fine = np.abs(resample_poly(samples[start - before : end + _OVERLAP], _OVERSAMPLING, 1, axis=0))
        loudest = np.maximum.reduce(list(fine.T))
        each = np.maximum.reduce([loudest[phase::_OVERSAMPLING] for phase in range(_OVERSAMPLING)])
        peaks[start:end] = each[before : before + end - start]
    return peaks

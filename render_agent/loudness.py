"""Mastering: bringing a mix to the loudness that listeners' players expect, with its peaks held under the ceiling."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import minimum_filter1d, uniform_filter1d  # type: ignore[import-untyped]
from scipy.signal import resample_poly  # type: ignore[import-untyped]

from render_agent.meter import SILENCE_LUFS, loudness, loudness_of
from render_agent.sound_file import SAMPLE_RATE, Samples

TARGET_LUFS: Final = -14.0
"""What the large video sites play at, so that they change nothing."""

CEILING_DBTP: Final = -1.0
_LIMIT_DBTP: Final = -2.0
"""Peaks are held this low because AAC gives some of them back."""

_NEAR_ENOUGH: Final = 0.1
_ROUNDS: Final = 5
_OVERSAMPLING: Final = 4
_STEP: Final = 16
"""Samples (a third of a millisecond) for which one peak is kept."""

_BLOCK: Final = _STEP << 14
_OVERLAP: Final = _STEP << 4
_LOOK_AHEAD: Final = SAMPLE_RATE // 200 // _STEP
"""Steps: 5 ms."""

Curve = NDArray[np.float32]
"""One value per step."""


def gain_to(samples: Samples, target_lufs: float) -> float:
    """Return the factor that brings a sound to a loudness; 1 for silence."""
    return _gain(loudness(samples), target_lufs)


def decibels(level: float) -> float:
    """Return the factor for a difference in dB."""
    return float(10 ** (level / 20))


def master(mix: Samples) -> None:
    """Bring a mix, in place, to `TARGET_LUFS` with its peaks held under the ceiling.

    What the limiter takes away changes the loudness, so the gain is found in rounds; none of them copies the mix.
    """
    peaks = _peaks(mix)
    gain = gain_to(mix, TARGET_LUFS)
    for _ in range(_ROUNDS):
        curve = _limited(peaks, gain)
        step = _gain(loudness_of(_amplified(mix, curve), mix.shape[1]), TARGET_LUFS)
        if abs(20 * np.log10(step)) <= _NEAR_ENOUGH:
            break
        gain *= step
    for start, block in zip(range(0, len(mix), _BLOCK), _amplified(mix, curve), strict=True):
        mix[start : start + len(block)] = block


def _gain(measured: float, target_lufs: float) -> float:
    return 1.0 if measured <= SILENCE_LUFS else decibels(target_lufs - measured)


def _limited(peaks: Curve, gain: float) -> Curve:
    """Return the gain, lowered around peaks that would exceed the limit: ahead of them and smoothly."""
    needed = np.minimum(decibels(_LIMIT_DBTP) / np.maximum(peaks, 1e-10), gain)
    # The minimum over a window, averaged over a window shorter by the step that interpolation looks ahead, is never
    # above what is needed at its middle.
    held = minimum_filter1d(needed, 2 * _LOOK_AHEAD + 3)
    return np.asarray(uniform_filter1d(held, 2 * _LOOK_AHEAD + 1), np.float32)


def _amplified(samples: Samples, curve: Curve) -> Iterator[Samples]:
    """Yield a sound, block by block, amplified by a curve."""
    middles = (np.arange(len(curve)) + 0.5) * _STEP
    for start in range(0, len(samples), _BLOCK):
        block = samples[start : start + _BLOCK]
        gain = np.interp(np.arange(start, start + len(block)) + 0.5, middles, curve)
        yield block * gain[:, np.newaxis].astype(np.float32)


def _peaks(samples: Samples) -> Curve:
    """Return for each step the largest value of any channel within it, between samples too."""
    found = []
    for start in range(0, len(samples), _BLOCK):
        before = min(start, _OVERLAP)
        piece = samples[start - before : start + _BLOCK + _OVERLAP]
        fine = np.abs(resample_poly(piece, _OVERSAMPLING, 1, axis=0)).max(axis=1)
        block = fine[before * _OVERSAMPLING :][: _BLOCK * _OVERSAMPLING]
        found.append(np.maximum.reduceat(block, range(0, len(block), _STEP * _OVERSAMPLING)))
    return np.concatenate(found)

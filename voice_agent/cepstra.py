"""What speech sounds like from moment to moment, whoever speaks: mel-frequency cepstral coefficients.

As Davis and Mermelstein describe them (IEEE Transactions on Acoustics, Speech, and Signal Processing 28(4), 1980), each
coefficient freed of the voice's and the microphone's share by its mean and deviation over the recording.
"""

from math import gcd
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.fft import dct  # type: ignore[import-untyped]
from scipy.ndimage import uniform_filter1d  # type: ignore[import-untyped]
from scipy.signal import resample_poly  # type: ignore[import-untyped]

from voice_agent.narrator import Samples

FRAME_SECONDS: Final = 0.01
"""Time from one row of coefficients to the next."""

_RATE: Final = 16_000
_HOP: Final = int(_RATE * FRAME_SECONDS)
_WINDOW: Final = 400
_FFT: Final = 512
_BANDS: Final = 26
_LOWEST_HERTZ, _HIGHEST_HERTZ = 60.0, 7600.0
_COEFFICIENTS: Final = 13
_PRE_EMPHASIS: Final = 0.97
_BELOW_LOUDEST: Final = 1e-5
"""Power under the loudest band's from which everything counts as silence (-50 dB)."""

_SMOOTHING_FRAMES: Final = 3
_TINY: Final = 1e-6


def cepstra(samples: Samples, sample_rate: int) -> NDArray[np.float32]:
    """Return a row for each 10 ms: 13 coefficients and how they change, all of zero mean and unit deviation."""
    common = gcd(sample_rate, _RATE)
    sound = resample_poly(samples, _RATE // common, sample_rate // common)
    sound = np.append(sound[:1], sound[1:] - _PRE_EMPHASIS * sound[:-1])
    padded = np.pad(sound, _WINDOW // 2)
    frames = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::_HOP] * np.hanning(_WINDOW)
    power = np.abs(np.fft.rfft(frames, _FFT)) ** 2 @ _mel_bands().T
    bands = np.log(power + _BELOW_LOUDEST * power.max() + _TINY**2)
    levels = _standardised(dct(bands, axis=1, norm="ortho")[:, :_COEFFICIENTS])
    changes = uniform_filter1d(np.gradient(levels, axis=0), _SMOOTHING_FRAMES, axis=0)
    return np.hstack([levels, _standardised(changes)]).astype(np.float32)


def _standardised(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    standardised: NDArray[np.float64] = (rows - rows.mean(axis=0)) / (rows.std(axis=0) + _TINY)
    return standardised


def _mel_bands() -> NDArray[np.float64]:
    """Return the weight of each frequency in each band: triangles evenly spaced on the mel scale."""
    edges = _hertz(np.linspace(_mel(_LOWEST_HERTZ), _mel(_HIGHEST_HERTZ), _BANDS + 2))
    frequencies = np.fft.rfftfreq(_FFT, 1 / _RATE)
    low, centre, high = (edges[first : first + _BANDS, np.newaxis] for first in range(3))
    rising, falling = (frequencies - low) / (centre - low), (high - frequencies) / (high - centre)
    return np.clip(np.minimum(rising, falling), 0, None)


def _mel(hertz: float) -> float:
    return float(2595 * np.log10(1 + hertz / 700))


def _hertz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(700 * (10 ** (mel / 2595) - 1), np.float64)

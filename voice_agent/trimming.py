"""Finds where speech begins and ends in a recording."""

from typing import Final

import numpy as np

from voice_agent.narrator import Samples

_FRAME_SECONDS: Final = 0.005
_BELOW_LOUDEST: Final = 10 ** (-42 / 20)
"""Frames more than 42 dB under the loudest are silence: under breath, over the models' noise floor."""

_BEFORE_SECONDS: Final = 0.02
_AFTER_SECONDS: Final = 0.05
"""Kept around speech, so that soft consonants are not cut off."""

_FADE_SECONDS: Final = 0.004


def speech_bounds(samples: Samples, sample_rate: int) -> tuple[int, int]:
    """Return the first sample of speech and the one after its last; all of a recording that is silent throughout."""
    frame = int(_FRAME_SECONDS * sample_rate)
    count = len(samples) // frame
    loudness = np.sqrt(np.mean(np.square(samples[: count * frame].reshape(count, frame)), axis=1)) if count else None
    if loudness is None or not loudness.any():
        return 0, len(samples)
    loud = np.flatnonzero(loudness > loudness.max() * _BELOW_LOUDEST)
    first = int(loud[0]) * frame - int(_BEFORE_SECONDS * sample_rate)
    end = (int(loud[-1]) + 1) * frame + int(_AFTER_SECONDS * sample_rate)
    return max(first, 0), min(end, len(samples))


def faded(samples: Samples, sample_rate: int) -> Samples:
    """Return a copy with its ends brought to zero, so that joints do not click."""
    count = min(int(_FADE_SECONDS * sample_rate), len(samples) // 2)
    ramp = np.linspace(0, 1, count, endpoint=False, dtype=np.float32)
    shaped = samples.copy()
    shaped[:count] *= ramp
    shaped[len(samples) - count :] *= ramp[::-1]
    return shaped

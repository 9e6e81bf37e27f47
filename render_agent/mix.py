"""The film's sound: voice in its place, music under it that makes room when someone speaks."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.ndimage import uniform_filter1d  # type: ignore[import-untyped]

from contracts import Narration
from render_agent.loudness import decibels, gain_to, master
from render_agent.sound_file import SAMPLE_RATE, Samples

_VOICE_LUFS: Final = -16.5
_BED_LUFS: Final = -21.0
_DUCK_DB: Final = -7.0
_SMOOTHING: Final = SAMPLE_RATE // 4
_AROUND_SPEECH_SECONDS: Final = 0.12


@dataclass(frozen=True)
class Clip:
    """Mono speech and the film time it begins at."""

    start: float
    samples: Samples


def mix(clips: Iterable[Clip], narration: Narration, bed: Samples | None, length: int) -> Samples:
    """Return the finished stereo sound, `length` samples long; `bed` is music of that length."""
    voice = _placed(clips, length)
    voice *= np.float32(gain_to(voice, _VOICE_LUFS))
    sound = np.repeat(voice, 2, axis=1)
    if bed is not None:
        level = np.float32(gain_to(bed, _BED_LUFS)) * _ducking(narration, length)
        sound += bed * level[:, np.newaxis]
    return master(sound)


def _placed(clips: Iterable[Clip], length: int) -> Samples:
    track = np.zeros((length, 1), np.float32)
    for clip in clips:
        start = round(clip.start * SAMPLE_RATE)
        room = track[start : start + len(clip.samples)]
        room += clip.samples[: len(room)]
    return track


def _ducking(narration: Narration, length: int) -> Samples:
    """Return the factor by which music is turned down at each moment."""
    speech = np.zeros(length, np.float32)
    for scene in narration.scenes:
        for sentence in scene.sentences:
            start = max(sentence.start - _AROUND_SPEECH_SECONDS, 0.0)
            end = sentence.end + _AROUND_SPEECH_SECONDS
            speech[round(start * SAMPLE_RATE) : round(end * SAMPLE_RATE)] = 1
    duck = decibels(_DUCK_DB)
    smooth: Samples = uniform_filter1d(speech, _SMOOTHING, mode="nearest")
    return np.asarray(duck**smooth, np.float32)

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
_STEPS_PER_SECOND: Final = 1000
"""How often the music's level is worked out; it goes straight between."""

_STEP: Final = SAMPLE_RATE // _STEPS_PER_SECOND
_SMOOTHING: Final = _STEPS_PER_SECOND // 4
_AROUND_SPEECH_SECONDS: Final = 0.12


@dataclass(frozen=True)
class Clip:
    """Mono speech and the film time it begins at."""

    start: float
    samples: Samples


def mix(clips: Iterable[Clip], narration: Narration, bed: Samples | None, length: int) -> Samples:
    """Return the finished stereo sound, `length` samples long; `bed` is music of that length, and used up."""
    voice = _placed(clips, length)
    voice *= np.float32(gain_to(voice, _VOICE_LUFS))
    sound = np.repeat(voice, 2, axis=1)
    if bed is not None:
        bed *= np.float32(gain_to(bed, _BED_LUFS))
        _duck(bed, narration)
        sound += bed
    master(sound)
    return sound


def _placed(clips: Iterable[Clip], length: int) -> Samples:
    track = np.zeros((length, 1), np.float32)
    for clip in clips:
        start = round(clip.start * SAMPLE_RATE)
        room = track[start : start + len(clip.samples)]
        room += clip.samples[: len(room)]
    return track


def _duck(music: Samples, narration: Narration) -> None:
    """Turn music down, in place, while someone speaks."""
    steps = -(-len(music) // _STEP)
    speech = np.zeros(steps + 1)
    for scene in narration.scenes:
        for sentence in scene.sentences:
            start = max(sentence.start - _AROUND_SPEECH_SECONDS, 0.0)
            end = sentence.end + _AROUND_SPEECH_SECONDS
            speech[round(start * _STEPS_PER_SECOND) : round(end * _STEPS_PER_SECOND)] = 1
    level = decibels(_DUCK_DB) ** uniform_filter1d(speech, _SMOOTHING, mode="nearest")
    for step in range(0, steps, _STEPS_PER_SECOND):
        block = music[step * _STEP : (step + _STEPS_PER_SECOND) * _STEP]
        moments = step + np.arange(len(block)) / _STEP
        block *= np.interp(moments, np.arange(steps + 1), level).astype(np.float32)[:, np.newaxis]

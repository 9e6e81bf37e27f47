"""Background music: which of the bundled tracks fits a film, and making it as long as the film."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import immich_memories_music
import numpy as np

from contracts import Tone
from render_agent.sound_file import SAMPLE_RATE, Samples, read_sound

_BEATS_PER_BAR: Final = 4
_JOIN_SECONDS: Final = 0.25
_FADE_IN_SECONDS: Final = 0.6
_FADE_OUT_SECONDS: Final = 2.0

_BEATS_PER_MINUTE: Final = {
    "calm_acoustic": 68,
    "calm_electronic": 72,
    "energetic_acoustic": 132,
    "energetic_electronic": 150,
    "happy_acoustic": 110,
    "happy_electronic": 123,
    "tender_acoustic": 90,
    "tender_electronic": 99,
}
"""Tempo of the tracks whose names begin so, from the package's LICENSE-MUSIC."""

_KINDS: Final = {
    Tone.NEUTRAL: ("tender_electronic",),
    Tone.ENTHUSIASTIC: ("happy_electronic",),
    Tone.CALM: ("calm_acoustic", "calm_electronic"),
    Tone.INSPIRING: ("happy_acoustic", "tender_acoustic"),
    Tone.URGENT: ("energetic_acoustic", "energetic_electronic"),
}


@dataclass(frozen=True)
class Track:
    """A piece of music and its tempo."""

    path: Path
    beats_per_minute: float


def choose_track(tone: Tone, task_id: str) -> Track:
    """Return a track that fits a tone; always the same one for the same task."""
    folder = immich_memories_music.tracks_dir()
    tracks = [
        Track(path, _BEATS_PER_MINUTE[kind])
        for kind in _KINDS[tone]
        for path in sorted(folder.glob(f"*/{kind}_*.opus"))
    ]
    return tracks[int(hashlib.sha256(task_id.encode()).hexdigest(), 16) % len(tracks)]


def bed(track: Track, length: int) -> Samples:
    """Return a track as `length` samples of stereo that fade in, and out with the film."""
    samples = extended(read_sound(track.path, channels=2), track.beats_per_minute, length)
    _fade(samples[: round(_FADE_IN_SECONDS * SAMPLE_RATE)])
    _fade(samples[-round(_FADE_OUT_SECONDS * SAMPLE_RATE) :][::-1])
    return samples


def extended(samples: Samples, beats_per_minute: float, length: int) -> Samples:
    """Return `length` samples: the piece, repeated in whole bars with short equal-power cross-fades if it is too short.

    A piece shorter than a bar and a join is repeated as it is.
    """
    if len(samples) >= length:
        return samples[:length].copy()
    join = round(_JOIN_SECONDS * SAMPLE_RATE)
    bar = _BEATS_PER_BAR * 60 / beats_per_minute * SAMPLE_RATE
    period = round((len(samples) - join) // bar * bar)
    if period <= 0:
        return np.resize(samples, (length, samples.shape[1]))
    turn = np.linspace(0, np.pi / 2, join, dtype=np.float32)[:, np.newaxis]
    loop = samples[: period + join].copy()
    result = np.zeros((length + len(loop), samples.shape[1]), np.float32)
    for start in range(0, length, period):
        piece = loop.copy()
        piece[-join:] *= np.cos(turn)
        if start:
            piece[:join] *= np.sin(turn)
        result[start : start + len(piece)] += piece
    return result[:length]


def _fade(samples: Samples) -> None:
    """Fade in place; a reversed view fades out."""
    samples *= np.sin(np.linspace(0, np.pi / 2, len(samples), dtype=np.float32))[:, np.newaxis] ** 2

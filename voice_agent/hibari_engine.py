"""Hibari's small English speech models. The only file that imports its signal processing and its downloads."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
from hibari import dsp  # type: ignore[import-untyped]
from hibari.voices import ASSETS, BASE_URL, VOICES, download  # type: ignore[import-untyped]

from chassis.errors import TransientError
from voice_agent.engine import SAMPLE_RATE, Pace, Utterance, edges_of, session, token_ids
from voice_agent.models import hibari_speaker
from voice_agent.trimming import speech_bounds

_PACE: Final = Pace(
    speeds=(0.85, 0.90, 0.95, 1.0, 1.05, 1.10, 1.15, 1.20, 1.25, 1.30),
    rates=(0.928, 0.972, 0.986, 1.0, 1.018, 1.028, 1.058, 1.102, 1.130, 1.148),
)
_SEED: Final = 0
"""The breath in the voice is noise; a fixed seed makes the same text the same sound."""

Fetch = Callable[[str, str, str], object]
"""Address, file to write, SHA-256 expected; raises RuntimeError."""


class HibariEngine:
    """One English voice, about 140 times as fast as speech."""

    def __init__(self, model: Path, threads: int) -> None:
        self._session = session(hibari_speaker(model), threads)

    def utter(self, phonemes: str, rate: float) -> Utterance:
        """Speak one passage."""
        inputs = {"ids": token_ids(phonemes), "speed": _PACE.speed_for(rate)}
        *spectra, durations = self._session.run(None, inputs)
        samples = dsp.synth(*(part[0] for part in spectra), np.random.default_rng(_SEED))
        return Utterance(samples, edges_of(durations))

    def seconds(self, phonemes: str, rate: float) -> float:
        """Return how long a passage lasts, simply by speaking it: this model is fast enough for that."""
        first, end = speech_bounds(self.utter(phonemes, rate).samples, SAMPLE_RATE)
        return (end - first) / SAMPLE_RATE


def is_british(voice: str) -> bool:
    """Return whether a voice speaks British English and wants its words read so."""
    return bool(VOICES[voice]["british"])


def model_path(voice: str, cache: Path, fetch: Fetch = download) -> Path:
    """Return a voice's model: from the package, or fetched once into `cache`.

    Raises:
        TransientError: it has to be fetched and cannot be.
    """
    entry = VOICES[voice]
    if entry.get("bundled"):
        return Path(ASSETS, entry["file"])
    path = cache / str(entry["file"])
    if not path.exists():
        try:
            fetch(BASE_URL + entry["file"], str(path), entry["sha256"])
        except (RuntimeError, OSError) as error:
            raise TransientError(
                "voice_download",
                f"The voice {voice} is not on this machine and could not be fetched.",
                f"Leave the voice out, or put {entry['file']} into {cache}.",
            ) from error
    return path

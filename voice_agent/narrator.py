"""The capability this service is built around: speaking one sentence, with the time of each word."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from contracts import Language, Word

Samples = NDArray[np.float32]
"""Mono sound; full scale is -1 to 1."""


class Gender(StrEnum):
    """How a voice sounds to most listeners."""

    FEMALE = "female"
    MALE = "male"


@dataclass(frozen=True)
class Voice:
    """A narrator one can ask for by id."""

    id: str
    language: Language
    gender: Gender
    licence: str
    """SPDX identifier of the licence the voice's weights are under."""


@dataclass(frozen=True)
class Speech:
    """One spoken sentence without silence around it."""

    samples: Samples
    sample_rate: int
    words: tuple[Word, ...]
    """The words as displayed; times are seconds from the first sample."""

    @property
    def text(self) -> str:
        """What was said, as it is displayed."""
        return " ".join(word.text for word in self.words)

    @property
    def seconds(self) -> float:
        """Length of the sound."""
        return len(self.samples) / self.sample_rate


class Narrator(Protocol):
    """Speaks; `name` goes into the key narrations are stored under, so it changes whenever the sound would."""

    name: str

    def voices(self, language: Language) -> tuple[Voice, ...]:
        """Return the voices that speak a language, its default first."""
        ...

    async def estimate(self, text: str, language: Language, voice: str, rate: float = 1.0) -> float:
        """Return about how many seconds `speak` would last; costs next to nothing. Raises what `speak` does."""
        ...

    async def speak(self, text: str, language: Language, voice: str, rate: float = 1.0) -> Speech:
        """Speak one sentence; `rate` 1.1 is about a tenth faster than the voice's own pace.

        Raises:
            PermanentError: this text cannot be spoken by this voice.
            TransientError: it may be spoken another time.
        """
        ...

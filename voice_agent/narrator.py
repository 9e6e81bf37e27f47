"""The capability this service is built around: speaking the sentences of a scene, with the time of each word."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from chassis.effects import PaidCall
from chassis.errors import PermanentError
from chassis.progress import Report
from chassis.workspace import Workspace
from contracts import Language, Tone, Word

Samples = NDArray[np.float32]
"""Mono sound; full scale is -1 to 1."""

OWN_PACE: Final = 1.0

SPEECH_UNUSABLE: Final = "speech_unusable"
"""Code of the error that a provider's answer is no speech."""


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


@dataclass(frozen=True)
class Paces:
    """How much slower and faster than its own pace a reader still sounds natural."""

    slowest: float
    fastest: float


@dataclass(frozen=True)
class Part:
    """How a film is to be read: the same from its first sentence to its last."""

    language: Language
    voice: str
    tone: Tone | None
    take: int


class Buyer(Protocol):
    """Pays for calls: `chassis.effects.Effects`."""

    async def buy(self, call: PaidCall) -> bytes:
        """Return the answer to a call, bought now or before."""
        ...


@dataclass(frozen=True)
class Run:
    """The run of the stage in which a film is narrated."""

    task_id: str
    workspace: Workspace
    report: Report
    buyer: Buyer


class Reader(Protocol):
    """Reads one film's scenes in one voice."""

    part: Part
    provider: str
    """Part of the names of what is kept, so that two narrators' sounds are never taken for each other's."""
    paces: Paces
    at_once: int
    """Scenes worth reading at the same time."""
    is_paid: bool
    """Whether reading costs money: then lengths are guesses until a scene was read, and what was read is kept by the
    ledger of paid calls, which also knows what it cost."""

    async def estimate(self, sentences: Sequence[str]) -> float:
        """Return about how many seconds the sentences last at the reader's own pace; costs next to nothing."""
        ...

    async def speak(self, sentences: Sequence[str], rate: float) -> list[Speech]:
        """Speak the sentences of a scene; `rate` 1.1 is about a tenth faster than the voice's own pace.

        Raises:
            PermanentError: this text cannot be spoken by this voice.
            TransientError: it may be spoken another time.
        """
        ...


class Narrator(Protocol):
    """Speaks; `name` goes into the key narrations are stored under, so it changes whenever the sound would."""

    name: str
    uses_tone: bool

    def voice(self, asked: str | None, language: Language) -> str:
        """Return the voice for a film; raises `PermanentError` ("voice_unknown") naming those there are."""
        ...

    def reader(self, part: Part, run: Run) -> Reader:
        """Return the reader of one film."""
        ...


def voice_unknown(asked: str, language: Language, available: Sequence[str]) -> PermanentError:
    """Return the error for a voice that this installation's narrator does not have."""
    return PermanentError(
        "voice_unknown",
        f"No voice of the language {language.value} is called {asked!r}.",
        f"Leave the voice out or choose one of: {', '.join(available)}.",
    )

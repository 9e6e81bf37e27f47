"""Which voices the local narrator has, and what each is made of."""

from dataclasses import dataclass
from typing import Final

from contracts import Language
from voice_agent.narrator import Gender, Voice

_LICENCE: Final = "Apache-2.0"


@dataclass(frozen=True)
class HibariVoice:
    """A voice that is a small English model of its own; all but `heart` are fetched on first use (8 MB each)."""

    voice: Voice


@dataclass(frozen=True)
class KokoroVoice:
    """A voice that is a weighted sum of Kokoro-82M style tables."""

    voice: Voice
    blend: tuple[tuple[str, float], ...]


LocalVoice = HibariVoice | KokoroVoice


def _english(name: str, gender: Gender) -> HibariVoice:
    return HibariVoice(Voice(name, Language.ENGLISH, gender, _LICENCE))


def _portuguese(name: str, *blend: tuple[str, float]) -> KokoroVoice:
    return KokoroVoice(Voice(name, Language.PORTUGUESE, Gender.FEMALE, _LICENCE), blend)


CATALOGUE: Final[tuple[LocalVoice, ...]] = (
    _english("heart", Gender.FEMALE),
    _english("emma", Gender.FEMALE),
    _english("fable", Gender.MALE),
    _english("fenrir", Gender.MALE),
    _english("kore", Gender.FEMALE),
    # Dora alone is thin: listeners' scores predicted by DNSMOS rise with a share of the best-trained voice.
    _portuguese("dora", ("pf_dora", 0.7), ("af_heart", 0.3)),
    _portuguese("pf_dora", ("pf_dora", 1.0)),
)
"""Every voice; the first of a language is its default."""


def voices_of(language: Language) -> tuple[Voice, ...]:
    """Return the voices of a language, its default first."""
    return tuple(entry.voice for entry in CATALOGUE if entry.voice.language is language)


def find(voice: str) -> LocalVoice:
    """Return what a voice is made of; raises KeyError for an id that is not in the catalogue."""
    by_id = {entry.voice.id: entry for entry in CATALOGUE}
    return by_id[voice]

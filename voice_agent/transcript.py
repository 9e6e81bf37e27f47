"""When each phrase of a recording begins, by what a transcription model heard in it.

The model spells in its own way, hears words that are not there and misses some that are. So both texts are turned into
the letters that are said, `40%` and "forty percent" alike, and these are laid over each other.
"""

import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

import numpy as np
from pydantic import BaseModel

from contracts import Language
from voice_agent.wording.phrases import Phrase, phrases_of

_SHORTEST_MATCH: Final = 3
"""Letters that agree by chance are fewer."""

_ENOUGH: Final = 0.5
"""Share of the letters that has to agree for the rest to be believed."""


class HeardWord(BaseModel):
    """A word as the transcription tells it, seconds of the recording."""

    word: str
    start: float
    end: float


class Transcript(BaseModel):
    """The part of a verbose transcription that is used here."""

    words: tuple[HeardWord, ...] = ()


def transcribed_starts(phrases: Sequence[Phrase], heard: Sequence[HeardWord], language: Language) -> list[float] | None:
    """Return when each phrase begins, seconds; None if what was heard is too different from what was to be said."""
    places: list[int] = []
    said = ""
    for phrase in phrases:
        places.append(len(said))
        said += _letters(phrase.words)
    heard_letters, moments = _timed_letters(heard, language)
    blocks = SequenceMatcher(a=said, b=heard_letters, autojunk=False).get_matching_blocks()
    matches = [block for block in blocks if block.size >= _SHORTEST_MATCH]
    if not said or sum(block.size for block in matches) < _ENOUGH * len(said):
        return None
    known = [(block.a + letter, moments[block.b + letter]) for block in matches for letter in range(block.size)]
    letters, times = np.transpose(known)
    return [float(time) for time in np.interp(places, letters, times)]


def _timed_letters(heard: Sequence[HeardWord], language: Language) -> tuple[str, list[float]]:
    """Return the letters that were heard and when each of them begins."""
    words = [word for word in heard if word.word.split()]
    remaining = iter(words)
    letters = ""
    moments: list[float] = []
    for phrase in phrases_of(" ".join("".join(word.word.split()) for word in words), language):
        spoken = [next(remaining) for _ in phrase.tokens]
        said = _letters(phrase.words)
        letters += said
        moments += np.linspace(spoken[0].start, spoken[-1].end, len(said), endpoint=False).tolist()
    return letters, moments


def _letters(words: Sequence[str]) -> str:
    plain = unicodedata.normalize("NFKD", "".join(words).casefold())
    return "".join(mark for mark in plain if mark.isalnum())

"""From phrases to phonemes: the capability, and the string a speech model reads with the place of each phrase in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from voice_agent.wording.phrases import Phrase


class Pronunciation(Protocol):
    """Knows how the words of one language sound."""

    def phonemes(self, phrases: Sequence[Phrase]) -> list[str]:
        """Return the phonemes of each phrase in the alphabet of Kokoro-82M, without its closing punctuation."""
        ...


@dataclass(frozen=True)
class Passage:
    """Phonemes spoken in one breath, and which of its characters belong to which phrase."""

    phonemes: str
    spans: tuple[tuple[int, int], ...]
    """First character and the one after the last, for each phrase."""

    @property
    def is_silent(self) -> bool:
        """Whether there is nothing in it to say."""
        return all(first == after for first, after in self.spans)


def passages_of(phrases: Sequence[Phrase], phonemes: Sequence[str], longest: int) -> list[Passage]:
    """Join phonemes to as few passages of at most `longest` characters as keep phrases whole.

    A passage ends after a pause if there is one in its second half.
    """
    passages = []
    first = 0
    while first < len(phrases):
        last = _break(phrases, phonemes, first, longest)
        passages.append(_passage(phrases[first:last], phonemes[first:last]))
        first = last
    return passages


def _break(phrases: Sequence[Phrase], phonemes: Sequence[str], first: int, longest: int) -> int:
    length = 0
    pause = None
    for index in range(first, len(phrases)):
        length += len(phonemes[index]) + len(phrases[index].pause) + 1
        if length > longest and index > first:
            return pause or index
        if phrases[index].pause and length > longest // 2:
            pause = index + 1
    return len(phrases)


def _passage(phrases: Sequence[Phrase], phonemes: Sequence[str]) -> Passage:
    text = ""
    spans = []
    for phrase, sounds in zip(phrases, phonemes, strict=True):
        text += " " if text else ""
        spans.append((len(text), len(text) + len(sounds)))
        text += sounds + phrase.pause
    return Passage(text, tuple(spans))

"""Captions: which words are shown together, from when to when, and which of them is being spoken."""

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from contracts import SpokenScene, Word
from render_agent.partition import partition

LONGEST: Final = 42
"""Characters of one caption: the line length broadcasters and streaming services agree on."""

_HOLD_SECONDS: Final = 0.35
_PAUSES: Final = (",", ";", ":", "\N{EN DASH}", "\N{EM DASH}")


@dataclass(frozen=True)
class Caption:
    """Words shown together; `burned` tells whether they are also drawn into the picture. Film seconds."""

    words: tuple[Word, ...]
    start: float
    end: float
    burned: bool = True

    @property
    def text(self) -> str:
        """The words as one line."""
        return " ".join(word.text for word in self.words)

    def spoken_index(self, seconds: float) -> int:
        """Return which word is being spoken: the last one that has begun, or the first before any has."""
        begun = bisect_right(self.words, seconds, key=lambda word: word.start)
        return max(begun - 1, 0)


def captions_of(scene: SpokenScene, shown: Collection[int]) -> tuple[Caption, ...]:
    """Return a scene's captions in order, none over a sentence's end, none overlapping the next.

    Sentences whose index is in `shown` are already words of the picture, so their captions are not burned in.
    """
    groups = [
        (tuple(sentence.words[index] for index in part), number not in shown)
        for number, sentence in enumerate(scene.sentences)
        for part in _parts(sentence.words)
    ]
    starts = [words[0].start for words, _ in groups]
    return tuple(
        Caption(words, words[0].start, min(words[-1].end + _HOLD_SECONDS, following), burned)
        for (words, burned), following in zip(groups, [*starts[1:], scene.end], strict=True)
    )


def _parts(words: tuple[Word, ...]) -> list[range]:
    lengths = [len(word.text) for word in words]
    return partition(lengths, 1, LONGEST, [word.text.endswith(_PAUSES) for word in words])

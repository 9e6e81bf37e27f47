"""When each displayed word of a spoken passage begins and ends."""

from collections.abc import Sequence
from typing import Final

from contracts import Word
from voice_agent.pronunciation import Passage
from voice_agent.wording.phrases import Phrase

_LATENESS_SECONDS: Final = 0.035
"""How much later than the sound the models' durations place words: 25 to 70 ms, measured against energy onsets."""


def words_of(
    phrases: Sequence[Phrase], passage: Passage, edges: Sequence[float], start: float, end: float
) -> tuple[Word, ...]:
    """Return the displayed words of a passage, their times counted from `start`.

    Args:
        phrases: What the passage says.
        passage: Which characters say which phrase.
        edges: Seconds at which each character begins, and at which the last one ends.
        start: Seconds at which speech begins; no word begins before.
        end: Seconds at which speech ends; no word ends after.
    """
    words: list[Word] = []
    for phrase, (first, after) in zip(phrases, passage.spans, strict=True):
        times = (edges[first] - _LATENESS_SECONDS, edges[after] - _LATENESS_SECONDS)
        begin, finish = (round(min(max(time, start), end) - start, 4) for time in times)
        words.extend(shared(phrase.tokens, begin, finish))
    return tuple(words)


def shared(tokens: Sequence[str], start: float, end: float) -> list[Word]:
    """Divide a stretch of time among tokens that are said as one, by their length."""
    total = sum(map(len, tokens))
    words = []
    done = 0
    for token in tokens:
        begin = start + (end - start) * done / total
        done += len(token)
        words.append(Word(text=token, start=round(begin, 4), end=round(start + (end - start) * done / total, 4)))
    return words

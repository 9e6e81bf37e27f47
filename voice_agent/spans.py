"""From where phrases about begin to where each begins and ends: at the pauses that are really there."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from voice_agent.silences import Silence
from voice_agent.wording.phrases import Phrase

_NEAR_SECONDS: Final = 0.02
_NEAR_MARK_SECONDS: Final = 0.15
_NEAR_SENTENCE_SECONDS: Final = 0.4
"""How far from a boundary the pause at it is looked for: anywhere, at a punctuation mark, between two sentences."""


@dataclass(frozen=True)
class Span:
    """When a phrase is said, in seconds of the recording."""

    start: float
    end: float


def spans_of(
    sentences: Sequence[Sequence[Phrase]], starts: Sequence[float], silences: Sequence[Silence], seconds: float
) -> list[list[Span]]:
    """Return when each phrase of each sentence is said.

    Args:
        sentences: What is said.
        starts: About when each phrase begins, all sentences in a row.
        silences: The pauses of the recording.
        seconds: Length of the recording.
    """
    first, last = _speech(silences, seconds)
    edges = [(first, first), *_boundaries(sentences, starts, silences), (last, last)]
    spans: list[Span] = []
    for (_, start), (end, _) in pairwise(edges):
        begin = min(max(start, spans[-1].end if spans else first), last)
        spans.append(Span(begin, min(max(end, begin), last)))
    remaining = iter(spans)
    return [[next(remaining) for _ in phrases] for phrases in sentences]


def _speech(silences: Sequence[Silence], seconds: float) -> tuple[float, float]:
    first = silences[0].end if silences and silences[0].start == 0 else 0.0
    last = silences[-1].start if silences and silences[-1].end >= seconds - _NEAR_SECONDS else seconds
    return (first, last) if first < last else (0.0, seconds)


def _boundaries(
    sentences: Sequence[Sequence[Phrase]], starts: Sequence[float], silences: Sequence[Silence]
) -> list[tuple[float, float]]:
    """Return when the phrase before each inner boundary ends and the one after it begins."""
    reaches = [
        _NEAR_SENTENCE_SECONDS if index == len(phrases) - 1 else (_NEAR_MARK_SECONDS if phrase.pause else _NEAR_SECONDS)
        for phrases in sentences
        for index, phrase in enumerate(phrases)
    ]
    boundaries = []
    for start, reach in zip(starts[1:], reaches, strict=False):
        near = [silence for silence in silences if silence.start - reach <= start <= silence.end + reach]
        pause = max(near, key=lambda silence: silence.seconds, default=Silence(start, start))
        boundaries.append((pause.start, pause.end))
    return boundaries

"""Keeps a film from saying anything twice."""

from dataclasses import replace

from script_agent.parts import Figure, Part, Points, Reading, Statement
from script_agent.sentences import words
from script_agent.tongues.base import Lexicon

_FEWEST_POINTS = 2


def without_repetitions(reading: Reading, lexicon: Lexicon) -> list[Part]:
    """Return the parts without what title, opening, call or an earlier part says in the same words."""
    told = (reading.brand.title, reading.brand.tagline, reading.question, reading.definition, reading.call)
    seen = {_key(text) for text in told if text}
    news = [part for part in reading.parts if not _is_said_by_title(part, reading, lexicon)]
    kept = (_fresh(_beside_title(part, reading.brand.title), seen) for part in news or reading.parts)
    return [part for part in kept if part]


def _is_said_by_title(part: Part, reading: Reading, lexicon: Lexicon) -> bool:
    """Whether a statement has no word that title, audience and tagline have not said."""
    if not isinstance(part, Statement):
        return False
    audience = reading.audience.full if reading.audience else ""
    told = f"{reading.brand.title} {reading.brand.tagline or ''} {audience} {reading.thing or ''}"
    said = set(words(told.lower())) | lexicon.function_words
    return all(
        set(words(sentence.lower())) <= said and not lexicon.finite.search(sentence) for sentence in part.sentences
    )


def _beside_title(part: Part, title: str) -> Part:
    """Of an enumeration, what the title already says goes if enough is left."""
    if not isinstance(part, Points):
        return part
    said = set(words(title.lower()))
    points = tuple(point for point in part.list.points if not set(words(point.phrase.lower())) <= said)
    return replace(part, list=replace(part.list, points=points)) if len(points) >= _FEWEST_POINTS else part


def _fresh(part: Part, seen: set[str]) -> Part | None:
    """The part without sentences that were seen before, which are then noted as seen; None if nothing is left."""
    if isinstance(part, Points):
        points = tuple(point for point in part.list.points if _is_new(f"{point.sentence} {point.phrase}", seen))
        return replace(part, list=replace(part.list, points=points)) if points else None
    sentences = tuple(sentence for sentence in part.sentences if _is_new(sentence, seen))
    if isinstance(part, Figure) and sentences[:1] != part.sentences[:1]:
        return Statement(sentences) if sentences else None
    return replace(part, sentences=sentences) if sentences else None


def _is_new(text: str, seen: set[str]) -> bool:
    key = _key(text)
    is_new = key not in seen
    seen.add(key)
    return is_new


def _key(text: str) -> str:
    return " ".join(words(text.lower()))

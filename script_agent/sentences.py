"""Cuts text into sentences and counts and joins words."""

import re
from collections.abc import Collection, Sequence

WORD = re.compile(r"[^\W_]+(?:['\u2019.,/&@:+-]?[^\W_]+)*[%+]?")
_END = re.compile(r"(?<=[.!?])[\"')]*\s+(?=[\"'(]?[^\W_a-zà-ÿ])")


def split_sentences(text: str, abbreviations: Collection[str]) -> list[str]:
    """Return the sentences of a line, each closed by a full stop, question or exclamation mark."""
    found: list[str] = []
    for piece in _END.split(text):
        if found and _ends_in_abbreviation(found[-1], abbreviations):
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    return [closed(part) for piece in found for part in piece.split("; ") if words(part)]


def _ends_in_abbreviation(text: str, abbreviations: Collection[str]) -> bool:
    last = text.rsplit(maxsplit=1)[-1].lower()
    return last in abbreviations or re.fullmatch(r"[^\W\d_]\.", last) is not None


def words(text: str) -> list[str]:
    """Return the words of a text; a number with its signs is one word."""
    return WORD.findall(text)


def closed(text: str, mark: str = ".") -> str:
    """Return the text as a sentence: large first letter, a closing mark."""
    text = text.strip().rstrip(",;:")
    return capitalised(text if text[-1:] in ".!?" else text + mark)


def opened(text: str) -> str:
    """Return the text without the full stop a sentence has and a headline has not."""
    return text.rstrip().removesuffix(".")


def capitalised(text: str) -> str:
    """Return the text with a large first letter, the rest as it is; names like iPhone stay."""
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    return text if any(mark.isupper() for mark in first[1:]) else text[:1].upper() + text[1:]


def listed(phrases: Sequence[str], conjunction: str) -> str:
    """Return phrases as one enumeration: `a, b CONJUNCTION c`."""
    if len(phrases) == 1:
        return phrases[0]
    return f"{', '.join(phrases[:-1])} {conjunction} {phrases[-1]}"

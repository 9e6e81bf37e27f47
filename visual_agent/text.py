"""Breaks text into balanced lines and finds the largest size at which it fits: pure arithmetic on measured widths."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_SHRINK_STEP = 0.96
_KEEP_PHRASE_WHOLE_ABOVE = 0.62
_KEEP_LONG_PHRASE_WHOLE_ABOVE = 0.84
"""Shares of the largest size down to which the highlighted phrase is kept on one line."""
_LONG_PHRASE = 24
"""Letters from which on a phrase counts as long."""
_SHORT_WORD_PENALTY = 0.02
_BROKEN_PHRASE_PENALTY = 0.15
_SHORT_WORD = 2
_CUT_WORDS_BELOW = 0.5
"""Share of the largest size below which very long words are cut rather than made smaller still."""
_BREAKABLE_LENGTH = 22
"""Letters from which on a word counts as very long."""
_PIECE_LENGTH = 6
_PUNCTUATION = ".,;:!?()\"'"
_SOFT_HYPHEN = "\u00ad"
NO_BREAK_SPACE = "\u00a0"


@dataclass(frozen=True)
class Span:
    """Letters of one kind: part of the highlighted phrase, or not."""

    text: str
    marked: bool = False


Word = tuple[Span, ...]
"""What no line break may cut; a highlighted phrase, spaces included, can be one word."""
Line = tuple[Span, ...]
Measure = Callable[[Line], float]
"""Width of a line in ems."""


@dataclass(frozen=True)
class Limits:
    """What a text must fit into; sizes are font sizes in design units."""

    width: float
    height: float
    largest: float
    max_lines: int
    leading: float
    """Distance between baselines, in font sizes."""
    start: float | None = None
    """Size to begin at when a neighbour already had to be smaller than `largest`."""


@dataclass(frozen=True)
class Fitted:
    """A text broken into lines, and the size to set it at."""

    lines: tuple[Line, ...]
    size: float


def words_of(text: str, highlight: str | None, *, whole: bool = True) -> list[Word]:
    """Split a text at white space, with the highlighted phrase kept `whole` (and its punctuation with it) or not."""
    start = text.find(highlight) if highlight else -1
    end = start + len(highlight or "") if start >= 0 else -1
    words: list[Word] = []
    glued = False
    for position, letter in enumerate(text):
        marked = start <= position < end
        if letter.isspace() and letter != NO_BREAK_SPACE and not (whole and marked):
            glued = False
            continue
        span = Span(" " if letter.isspace() else letter, marked)
        if glued:
            words[-1] = joined((*words[-1], span))
        else:
            words.append((span,))
            glued = True
    return words


def joined(spans: Sequence[Span]) -> Line:
    """Merge neighbouring spans of one kind."""
    merged: list[Span] = []
    for span in spans:
        if merged and merged[-1].marked == span.marked:
            merged[-1] = Span(merged[-1].text + span.text, span.marked)
        else:
            merged.append(span)
    return tuple(merged)


def line_of(words: Sequence[Word]) -> Line:
    """Set words on one line; a space between two highlighted words is highlighted too."""
    spans: list[Span] = list(words[0])
    for before, after in pairwise(words):
        if not before[-1].text.endswith(_SOFT_HYPHEN):
            spans.append(Span(" ", before[-1].marked and after[0].marked))
        spans.extend(after)
    last = spans[-1]
    if last.text.endswith(_SOFT_HYPHEN):
        spans[-1] = Span(last.text.removesuffix(_SOFT_HYPHEN) + "-", last.marked)
    return joined([Span(span.text.replace(_SOFT_HYPHEN, ""), span.marked) for span in spans])


class Measured:
    """Words with the widths of every stretch of them, each measured once: widths in ems hold at any size."""

    def __init__(self, words: Sequence[Word], measure: Measure) -> None:
        self.words = words
        self._measure = measure
        self._widths: dict[tuple[int, int], float] = {}

    def width(self, start: int, end: int) -> float:
        """Return the width of the line from word `start` to before word `end`."""
        if (start, end) not in self._widths:
            self._widths[start, end] = self._measure(line_of(self.words[start:end]))
        return self._widths[start, end]


def wrap(measured: Measured, width: float) -> tuple[Line, ...] | None:
    """Break into the fewest lines no wider than `width` ems, as even as possible; None if a word alone is too wide."""
    words, count = measured.words, len(measured.words)
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for end in range(1, count + 1):
        options = []
        for start in range(end - 1, -1, -1):
            taken = measured.width(start, end)
            if taken > width:
                break
            lines, cost, _ = best[start]
            loose = (1 - taken / width) ** 2
            options.append((lines + 1, cost + loose + _awkwardness(words, end), start))
        best.append(min(options) if options else (count + 1, float("inf"), end - 1))
    if best[count][0] > count:
        return None
    cuts = [count]
    while cuts[-1] > 0:
        cuts.append(best[cuts[-1]][2])
    return tuple(line_of(words[start:end]) for end, start in pairwise(cuts))[::-1]


def fit(text: str, highlight: str | None, measure: Measure, limits: Limits) -> Fitted:
    """Return the largest setting that fits; phrases are broken, then words cut, only when shrinking is not enough."""
    split = words_of(text, highlight, whole=False)
    whole = Measured(words_of(text, highlight), measure)
    loose = Measured(split, measure)
    cut = Measured([piece for word in split for piece in _cut(word)], measure)
    long = len(highlight or "") >= _LONG_PHRASE
    whole_above = _KEEP_LONG_PHRASE_WHOLE_ABOVE if long else _KEEP_PHRASE_WHOLE_ABOVE
    size = limits.start or limits.largest
    while True:
        share = size / limits.largest
        wholeness = whole if share > whole_above else loose
        lines = wrap(cut if share < _CUT_WORDS_BELOW else wholeness, limits.width / size)
        room = max(limits.max_lines, round(limits.max_lines / share))
        if lines is not None and len(lines) <= room and len(lines) * limits.leading * size <= limits.height:
            return Fitted(lines, size)
        size *= _SHRINK_STEP


def _awkwardness(words: Sequence[Word], end: int) -> float:
    """Cost of breaking before word `end`: after a short word that belongs to it, or inside the highlighted phrase."""
    if end == len(words):
        return 0.0
    last = words[end - 1][-1]
    ending = last.text.rsplit(" ", 1)[-1]
    cost = _SHORT_WORD_PENALTY if len(ending) <= _SHORT_WORD and ending.isalpha() else 0.0
    return cost + (_BROKEN_PHRASE_PENALTY if last.marked and words[end][0].marked else 0.0)


def _cut(word: Word) -> list[Word]:
    """Cut a very long word into pieces that may be hyphenated; addresses are left whole, a hyphen would change them."""
    if len(word) > 1 or len(word[0].text) < _BREAKABLE_LENGTH or not word[0].text.strip(_PUNCTUATION).isalpha():
        return [word]
    text, marked = word[0].text, word[0].marked
    pieces = [text[i : i + _PIECE_LENGTH] for i in range(0, len(text), _PIECE_LENGTH)]
    return [*((Span(piece + _SOFT_HYPHEN, marked),) for piece in pieces[:-1]), (Span(pieces[-1], marked),)]

"""Finds the number in a sentence that is worth a scene of its own."""

import re
from functools import cache

from contracts import Stat
from script_agent.headline import cut
from script_agent.sentences import capitalised, words
from script_agent.tongues.base import Lexicon, Tongue

_MOST_BEFORE = 9
_MOST_AFTER = 9
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_BIG = 1000


def figure_of(sentence: str, tongue: Tongue) -> Stat | None:
    """Return the sentence split around its most telling number, None without one or without room for it."""
    found = [
        (weight, match)
        for match in _pattern(tongue.lexicon).finditer(sentence)
        if (weight := _weight(match, sentence, tongue))
    ]
    if not found:
        return None
    match = _telling(found, sentence, tongue)
    end = match.end("unit_mark") if match["unit_mark"] else match.end("number")
    before, after = sentence[: match.start()].strip(), sentence[end:].strip()
    before = _without_circumstance(before, tongue)
    after = _first_clause(after, tongue)
    if len(words(before)) > _MOST_BEFORE or len(words(after)) > _MOST_AFTER:
        return None
    value = re.sub(r"\s+(?=[%x])", "", sentence[match.start() : end])
    return Stat(value=value, before=capitalised(before), after=after.rstrip("."), fraction=share_of(value))


@cache
def _pattern(lexicon: Lexicon) -> re.Pattern[str]:
    units, scales = lexicon.number_units, lexicon.number_scales
    return re.compile(
        r"(?<![\w.,/:-])(?P<currency>(?:US|R|A|C)?\$\s?|€\s?|£\s?)?(?P<number>\d+(?:[.,]\d+)*)"
        rf"(?![\w/:]*[/:]\d)(?P<unit_mark>\s?%|\s(?:{scales})\b|\s?[xX]\b|\+|[kKM]\b|\s?€|"
        rf"\s?(?:[kmc]?m|[km]?g|kWh|[GTM]B|mph|"
        rf"km/h)\b)?(?:[\s-](?P<unit>{units})\b)?(?![\w/:-]*\d)(?!(?:st|nd|rd|th|h|ª|º|[ap]m)\b)"
    )


def _weight(match: re.Match[str], sentence: str, tongue: Tongue) -> int:
    is_praised = tongue.lexicon.quantifiers.search(sentence[: match.start()]) is not None
    mark = (match["unit_mark"] or "").strip().lower()
    if mark in {"%", "x"}:
        return 5
    if match["currency"] or mark:
        return 3 + is_praised
    if match["unit"]:
        return 2 + is_praised
    plain = match["number"].replace(".", "").replace(",", "")
    is_year = len(match["number"]) == len(plain) and _FIRST_YEAR <= int(plain) <= _LAST_YEAR
    is_big = int(plain) >= _BIG and plain != match["number"]
    return 2 * is_praised + 3 * is_big if not is_year else 0


def _without_circumstance(text: str, tongue: Tongue) -> str:
    """`On Friday and Saturday, more than` is shown as `More than`; other commas stay."""
    first, _, rest = text.rpartition(", ")
    is_circumstance = first.split(" ")[0].lower() in tongue.lexicon.cut_before
    return rest if is_circumstance and rest else text


def _first_clause(text: str, tongue: Tongue) -> str:
    text = text.split(", ", maxsplit=1)[0]
    if len(words(text)) <= _MOST_AFTER:
        return text
    found = cut(text, tongue, most=_MOST_AFTER, fewest=1)
    return found.head if found else text


def _telling(found: list[tuple[int, re.Match[str]]], sentence: str, tongue: Tongue) -> re.Match[str]:
    """The weightiest number, the first of several; of `from X to Y` it is Y."""
    weight, match = max(found, key=lambda pair: (pair[0], -pair[1].start()))
    for other_weight, other in found:
        if other_weight == weight and sentence[match.end() : other.start()].strip() in tongue.lexicon.up_to:
            return other
    return match


def share_of(value: str) -> float | None:
    """Return what share of a whole a percentage is, None if the value is no share of one."""
    match = re.fullmatch(r"(\d+(?:[.,]\d+)?)\s?%", value)
    share = float(match[1].replace(",", ".")) / 100 if match else 2
    return share if share <= 1 else None

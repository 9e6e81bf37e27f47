"""The ways numbers, amounts, times and addresses are written, and how each is said in any language."""
# ruff: noqa: RUF001 - typographic punctuation is the subject

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from voice_agent.wording import numbers
from voice_agent.wording.tongue import Tongue

Say = Callable[[re.Match[str]], str]

_ADDRESS = r"(?:https?://)?(?:www\.)?[\w.+-]+(?:@[\w-]+)?(?:\.[a-z]{2,})+(?:/[\w./-]*)?"
_PIECES = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,]\d+)?")


@dataclass(frozen=True)
class Rule:
    """One way of writing, matched against a whole token or against neighbours joined by a space."""

    pattern: re.Pattern[str]
    say: Say


def rules_of(tongue: Tongue) -> tuple[Rule, ...]:
    """Return the rules for a language in the order they are to be tried."""
    return tuple(Rule(re.compile(pattern), say) for pattern, say in _written(tongue))


def _written(tongue: Tongue) -> Iterator[tuple[str, Say]]:
    yield from _times_of_day(tongue)
    yield from _amounts(tongue)
    yield from _plain_numbers(tongue)
    yield _ADDRESS, lambda match: _address(match[0], tongue)
    yield r"#(?P<word>[^\W\d]\w*)", lambda match: f"hashtag {match['word']}"
    yield r"@(?P<word>\w+)", lambda match: f"{tongue.address['@']} {match['word']}"
    yield r"\S*[^\W\d_]\S*/\S*", lambda match: _pieces(match[0], tongue)
    yield r"(?=\S*\d)(?=\S*[^\W\d_])\S+", lambda match: _pieces(match[0], tongue)


def _times_of_day(tongue: Tongue) -> Iterator[tuple[str, Say]]:
    yield (
        f"{_moment('from')} ?[–-] ?{_moment('to')}",
        lambda match: f"{_clock(match, 'from', tongue)} {tongue.until} {_clock(match, 'to', tongue)}",
    )
    yield (
        r"(?P<hour>[01]?\d|2[0-4])(?::|h)(?P<minute>[0-5]\d) ?(?P<suffix>[aApP]\.?[mM]|h|min)?",
        lambda match: tongue.clock(int(match["hour"]), int(match["minute"]), (match["suffix"] or "").lower()),
    )
    yield (
        r"(?P<hour>1?\d) ?(?P<suffix>[aApP]\.?[mM])",
        lambda match: tongue.clock(int(match["hour"]), 0, match["suffix"].lower()),
    )


def _moment(name: str) -> str:
    """Return the pattern of a time that cannot be taken for a mere number."""
    marked = rf"(?::|h)(?P<{name}_minute>[0-5]\d)(?: ?(?P<{name}_half>[aApP]\.?[mM]))?"
    bare = rf"(?: ?(?P<{name}_suffix>[aApP]\.?[mM])|h)"
    return rf"(?P<{name}_hour>[01]?\d|2[0-4])(?:{marked}|{bare})"


def _clock(match: re.Match[str], name: str, tongue: Tongue) -> str:
    suffix = match[f"{name}_half"] or match[f"{name}_suffix"] or ""
    return tongue.clock(int(match[f"{name}_hour"]), int(match[f"{name}_minute"] or 0), suffix.lower())


def _amounts(tongue: Tongue) -> Iterator[tuple[str, Say]]:
    number = f"(?P<number>{numbers.pattern(tongue)})"
    scale = f"(?: ?(?P<scale>{_any_of(tongue.scales)}))"
    money = f"(?P<currency>{_any_of(tongue.currencies)})"
    sign = r"(?P<sign>[+−-]?)"
    bare = numbers.pattern(tongue)
    yield (
        f"{money} ?(?P<low>{bare}) ?[–-] ?(?:(?P=currency) ?)?(?P<high>{bare})",
        lambda match: _money_range(match, tongue),
    )
    yield f"{sign}{money} ?{number}{scale}?", lambda match: _signed(match, _money(match, tongue), tongue)
    yield f"{sign}{number}{scale}? ?{money}", lambda match: _signed(match, _money(match, tongue), tongue)
    yield f"{sign}{number} ?%", lambda match: _signed(match, _counted(match, tongue, tongue.percent), tongue)
    yield f"{number} ?[x×]", lambda match: _times(match, tongue)
    yield f"{sign}{number}{scale}(?P<more>[+]?)", lambda match: _signed(match, _scaled(match, tongue), tongue)
    yield f"{number} ?(?P<unit>{_any_of(tongue.units)})", lambda match: _measured(match, tongue)


def _plain_numbers(tongue: Tongue) -> Iterator[tuple[str, Say]]:
    bare = numbers.pattern(tongue)
    number = f"(?P<number>{bare})"
    yield (
        f"(?P<low>{bare})(?: ?[–-] ?)(?P<high>{bare})(?P<percent> ?%)?",
        lambda match: _range(match, tongue),
    )
    yield (
        r"(?P<part>\d{1,3})/(?P<whole>\d{1,4})",
        lambda match: f"{_say(match['part'], tongue)} {tongue.out_of} {_say(match['whole'], tongue)}",
    )
    yield (
        f"(?P<rank>\\d{{1,4}})(?P<suffix>{tongue.ordinal_suffix})",
        lambda match: tongue.ordinal(int(match["rank"]), match["suffix"]),
    )
    yield r"(?:1[1-9]|20)\d\d", lambda match: tongue.year(int(match[0]))
    yield f"{number}(?P<more>[+])", lambda match: f"{_say(match['number'], tongue)} {tongue.plus}"
    yield f"(?P<sign>[+−-]?){number}", lambda match: _signed(match, _say(match["number"], tongue), tongue)
    yield r"#(?P<number>\d+)", lambda match: f"{tongue.fixed['nº']} {_say(match['number'], tongue)}"
    yield r"\d+(?:\.\d+){2,}", lambda match: _parts(match[0], tongue.address["."], tongue)
    yield (
        r"[vV](?P<number>\d+(?:\.\d+)*)",
        lambda match: f"{tongue.version} {_parts(match['number'], tongue.version_point, tongue)}",
    )
    yield (
        r"(?P<one>\d{1,3}):(?P<other>\d)",
        lambda match: f"{_say(match['one'], tongue)} {tongue.ratio} {_say(match['other'], tongue)}",
    )


def _any_of(words: Mapping[str, object]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _say(number: str, tongue: Tongue) -> str:
    return numbers.spoken(number, tongue)


def _signed(match: re.Match[str], said: str, tongue: Tongue) -> str:
    signs = {"+": f"{tongue.plus} ", "-": f"{tongue.minus} ", "−": f"{tongue.minus} "}
    return signs.get(match["sign"], "") + said


def _counted(match: re.Match[str], tongue: Tongue, thing: str) -> str:
    return f"{_say(match['number'], tongue)} {thing}"


def _times(match: re.Match[str], tongue: Tongue) -> str:
    single = numbers.is_one(match["number"], tongue)
    return tongue.agree(_say(match["number"], tongue), tongue.times.more) + f" {tongue.times.counted(single=single)}"


def _scaled(match: re.Match[str], tongue: Tongue) -> str:
    scale = tongue.scales[match["scale"]].counted(single=numbers.is_one(match["number"], tongue))
    more = f" {tongue.plus}" if match.groupdict().get("more") else ""
    if numbers.is_one(match["number"], tongue) and scale == "mil":
        return scale + more
    return f"{_say(match['number'], tongue)} {scale}{more}"


def _money(match: re.Match[str], tongue: Tongue) -> str:
    currency = tongue.currencies[match["currency"]]
    if match["scale"]:
        scaled = _scaled(match, tongue)
        between = "" if scaled.endswith("mil") else tongue.of_currency
        return " ".join(filter(None, (scaled, between, currency.unit.more)))
    whole, rest = numbers.split(match["number"], tongue)
    if len(rest) not in (0, 2):
        return f"{_say(match['number'], tongue)} {currency.unit.more}"
    unit = currency.unit.counted(single=int(whole) == 1)
    said = " ".join(filter(None, (_say(whole, tongue), tongue.of_currency if _is_millions(whole) else "", unit)))
    cents = int(rest or 0)
    if not cents:
        return said
    small = f"{_say(str(cents), tongue)} {currency.cent.counted(single=cents == 1)}"
    return f"{said} {tongue.joint} {small}" if int(whole) else small


def _is_millions(whole: str) -> bool:
    """Return whether a number is read as so many millions or more, which some languages follow with a preposition."""
    return int(whole) > 0 and int(whole) % 1_000_000 == 0


def _money_range(match: re.Match[str], tongue: Tongue) -> str:
    unit = tongue.currencies[match["currency"]].unit.more
    return f"{_say(match['low'], tongue)} {tongue.up_to} {_say(match['high'], tongue)} {unit}"


def _measured(match: re.Match[str], tongue: Tongue) -> str:
    unit = tongue.units[match["unit"]].counted(single=numbers.is_one(match["number"], tongue))
    return f"{tongue.agree(_say(match['number'], tongue), unit)} {unit}"


def _range(match: re.Match[str], tongue: Tongue) -> str:
    percent = f" {tongue.percent}" if match["percent"] else ""
    return f"{_say(match['low'], tongue)} {tongue.up_to} {_say(match['high'], tongue)}{percent}"


def _parts(text: str, point: str, tongue: Tongue) -> str:
    return f" {point} ".join(_say(part, tongue) for part in text.split("."))


def _address(text: str, tongue: Tongue) -> str:
    bare = re.sub(r"^https?://(www\.)?", "", text).rstrip("/")
    parts = re.findall(r"[^\W_]+|[./@+_-]", bare)
    return " ".join(tongue.address.get(part) or _pieces(part, tongue) for part in parts)


def _pieces(text: str, tongue: Tongue) -> str:
    """Say letters and digits in turn: `B2B`, `MP3`, `and/or`."""
    pieces = _PIECES.findall(text)
    return " ".join(_say(piece, tongue) if piece[0].isdecimal() else tongue.word(piece) for piece in pieces)

"""English words for what the wording rules say."""
# ruff: noqa: RUF001 - the signs people write are the subject

from typing import Final

from voice_agent.wording import numbers
from voice_agent.wording.tongue import Currency, Noun, Tongue

_CODE: Final = "en"
_CENT: Final = Noun("cent", "cents")
_DOLLAR: Final = Currency(Noun("dollar", "dollars"), _CENT)
_NOON: Final = 12
_DECADES: Final = "tens twenties thirties forties fifties sixties seventies eighties nineties"


def _ordinal(rank: int, _suffix: str) -> str:
    return numbers.ordinal(rank, _CODE)


def _clock(hour: int, minute: int, suffix: str) -> str:
    parts = [numbers.cardinal(hour, _CODE)]
    if minute:
        parts.append(("oh " if minute < 10 else "") + numbers.cardinal(minute, _CODE))  # noqa: PLR2004 - one digit
    if suffix[:1] in ("a", "p"):
        parts.append(f"{suffix[0].upper()} M")
    elif not minute:
        parts.append("o'clock" if 0 < hour <= _NOON else "hundred")
    return " ".join(parts)


ENGLISH: Final = Tongue(
    num2words_code=_CODE,
    thousands_mark=",",
    decimal_mark=".",
    decimal_word="point",
    percent="percent",
    plus="plus",
    minus="minus",
    times=Noun("time", "times"),
    joint="and",
    up_to="to",
    until="to",
    ratio="to",
    version="version",
    version_point="point",
    out_of="out of",
    of_currency="",
    address={".": "dot", "/": "slash", "@": "at", "-": "dash", "_": "underscore", "+": "plus"},
    currencies={
        "$": _DOLLAR,
        "US$": _DOLLAR,
        "€": Currency(Noun("euro", "euros"), _CENT),
        "£": Currency(Noun("pound", "pounds"), Noun("penny", "pence")),
        "R$": Currency(Noun("real", "reais"), Noun("centavo", "centavos")),
    },
    scales={
        short: Noun(word, word)
        for word, shorts in {
            "thousand": ("k", "K", "thousand"),
            "million": ("M", "MM", "mn", "million"),
            "billion": ("B", "bn", "billion"),
            "trillion": ("T", "tn", "trillion"),
        }.items()
        for short in shorts
    },
    units={
        "KB": Noun("kilobyte", "kilobytes"),
        "MB": Noun("megabyte", "megabytes"),
        "GB": Noun("gigabyte", "gigabytes"),
        "TB": Noun("terabyte", "terabytes"),
        "ms": Noun("millisecond", "milliseconds"),
        "s": Noun("second", "seconds"),
        "sec": Noun("second", "seconds"),
        "min": Noun("minute", "minutes"),
        "h": Noun("hour", "hours"),
        "hrs": Noun("hour", "hours"),
        "mm": Noun("millimeter", "millimeters"),
        "cm": Noun("centimeter", "centimeters"),
        "m": Noun("meter", "meters"),
        "km": Noun("kilometer", "kilometers"),
        "kg": Noun("kilogram", "kilograms"),
        "°C": Noun("degree Celsius", "degrees Celsius"),
        "°F": Noun("degree Fahrenheit", "degrees Fahrenheit"),
    },
    fixed={
        **{
            f"{century}{ten}0s": f"{numbers.cardinal(century, _CODE)} {word}"
            for century in (18, 19, 20)
            for ten, word in enumerate(_DECADES.split(), start=1)
        },
        # Without the word before it, `90s` is as well a minute and a half.
        **{
            f"{before} {mark}{ten}0s": f"{before} {word}"
            for before in ("the", "early", "mid", "late")
            for mark in ("", "'", "’")
            for ten, word in enumerate(_DECADES.split()[1:], start=2)
        },
        "16:9": "sixteen by nine",
        "9:16": "nine by sixteen",
        "21:9": "twenty-one by nine",
        "4:3": "four by three",
        "c++": "C plus plus",
        "c#": "C sharp",
        "24/7": "twenty-four seven",
        "&": "and",
        "+": "plus",
        "=": "equals",
        "%": "percent",
        "×": "times",
        "nº": "number",
        "1/2": "one half",
        "½": "one half",
        "1/3": "one third",
        "2/3": "two thirds",
        "1/4": "one quarter",
        "¼": "one quarter",
        "3/4": "three quarters",
        "¾": "three quarters",
        "w/": "with",
        "vs": "versus",
    },
    abbreviations={
        "mr.": "mister",
        "mrs.": "missus",
        "dr.": "doctor",
        "vs.": "versus",
        "e.g.": "for example",
        "i.e.": "that is",
        "approx.": "approximately",
    },
    ordinal_suffix="st|nd|rd|th",
    ordinal=_ordinal,
    clock=_clock,
    year=lambda value: numbers.year(value, _CODE),
    agree=lambda said, _following: said,
    word=lambda word: word,
)
"""English; acronyms are left to the pronouncing dictionary, which knows which are spelled."""

"""Numbers in words. The only file that imports num2words."""

from num2words import num2words

from voice_agent.wording.tongue import Tongue

_LONGEST = 15
"""Digits up to which a number is read as one; longer ones are read digit by digit."""


def cardinal(value: int, code: str) -> str:
    """Return a whole number in words."""
    return str(num2words(value, lang=code)).replace(",", "")


def ordinal(value: int, code: str) -> str:
    """Return a rank in words."""
    return str(num2words(value, lang=code, to="ordinal")).replace(",", "")


def year(value: int, code: str) -> str:
    """Return a year in words."""
    return str(num2words(value, lang=code, to="year")).replace(",", "")


def digits(text: str, code: str) -> str:
    """Return a string of digits in words, one by one."""
    return " ".join(cardinal(int(digit), code) for digit in text)


def pattern(tongue: Tongue) -> str:
    """Return the regular expression of a number as this language writes it, without groups."""
    mark, point = (f"[{character}]" for character in (tongue.thousands_mark, tongue.decimal_mark))
    return rf"(?:\d{{1,3}}(?:{mark}\d{{3}})+(?:{point}\d+)?|\d+(?:[.,]\d+)?)"


def split(text: str, tongue: Tongue) -> tuple[str, str]:
    """Return the digits before and after the decimal mark of a number that matches `pattern`."""
    mark, point = tongue.thousands_mark, tongue.decimal_mark
    whole, _, rest = text.partition(point)
    groups = whole.split(mark)
    if len(groups) == 1 or all(len(group) == 3 for group in groups[1:]):  # noqa: PLR2004 - thousands have three digits
        return "".join(groups), rest
    # The other convention's decimal mark: `3.5` in a Portuguese text.
    return groups[0], groups[1]


def spoken(text: str, tongue: Tongue) -> str:
    """Return how a number that matches `pattern` is said."""
    code = tongue.num2words_code
    whole, rest = split(text, tongue)
    plain = len(whole) <= _LONGEST and (whole == "0" or not whole.startswith("0"))
    said = cardinal(int(whole), code) if plain else digits(whole, code)
    return f"{said} {tongue.decimal_word} {digits(rest, code)}" if rest else said


def is_one(text: str, tongue: Tongue) -> bool:
    """Return whether what is counted by this number stands in the singular."""
    return split(text, tongue) == ("1", "")

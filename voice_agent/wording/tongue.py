"""What the wording rules have to know about one language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Noun:
    """A counted thing, in the form for one and for more."""

    one: str
    more: str

    def counted(self, *, single: bool) -> str:
        """Return the form for one or for more."""
        return self.one if single else self.more


@dataclass(frozen=True)
class Currency:
    """Names of a currency's unit and of its hundredth."""

    unit: Noun
    cent: Noun


@dataclass(frozen=True)
class Tongue:
    """The words and the habits of writing numbers of one language."""

    num2words_code: str
    thousands_mark: str
    decimal_mark: str
    decimal_word: str
    percent: str
    plus: str
    minus: str
    times: Noun
    joint: str
    """Between units and cents: "and"."""
    up_to: str
    """Between the ends of a range."""
    until: str
    """Between the ends of a range of hours."""
    ratio: str
    """Between the parts of a ratio such as 2:1."""
    version: str
    """What the `v` of a version number is read as."""
    version_point: str
    """What its points are read as."""
    out_of: str
    """Between the parts of a fraction such as 9/10."""
    of_currency: str
    """Between a million and its currency, or nothing."""
    address: Mapping[str, str]
    """How the marks of web addresses are read."""
    currencies: Mapping[str, Currency]
    scales: Mapping[str, Noun]
    units: Mapping[str, Noun]
    fixed: Mapping[str, str]
    """Tokens, up to three with a figure among them, that are always said the same way; lower case, no punctuation."""
    abbreviations: Mapping[str, str]
    """The same with their full stop, which ends no sentence."""
    ordinal_suffix: str
    """Pattern behind a number that makes it an ordinal."""
    ordinal: Callable[[int, str], str]
    """Name of an ordinal, given its suffix."""
    clock: Callable[[int, int, str], str]
    """How hour, minute and what follows them (am, pm, h) are said."""
    year: Callable[[int], str]
    agree: Callable[[str, str], str]
    """Bring number words in line with the word that follows."""
    word: Callable[[str], str]
    """How a plain word is handed to the pronunciation: acronyms are spelled here, if at all."""

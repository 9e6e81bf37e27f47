"""Finds what a script claims and the briefing does not: numbers, in digits and in words, and addresses."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from contracts import Language
from script_agent.cleaning import ADDRESS
from script_agent.sentences import words
from script_agent.tongues.base import Tongue, vocabulary

_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
_THOUSAND: Final = re.compile(r"[.,](?=\d{3}(?:\D|$))")
_COUNTS: Final = (*range(2, 20), *range(20, 100, 10), *range(100, 1000, 100), 1000, 10**6, 10**9)
_NOT_COUNTING: Final = vocabulary("and e um uma one a")
_PERCENT: Final = vocabulary("percent cent cento")
_AMOUNTS: Final = {
    Language.ENGLISH: vocabulary("""
        hundreds thousands millions billions dozen dozens half double triple percent
        """),
    Language.PORTUGUESE: vocabulary("""
        duas dezena dezenas centena centenas milhar milhares dúzia dúzias metade dobro triplo milhões bilhões cento
        """),
}


def unfounded_claims(texts: Iterable[str], sources: Iterable[str], tongue: Tongue) -> Iterator[str]:
    """Return the numbers and addresses in the texts that none of the sources has, each once."""
    given = " ".join(sources)
    told = " ".join(texts)
    addresses = {address[0].lower() for address in ADDRESS.finditer(told)}
    yield from sorted(address for address in addresses if address not in given.lower())
    yield from sorted(_unfounded_digits(ADDRESS.sub(" ", told), given, tongue))
    yield from sorted(_unfounded_words(told, given, tongue))


def _unfounded_digits(told: str, given: str, tongue: Tongue) -> set[str]:
    known = {_value(number) for number in _NUMBER.findall(given)}
    named = set(words(given.lower()))
    return {
        number
        for number in _NUMBER.findall(told)
        if _value(number) not in known and not set(words(tongue.number_words(number).lower())) <= named
    }


def _unfounded_words(told: str, given: str, tongue: Tongue) -> set[str]:
    known = set(words(given.lower()))
    for number in _NUMBER.findall(given):
        known.update(words(tongue.number_words(number).lower()))
    if "%" in given:
        known |= _PERCENT
    return (set(words(told.lower())) & _number_vocabulary(tongue)) - known


def _number_vocabulary(tongue: Tongue) -> frozenset[str]:
    counted = {word for count in _COUNTS for word in words(tongue.number_words(str(count)).lower())}
    return frozenset(counted - _NOT_COUNTING) | _AMOUNTS[tongue.language]


def _value(number: str) -> str:
    """Return a number in digits the same for either notation: 1.500,50 and 1,500.50 are one number."""
    return _THOUSAND.sub("", number).replace(",", ".").lstrip("0") or "0"

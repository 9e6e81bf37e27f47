"""Calms shouted text: capitals become sentence case, acronyms stay; sets phrases large or small as their place asks."""

import re
from typing import Final

from contracts import Language
from script_agent.sentences import capitalised
from script_agent.tongues.base import Tongue

_LETTERS: Final = re.compile(r"\b[^\W\d_]+\b")
_SENTENCE_START: Final = re.compile(r"(^|[.!?]\s+)([^\W\d_])")
_MOSTLY: Final = 0.6
_ENOUGH_LETTERS: Final = 8
_SHORTEST_SHOUT: Final = 4
"""Shorter words in capitals are taken for acronyms when the text around them is calm."""


def calmed(text: str, tongue: Tongue) -> str:
    """Return the text without shouting; a text that is mostly capitals is lowered whole."""
    if not _is_shouted(text):
        return capitalised(_LETTERS.sub(lambda word: _without_shout(word[0], tongue), text))
    low = _LETTERS.sub(lambda word: word[0] if _is_acronym(word[0], tongue) else word[0].lower(), text)
    if tongue.language is Language.ENGLISH:
        low = re.sub(r"\bi\b", "I", low)
    return _SENTENCE_START.sub(lambda start: start[1] + start[2].upper(), low)


def calmed_title(title: str, tongue: Tongue) -> str:
    """Return a title without shouting; as it may be a name, each of its weighty words stays capitalised."""
    if not title.isupper():
        return calmed(title, tongue)
    return capitalised(_LETTERS.sub(lambda word: _as_in_a_name(word[0], tongue), title))


def lowered(text: str, tongue: Tongue) -> str:
    """Return a phrase as it stands inside a sentence: small at first, unless its first word is a name or acronym."""
    first = (text.split() or [""])[0].strip(",")
    is_name = any(mark.isupper() for mark in first[1:]) or first.lower() in tongue.lexicon.proper
    return text if is_name or not tongue.lowers(first.lower()) else text[:1].lower() + text[1:]


def _is_shouted(text: str) -> bool:
    letters = [mark for mark in text if mark.isalpha()]
    return len(letters) >= _ENOUGH_LETTERS and sum(mark.isupper() for mark in letters) > _MOSTLY * len(letters)


def _is_acronym(word: str, tongue: Tongue) -> bool:
    return word.lower() in tongue.lexicon.acronyms


def _as_in_a_name(word: str, tongue: Tongue) -> str:
    if word.lower() in tongue.lexicon.function_words:
        return word.lower()
    return word if _is_acronym(word, tongue) else word.capitalize()


def _without_shout(word: str, tongue: Tongue) -> str:
    is_shout = word.isupper() and len(word) >= _SHORTEST_SHOUT and tongue.is_known(word.lower())
    return word.lower() if is_shout and not _is_acronym(word, tongue) else word

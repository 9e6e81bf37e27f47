"""Calms shouted text: capitals become sentence case, acronyms and names stay."""

import re

from script_agent.sentences import capitalised
from script_agent.tongues.base import Tongue

_SHOUTED = re.compile(r"\b[^\W\d_]{2,}\b")
_MOSTLY = 0.6
_ENOUGH_LETTERS = 8
_SENTENCE_START = re.compile(r"(^|[.!?]\s+)([^\W\d_])")


def calmed(text: str, tongue: Tongue) -> str:
    """Return the text without shouting; a text that is mostly capitals is lowered whole."""
    letters = [mark for mark in text if mark.isalpha()]
    large = sum(mark.isupper() for mark in letters)
    if len(letters) >= _ENOUGH_LETTERS and large > _MOSTLY * len(letters):
        lowered = _SHOUTED.sub(lambda word: _lowered(word[0], tongue, in_shouting=True), text)
        return _SENTENCE_START.sub(
            lambda start: start[1] + start[2].upper(), re.sub(r"\b(i)(?=['\s])", _large_i(tongue), lowered)
        )
    return capitalised(_SHOUTED.sub(lambda word: _lowered(word[0], tongue, in_shouting=False), text))


def calmed_title(title: str, tongue: Tongue) -> str:
    """Return a title without shouting; as it may be a name, each of its weighty words stays capitalised."""
    if not title.isupper():
        return calmed(title, tongue)
    small = tongue.lexicon.function_words
    return capitalised(_SHOUTED.sub(lambda word: word[0].lower() if word[0].lower() in small else _named(word[0], tongue), title))


def lowered(text: str, tongue: Tongue) -> str:
    """Return a phrase as it stands inside a sentence: small first letter, unless the first word is a name or acronym."""
    first = text.split()[0].strip(",") if text.split() else ""
    is_name = any(mark.isupper() for mark in first[1:]) or first.lower() in tongue.lexicon.proper
    return text if is_name or not tongue.lowers(first.lower()) else text[:1].lower() + text[1:]


def _named(word: str, tongue: Tongue) -> str:
    return word if word.lower() in tongue.lexicon.acronyms else word.capitalize()


def _lowered(word: str, tongue: Tongue, *, in_shouting: bool) -> str:
    low = word.lower()
    if not word.isupper() or low in tongue.lexicon.acronyms:
        return word
    shortest_shout = 4
    is_shout = in_shouting or (len(word) >= shortest_shout and tongue.is_known(low))
    return low if is_shout else word


def _large_i(tongue: Tongue) -> str:
    return "I" if tongue.language == "en" else r"\1"

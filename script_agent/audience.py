"""Reads whom a film is for, in a form that fits into a sentence."""

import re
from dataclasses import dataclass

from script_agent.casing import calmed
from script_agent.cleaning import plain
from script_agent.headline import cut
from script_agent.sentences import opened, words
from script_agent.tongues.base import Tongue

_MOST_SHORT_WORDS = 8
_MOST_FULL_WORDS = 24


@dataclass(frozen=True)
class Audience:
    """Whom the film is for, as what follows `for`."""

    short: str
    full: str
    """The same with what was left out of `short`."""
    can_be_addressed: bool
    """Whether it is a group that can be spoken to in the plural."""


def audience_of(text: str | None, tongue: Tongue) -> Audience | None:
    """Return the audience, None if nobody is named or it does not fit into a sentence."""
    if text is None:
        return None
    first = re.split(r"[.!?;]\s|\n", calmed(plain(text), tongue))[0]
    named = opened(tongue.lexicon.audience_lead_ins.sub("", first)).strip(" ,:;!")
    if not words(named):
        return None
    if tongue.lexicon.audience_everyone.match(named):
        return Audience(tongue.lexicon.everyone, tongue.lexicon.everyone, can_be_addressed=False)
    full = _lowered(named, tongue)
    found = cut(full, tongue, most=_MOST_SHORT_WORDS, fewest=1)
    if found is None:
        return None
    short = re.sub(rf"\s+(?:{tongue.lexicon.conjunction}|&)$", "", found.head)
    full = full if len(words(full)) <= _MOST_FULL_WORDS else short
    return Audience(short, full, tongue.lexicon.several_people.match(short) is not None)


def _lowered(text: str, tongue: Tongue) -> str:
    first = text.split()[0]
    is_name = any(mark.isupper() for mark in first[1:]) or not tongue.is_known(first.strip(",").lower())
    return text if is_name else text[:1].lower() + text[1:]

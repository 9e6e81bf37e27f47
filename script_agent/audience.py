"""Reads whom a film is for, in a form that fits into a sentence."""

import re
from dataclasses import dataclass

from script_agent.casing import calmed, lowered
from script_agent.cleaning import plain
from script_agent.headline import cut
from script_agent.sentences import listed, opened, words
from script_agent.tongues.base import Tongue

_MOST_SHORT_WORDS = 6
_MOST_UNCUT_WORDS = 10
_MOST_FULL_WORDS = 24


@dataclass(frozen=True)
class Audience:
    """Whom the film is for, as what follows `for`."""

    short: str
    full: str
    """The same with what was left out of `short`."""
    can_be_addressed: bool
    """Whether it is a group that can be spoken to in the plural."""


def _enumerated(text: str, tongue: Tongue) -> str:
    """`Homeowners, renters` lacks the word that makes it part of a sentence."""
    most = 3
    parts = text.split(", ")
    is_list = len(parts) > 1 and not tongue.lexicon.alternatives & set(text.lower().split())
    return (
        listed(parts, tongue.lexicon.conjunction)
        if is_list and all(len(words(part)) <= most for part in parts)
        else text
    )


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
    full = lowered(_enumerated(named, tongue), tongue)
    found = cut(full, tongue, most=_MOST_SHORT_WORDS, fewest=1)
    if found is None and len(words(full)) > _MOST_UNCUT_WORDS:
        return None
    short = re.sub(rf"\s+(?:{tongue.lexicon.conjunction}|&)$", "", found.head) if found else full
    full = full if len(words(full)) <= _MOST_FULL_WORDS else short
    is_group = tongue.lexicon.several_people.match(short) and not tongue.lexicon.subjects.search(short)
    return Audience(short, full, can_be_addressed=bool(is_group))

"""Reads a briefing: what the film is about, what can be said of it, and in which words the user said it."""

import re
from dataclasses import replace

from chassis.errors import PermanentError
from script_agent.audience import audience_of
from script_agent.brand import brand_of
from script_agent.casing import calmed, calmed_title
from script_agent.cleaning import ADDRESS, URL, lines_of, plain, short_address, tidy
from script_agent.commission import Commission
from script_agent.parts import Reading
from script_agent.reader import Reader
from script_agent.repetition import without_repetitions
from script_agent.sentences import closed, words
from script_agent.tongues.base import Tongue

_MOST_NAME_WORDS = 3
_WORDLESS = "Neither title nor description has a word that could be said."
_PHONE_NUMBER = re.compile(r"[+()\d\s.-]{6,}")


def read(commission: Commission, tongue: Tongue) -> Reading:
    """Return everything the film can be made of.

    Raises:
        PermanentError: `briefing_without_words`.
    """
    lines = [replace(line, text=calmed(line.text, tongue)) for line in lines_of(commission.description)]
    text = "\n".join(line.text for line in lines)
    title = commission.title if words(plain(commission.title)) else text
    if not words(title):
        raise PermanentError("briefing_without_words", _WORDLESS, "Say in a sentence or two what the film is about.")
    reading = Reading(
        brand=brand_of(calmed_title(title, tongue), text, tongue),
        audience=audience_of(commission.target_audience, tongue),
        call=call_of(commission.cta, tongue) if commission.cta else None,
    )
    Reader(reading, tongue).take(lines)
    reading.parts = without_repetitions(reading, tongue.lexicon)
    is_one_thing = reading.thing is not None and tongue.lexicon.article.match(reading.thing)
    name = words(reading.brand.title.lower())
    is_phrase = (tongue.lexicon.function_words - tongue.lexicon.binders) & set(name)
    if is_one_thing and len(name) <= _MOST_NAME_WORDS and not is_phrase:
        reading.brand = replace(reading.brand, is_name=True)
    return reading


def call_of(text: str, tongue: Tongue) -> str | None:
    """Return a call to action as a sentence; a bare address or number is told what to do with."""
    call = calmed(tidy(URL.sub(lambda url: short_address(url[0]), text)), tongue)
    if ADDRESS.fullmatch(call.lower().rstrip("/")):
        call = f"{tongue.lexicon.visit} {call.lower()}"
    elif _PHONE_NUMBER.fullmatch(call):
        call = f"{tongue.lexicon.phone} {call}"
    return closed(call) if words(call) else None

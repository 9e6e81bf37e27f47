"""Whether a script is the one that was asked for: its language, its subject, its call, and nobody else's words.

What a briefing says is data. A model that obeys orders hidden in it shows here when it drops the subject, says or
shows words of its own instructions, or talks about itself. A leak that is paraphrased or translated does not show.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from contracts import Language, Scene
from script_agent.brand import brand_of
from script_agent.cleaning import ADDRESS, plain
from script_agent.commission import Commission
from script_agent.composition import texts_of
from script_agent.findings import Finding, in_scene
from script_agent.language import LANGUAGE_NAMES, clearly, may_be_in
from script_agent.reading import call_of
from script_agent.sentences import words
from script_agent.tongues.base import Tongue

_LEAKED_WORDS: Final = 6
"""So many words in a row that stand in the instructions and not in the briefing are no chance."""

_STEM_LETTERS: Final = 4
_FEWEST_LETTERS: Final = 4
_FEWEST_SHARED: Final = 3
_SHARED_OF: Final = 4
_MACHINE_TALK: Final = re.compile(
    r"\b(?:as an ai|language model|system prompt|my instructions|previous instructions|i(?:'m| am) sorry|"
    r"i can(?:'t|not) (?:help|assist|comply)|"
    r"modelo de linguagem|prompt d[eo] sistema|minhas instruções|instruções anteriores)\b",
    re.IGNORECASE,
)


def fidelity_findings(
    scenes: tuple[Scene, ...], commission: Commission, instructions: str, tongue: Tongue
) -> Iterator[Finding]:
    """Return what the film says that it should not, or leaves out that it must say."""
    yield from _foreign(scenes, tongue.language)
    yield from _leaks(scenes, commission, instructions)
    # A film whose language nobody asked for is in the briefing's own.
    is_translated = commission.language is not None and not may_be_in(" ".join(commission.texts), tongue.language)
    yield from _call(scenes[-1], commission, tongue, is_translated=is_translated)
    yield from _subject(scenes, commission, tongue, is_translated=is_translated)
    if not is_translated:
        yield from _matter(scenes, commission, tongue)


def _foreign(scenes: tuple[Scene, ...], language: Language) -> Iterator[Finding]:
    asked = LANGUAGE_NAMES[language.value]
    whole = clearly(" ".join(sentence for scene in scenes for sentence in scene.sentences))
    if whole not in {None, language.value}:
        yield Finding(f"The film is in {LANGUAGE_NAMES[whole or '']}; write all of it in {asked}.")
        return
    for number, scene in enumerate(scenes, 1):
        found = clearly(" ".join(scene.sentences))
        if found in {other.value for other in Language} - {language.value}:
            yield in_scene(number, f"it is in {LANGUAGE_NAMES[found or '']}; write it in {asked}.")


def _leaks(scenes: tuple[Scene, ...], commission: Commission, instructions: str) -> Iterator[Finding]:
    given = " ".join(commission.texts)
    secret = _runs(instructions) - _runs(given)
    for number, scene in enumerate(scenes, 1):
        told = " ".join(texts_of(scene))
        if _runs(told) & secret:
            yield in_scene(number, "it repeats these instructions; speak only of the briefing's subject.")
        machine = _MACHINE_TALK.search(told)
        if machine and machine[0].lower() not in given.lower():
            yield in_scene(number, f"{machine[0]!r} is not of the film's world; speak only of the briefing's subject.")


def _runs(text: str) -> set[tuple[str, ...]]:
    said = words(text.lower())
    return {tuple(said[start : start + _LEAKED_WORDS]) for start in range(len(said) - _LEAKED_WORDS + 1)}


def _call(last: Scene, commission: Commission, tongue: Tongue, *, is_translated: bool) -> Iterator[Finding]:
    call = call_of(commission.cta, tongue) if commission.cta else None
    if call is None:
        return
    said = " ".join(last.sentences)
    if is_translated:
        kept = {*(address[0].lower() for address in ADDRESS.finditer(call)), *re.findall(r"\d+", call)}
        missing = sorted(part for part in kept if part not in said.lower())
        if missing:
            yield Finding(f"The last scene has to say {', '.join(missing)}, which the call to action names.")
    elif not _holds(words(said.lower()), words(call.lower())):
        yield Finding(f"The last scene has to say the call to action word for word: {call!r}.")


def _holds(said: Sequence[str], wanted: Sequence[str]) -> bool:
    return any(said[start : start + len(wanted)] == wanted for start in range(len(said) - len(wanted) + 1))


def _subject(
    scenes: tuple[Scene, ...], commission: Commission, tongue: Tongue, *, is_translated: bool
) -> Iterator[Finding]:
    told = " ".join(text for scene in scenes for text in texts_of(scene))
    title = commission.title if words(plain(commission.title)) else commission.description
    brand = brand_of(title, commission.description, tongue)
    if brand.is_name:
        if plain(brand.name).lower() not in told.lower():
            yield Finding(f"The film never names what it is about: {brand.name!r}.")
        return
    if is_translated:
        return
    topic = _stems(brand.title, tongue)
    if topic and not topic & _stems(told, tongue):
        yield Finding(f"The film never names its subject: {brand.title!r}.")


def _matter(scenes: tuple[Scene, ...], commission: Commission, tongue: Tongue) -> Iterator[Finding]:
    """A film may use few of the briefing's words, but not none; a briefing of few words proves nothing."""
    told = " ".join(text for scene in scenes for text in texts_of(scene))
    matter = _stems(commission.description, tongue) - _stems(f"{commission.title} {commission.cta or ''}", tongue)
    if len(matter & _stems(told, tongue)) < min(_FEWEST_SHARED, len(matter) // _SHARED_OF):
        yield Finding("The film is not about what the briefing describes; tell what the briefing says, in its terms.")


def _stems(text: str, tongue: Tongue) -> set[str]:
    weighty = (word for word in words(text.lower()) if word not in tongue.lexicon.function_words)
    return {_unaccented(word)[:_STEM_LETTERS] for word in weighty if len(word) >= _FEWEST_LETTERS}


def _unaccented(word: str) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFD", word) if not unicodedata.combining(mark))

"""Cuts a sentence into displayed tokens and gives each the words that are said for it."""
# ruff: noqa: RUF001 - typographic punctuation is the subject

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from contracts import Language
from voice_agent.wording.english import ENGLISH
from voice_agent.wording.portuguese import PORTUGUESE
from voice_agent.wording.rules import Rule, rules_of

_TONGUES: Final = {Language.ENGLISH: ENGLISH, Language.PORTUGUESE: PORTUGUESE}
_WIDEST: Final = 3
"""Tokens one amount may be written as: `R$ 2 milhões`."""

_OPENING: Final = "\"'“‘([{«¿¡—–…*"
_CLOSING: Final = "\"'”’)]}»,.;:!?…—–*"
_PAUSES: Final = ",;:.!?…—"


@dataclass(frozen=True)
class Phrase:
    """One or more displayed tokens that are said as one, and the punctuation they end with."""

    tokens: tuple[str, ...]
    words: tuple[str, ...]
    pause: str = ""
    """The mark a speaker pauses at, or nothing."""


def phrases_of(sentence: str, language: Language) -> tuple[Phrase, ...]:
    """Return a sentence's phrases in order; their tokens joined by spaces are the sentence.

    Tokens that are not said, such as a lone dash, share a phrase with a neighbour; a sentence of nothing else is one
    phrase without words.
    """
    tokens = tuple(sentence.split())
    phrases: list[Phrase] = []
    while tokens:
        phrase = _first_phrase(tokens, language)
        phrases.append(phrase)
        tokens = tokens[len(phrase.tokens) :]
    return _with_silent_ones_merged(phrases)


@cache
def _rules(language: Language) -> tuple[Rule, ...]:
    return rules_of(_TONGUES[language])


def _first_phrase(tokens: tuple[str, ...], language: Language) -> Phrase:
    widths = range(min(_WIDEST, len(tokens)), 0, -1)
    for width in widths:
        taken = tokens[:width]
        following = _core(tokens[width]) if width < len(tokens) else ""
        said = _amount(taken, following, language)
        if said is not None:
            return Phrase(taken, tuple(said.split()), _pause(taken[-1]))
    tongue = _TONGUES[language]
    known = tongue.abbreviations.get(tokens[0].lower())
    if known is not None:
        return Phrase(tokens[:1], tuple(known.split()))
    return Phrase(tokens[:1], tuple(_speakable(tongue.word(_core(tokens[0]))).split()), _pause(tokens[0]))


def _amount(tokens: tuple[str, ...], following: str, language: Language) -> str | None:
    """Return what is said for tokens a rule or the table of fixed sayings covers as a whole."""
    if len(tokens) > 1 and (any(_pause(token) for token in tokens[:-1]) or not re.search(r"\d", "".join(tokens))):
        return None
    tongue = _TONGUES[language]
    text = _core(" ".join(tokens))
    if text.lower() in tongue.fixed:
        return tongue.agree(tongue.fixed[text.lower()], following)
    for rule in _rules(language):
        match = rule.pattern.fullmatch(text)
        if match is not None:
            return tongue.agree(_speakable(rule.say(match)), following)
    return None


def _core(token: str) -> str:
    return token.lstrip(_OPENING).rstrip(_CLOSING)


def _pause(token: str) -> str:
    tail = token[len(token.rstrip(_CLOSING)) :].replace("–", "—")
    marks = [mark for mark in tail if mark in _PAUSES]
    return marks[-1] if marks else ""


def _speakable(text: str) -> str:
    """Leave only what the pronunciations know: letters, apostrophes and hyphens inside words."""
    bare = re.sub(r"[^\w\s'’-]|_", " ", text).replace("’", "'")
    return " ".join(word.strip("-'") for word in bare.split() if re.search(r"\w", word))


def _with_silent_ones_merged(phrases: list[Phrase]) -> tuple[Phrase, ...]:
    merged: list[Phrase] = []
    for phrase in phrases:
        if merged and not (phrase.words and merged[-1].words):
            last = merged[-1]
            pause = phrase.pause if phrase.words else last.pause or phrase.pause
            merged[-1] = replace(last, tokens=last.tokens + phrase.tokens, words=last.words + phrase.words, pause=pause)
        else:
            merged.append(phrase)
    return tuple(merged)

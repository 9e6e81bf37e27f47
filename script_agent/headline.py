"""Makes headlines and cards of sentences: few words, cut only where the meaning survives, one phrase set off."""

import re
from typing import NamedTuple

from contracts import Headline
from script_agent.sentences import WORD, capitalised, opened, words
from script_agent.tongues.base import Tongue

MOST_WORDS = 12
MOST_CARD_WORDS = 6
_FEWEST_WORDS = 3
_MOST_HIGHLIGHTED = 3


class Cut(NamedTuple):
    """A text in two: what stands large, and what was cut off."""

    head: str
    rest: str
    is_partial: bool = False
    """Whether the cut goes through an enumeration, so that the rest cannot be shown by itself."""


def marked(template: str, **values: str) -> Headline:
    """Return the headline of a set phrase whose highlight stands between asterisks."""
    before, highlight, after = [*template.split("*"), "", ""][:3]
    parts = [part.format(**values) for part in (before, highlight, after)]
    text = "".join(parts)
    shift = text[:1].upper() + text[1:]
    phrase = parts[1] if parts[0] or not parts[1] else parts[1][:1].upper() + parts[1][1:]
    return Headline(text=opened(shift), highlight=opened(phrase) or None)


def headline(text: str, tongue: Tongue) -> Headline:
    """Return the text as a headline with its weightiest phrase set off."""
    plain = opened(text)
    return Headline(text=plain, highlight=highlight(plain, tongue))


def cut(sentence: str, tongue: Tongue, most: int = MOST_WORDS, fewest: int = _FEWEST_WORDS) -> Cut | None:
    """Return the sentence's head of at most so many words, None if none can stand alone without lying."""
    text = opened(sentence)
    if len(words(text)) <= most:
        return Cut(text, "")
    if text.split(" ")[0].lower() in tongue.lexicon.subordinators:
        return _main_clause(text, most, fewest)
    cuts = [Cut(text[:place].rstrip(" ,;:"), text[place:].lstrip(" ,;:")) for place in _places(text, tongue)]
    cuts = [found for found in cuts if fewest <= len(words(found.head)) <= most and not _is_condition(found, tongue)]
    announcing = [found for found in cuts if text[len(found.head)] == ":"]
    whole = [found for found in cuts if not _is_enumeration(found, tongue)]
    at_pauses = [found for found in whole if text[len(found.head)] in ",;"]
    telling = [found for found in whole if len(words(found.rest)) >= _FEWEST_WORDS]
    chosen = next((group[-1] for group in (announcing, at_pauses, telling, whole) if group), None)
    return chosen or (Cut(cuts[-1].head, "", is_partial=True) if cuts else None)


def _main_clause(text: str, most: int, fewest: int) -> Cut | None:
    """`If you want to see one, visit us`: what follows the comma stands large, the condition beside it."""
    condition, _, main = text.partition(", ")
    return Cut(capitalised(main), condition) if fewest <= len(words(main)) <= most else None


def _is_condition(found: Cut, tongue: Tongue) -> bool:
    """Whether the head would say more than the sentence did."""
    following = {word.lower() for word in words(found.rest)[:2]}
    return bool(tongue.lexicon.conditions & following)


def _is_enumeration(found: Cut, tongue: Tongue) -> bool:
    """Whether the cut goes through an enumeration, whose rest cannot be shown by itself."""
    opening = found.rest.split(" ")[:4]
    return "," in " ".join(opening) or any(word in tongue.lexicon.alternatives for word in opening[1:])


def highlight(text: str, tongue: Tongue) -> str | None:
    """Return the run of meaningful words that carries the text, never the whole of it."""
    runs = _runs(text, tongue)
    tokens = list(WORD.finditer(text))
    candidates = [_trimmed(_without_verb(run, text, tongue), tongue) for run in runs]
    if not candidates or len(tokens) == 1:
        return None
    best = max(range(len(candidates)), key=lambda index: (_weight(candidates[index], tongue), index))
    chosen = candidates[best]
    if len(chosen) == len(tokens):
        chosen = chosen[-1:] if len(chosen) <= _MOST_HIGHLIGHTED else chosen[-2:]
    return text[chosen[0].start() : chosen[-1].end()]


def _places(text: str, tongue: Tongue) -> list[int]:
    """Offsets at which the text may end: before a comma's rest, or before a word that opens an addition."""
    places = [match.start() for match in re.finditer(r"[,;:]\s", text)]
    for token in WORD.finditer(text):
        previous = words(text[: token.start()])[-1:]
        if (
            token[0] in tongue.lexicon.cut_before
            and previous
            and previous[0].lower() not in tongue.lexicon.function_words
        ):
            places.append(token.start())
    return sorted(places)


def _runs(text: str, tongue: Tongue) -> list[list[re.Match[str]]]:
    runs: list[list[re.Match[str]]] = [[]]
    for token in WORD.finditer(text):
        is_joined = bool(runs[-1]) and text[runs[-1][-1].end() : token.start()] == " "
        word = token[0].lower()
        if word in tongue.lexicon.binders and is_joined:
            runs[-1].append(token)
        elif word in tongue.lexicon.function_words or len(word) == 1:
            runs.append([])
        elif is_joined:
            runs[-1].append(token)
        else:
            runs.append([token])
    for run in runs:
        while run and run[-1][0].lower() in tongue.lexicon.binders:
            run.pop()
    return [run for run in runs if run]


def _without_verb(run: list[re.Match[str]], text: str, tongue: Tongue) -> list[re.Match[str]]:
    """A subject at the start of a sentence ends where its verb begins."""
    if run[0].start() > 0 and text[: run[0].start()].lower().strip() not in tongue.lexicon.function_words:
        return run
    for index, token in enumerate(run[1:], 1):
        if tongue.form(text[token.start() :], certain=True):
            return run[:index]
    return run


def _trimmed(run: list[re.Match[str]], tongue: Tongue) -> list[re.Match[str]]:
    strong = [token for token in run if token[0].lower() in tongue.lexicon.strong]
    if strong:
        return [token for token in run if strong[0].start() <= token.start() <= strong[-1].start()]
    return run if len(run) <= _MOST_HIGHLIGHTED else run[-2:] if run[-2][0].islower() else run[-1:]


def _weight(run: list[re.Match[str]], tongue: Tongue) -> float:
    text = " ".join(token[0] for token in run)
    strong = any(token[0].lower() in tongue.lexicon.strong for token in run)
    return 3 * strong + min(len(run), 2) + min(len(text), 16) / 16

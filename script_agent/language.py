"""Recognises the language a briefing is written in, and says so clearly when it is none of ours."""

import unicodedata
from functools import cache
from typing import Final

from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

from chassis.errors import PermanentError
from contracts import Briefing, Language

_NAMES: Final = {
    "es": "Spanish",
    "fr": "French",
    "de": "German",
    "it": "Italian",
    "nl": "Dutch",
    "pl": "Polish",
    "sv": "Swedish",
    "tr": "Turkish",
    "ro": "Romanian",
    "id": "Indonesian",
    "vi": "Vietnamese",
}
_OURS: Final = tuple(language.value for language in Language)
_CERTAIN: Final = 0.95
_ENOUGH_LETTERS: Final = 40
"""Below this many letters a foreign language cannot be told from a name."""


def language_of(briefing: Briefing) -> Language:
    """Return the language asked for, else the one the briefing is written in.

    Raises:
        PermanentError: `language_unsupported`, the text is clearly in a language no film can be written in.
    """
    if briefing.language is not None:
        return briefing.language
    text = " ".join(filter(None, (briefing.description, briefing.title, briefing.cta, briefing.target_audience)))
    letters = [mark for mark in text if mark.isalpha()]
    latin = [mark for mark in letters if "LATIN" in unicodedata.name(mark, "")]
    if len(latin) * 2 < len(letters):
        raise _unsupported("a script other than Latin")
    calm = text.lower()
    ranked = _ranked(calm, (*_OURS, *_NAMES))
    likeliest, certainty = ranked[0]
    if likeliest not in _OURS and certainty >= _CERTAIN and len(letters) >= _ENOUGH_LETTERS:
        raise _unsupported(_NAMES[likeliest])
    return Language(_ranked(calm, _OURS)[0][0])


@cache
def _identifier(languages: tuple[str, ...]) -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(languages))
    return identifier


def _ranked(text: str, languages: tuple[str, ...]) -> list[tuple[str, float]]:
    return [(str(language), float(share)) for language, share in _identifier(languages).rank(text)]


def _unsupported(found: str) -> PermanentError:
    return PermanentError(
        "language_unsupported",
        f"The briefing seems to be written in {found}; films can be written in English and Portuguese.",
        "Write the briefing in one of these, or set `language` to `en` or `pt` if it already is.",
    )

"""Recognises the language of texts, and says so clearly when a briefing is in none of ours."""

import unicodedata
from functools import cache
from typing import Final

from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

from chassis.errors import PermanentError
from contracts import Language
from script_agent.commission import Commission

LANGUAGE_NAMES: Final = {
    "en": "English",
    "pt": "Portuguese",
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


def language_of(commission: Commission) -> Language:
    """Return the language asked for, else the one the briefing is written in.

    Raises:
        PermanentError: `language_unsupported`, the text is clearly in a language no film can be written in.
    """
    if commission.language is not None:
        return commission.language
    text = " ".join(commission.texts)
    letters = [mark for mark in text if mark.isalpha()]
    latin = [mark for mark in letters if "LATIN" in unicodedata.name(mark, "")]
    if len(latin) * 2 < len(letters):
        raise _unsupported("a script other than Latin")
    found = clearly(text)
    if found is not None and found not in _OURS:
        raise _unsupported(LANGUAGE_NAMES[found])
    return _likeliest(text)


def clearly(text: str) -> str | None:
    """Return the language a text is certainly in (ISO 639-1), None where names or too few words leave it open."""
    likeliest, certainty = _ranked(text.lower(), tuple(LANGUAGE_NAMES))[0]
    is_enough = sum(mark.isalpha() for mark in text) >= _ENOUGH_LETTERS
    return likeliest if certainty >= _CERTAIN and is_enough else None


def may_be_in(text: str, language: Language) -> bool:
    """Return whether nothing speaks against a text being in one of our languages."""
    return clearly(text) in {None, language.value} and _likeliest(text) is language


def _likeliest(text: str) -> Language:
    return Language(_ranked(text.lower(), _OURS)[0][0])


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

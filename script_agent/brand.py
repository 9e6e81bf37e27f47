"""Finds the short name a film goes by, and what the title says beyond it."""

import re
from dataclasses import dataclass

from script_agent.casing import lowered
from script_agent.cleaning import plain
from script_agent.headline import cut
from script_agent.sentences import capitalised, opened, words
from script_agent.tongues.base import Tongue

_SEPARATOR = re.compile(r"\s*[:|]\s+|\s+[-\u2013\u2014]\s+|\s*\u2014\s*")
_LARGE = r"[^\W\d_a-zà-ÿ][\w'&.-]*(?<![.])"
_NAME = re.compile(rf"(?:{_LARGE}|[a-z][A-Z]\w+)(?: (?:(?:de|da|do|of|the|&) )?(?:{_LARGE}|\d+\b))*")
_MOST_NAME_WORDS = 4
_MOST_SHORT_WORDS = 5
_MOST_TAGLINE_WORDS = 9


@dataclass(frozen=True)
class Brand:
    """What the film is about, by name."""

    name: str
    is_name: bool
    """Whether it is a proper name; otherwise it is the title, shortened."""
    article: str
    tagline: str | None
    """What the title says beside the name."""
    title: str
    """The title without talk about videos."""


def brand_of(title: str, description: str, tongue: Tongue) -> Brand:
    """Return the brand: a name in both texts, else a clear name in one of them, else the title itself."""
    parts = _title_parts(title, tongue)
    for index, part in enumerate(parts):
        name = _shared_name(part, description, tongue) or _unusual_name(part, tongue)
        if name:
            rest = [
                opened(other)
                for other in parts[:index] + parts[index + 1 :]
                if len(words(other)) <= _MOST_TAGLINE_WORDS
            ]
            tagline = rest[0] if rest else _after_name(part, name)
            return Brand(name, True, tongue.article(name, f"{description} {title}"), tagline, parts[0])
    short = opened(": ".join([parts[0], *(lowered(part, tongue) for part in parts[1:])]))
    name = _subject_name(description, tongue)
    if name:
        return Brand(name, True, tongue.article(name, description), None, short)
    found = cut(short, tongue, most=_MOST_SHORT_WORDS, fewest=2)
    return Brand((found.head if found else short).rstrip("?!"), False, "", None, short)


def _title_parts(title: str, tongue: Tongue) -> list[str]:
    lexicon = tongue.lexicon
    parts = [plain(part) for part in _SEPARATOR.split(title)]
    telling = [part for part in parts if words(part) and not lexicon.title_generic.match(part)]
    telling = [_without_suffix(_without_lead_in(part, tongue), tongue) for part in telling]
    return [capitalised(part) for part in telling] or [capitalised(plain(title) or title)]


def _without_suffix(part: str, tongue: Tongue) -> str:
    rest = tongue.lexicon.title_suffix.sub("", part)
    return rest if len(words(rest)) > 1 or _is_unusual(rest, tongue) else part


def _without_lead_in(part: str, tongue: Tongue) -> str:
    """`Launch of the Aurora Lamp` leads to a name, `Video about recycling` to a topic; other openings belong to it."""
    match = tongue.lexicon.title_lead_ins.match(part)
    if match is None:
        return part
    rest = part[match.end() :]
    is_name = any(_is_unusual(word, tongue) for word in rest.split())
    return rest if tongue.lexicon.video_word.search(match[0]) or is_name else part


def _shared_name(part: str, description: str, tongue: Tongue) -> str | None:
    """A capitalised run of the title that the description writes with capitals too."""
    for match in _NAME.finditer(part):
        tokens = match[0].split()
        for size in range(min(len(tokens), _MOST_NAME_WORDS), 0, -1):
            name = " ".join(tokens[:size])
            if _is_name_in(name, description, tongue):
                return name
    return None


def _is_name_in(name: str, description: str, tongue: Tongue) -> bool:
    pattern = re.compile(rf"(?P<start>^|[.!?:]\s+|\n[-*\s]*)?(?<!\w){re.escape(name)}(?!\w)")
    places = list(pattern.finditer(description))
    if not places or name.lower() in tongue.lexicon.acronyms:
        return False
    if " " in name:
        return name.rsplit(maxsplit=1)[-1][0].isupper()
    is_ordinary = tongue.is_known(name.lower())
    return not is_ordinary or any(place["start"] is None for place in places)


def _unusual_name(part: str, tongue: Tongue) -> str | None:
    """A short part in capitals with a word that no dictionary has."""
    tokens = part.split()
    if len(tokens) > _MOST_NAME_WORDS - 1 or not _NAME.fullmatch(part):
        return None
    return part if any(_is_unusual(token, tongue) for token in tokens) else None


def _is_unusual(word: str, tongue: Tongue) -> bool:
    is_camel = any(mark.isupper() for mark in word[1:]) and any(mark.islower() for mark in word)
    return is_camel or (
        word.isalpha() and not tongue.is_known(word.lower()) and word.lower() not in tongue.lexicon.acronyms
    )


def _subject_name(description: str, tongue: Tongue) -> str | None:
    """A name the description introduces: `called X`, or X as the subject of its first sentence."""
    for match in _NAME.finditer(description):
        name = match[0]
        before, after = description[: match.start()], description[match.end() :].lstrip()
        if len(name.split()) > _MOST_NAME_WORDS or name.lower() in tongue.lexicon.acronyms:
            continue
        if re.search(r"\b(?:called|named|chamad[oa])\s+$", before, re.IGNORECASE):
            return name
        article = re.match(r"(?:The|O|A|Os|As) (?=\S)", name)
        bare = name[article.end() :] if article else name
        opens = re.search(r"(?:^|[.!?]\s+)(?:(?:The|O|A)\s+)?$", before) is not None
        says = tongue.form(after, certain=True) is not None or re.match(r"(?:is|are|é|são)\b", after)
        is_repeated = len(re.findall(rf"\b{re.escape(bare)}\b", description)) > 1
        is_camel = any(mark.isupper() for mark in bare[1:])
        if opens and says and (" " in bare or is_camel or (is_repeated and _is_unusual(bare, tongue))):
            return bare
    return None


def _after_name(part: str, name: str) -> str | None:
    rest = part.removeprefix(name).strip(" ,;:.!")
    minimum = 3
    return capitalised(rest) if part.startswith(name) and len(words(rest)) >= minimum else None

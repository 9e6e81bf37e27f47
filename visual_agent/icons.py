"""Chooses icons by what a text means, in English and Portuguese, and draws them."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from py_phosphor_icons import exists, get_svg_inner

from contracts import Scene, SceneRole
from visual_agent.commission import Commission
from visual_agent.geometry import Box
from visual_agent.icon_lexicon import DEFAULTS, DIGITAL, MEANINGS, VAGUE
from visual_agent.svg import Paint

_GRID = 256
_ICONS_A_SCENE = 4
_SHORT_STEM = 3
_SHORT_NAME = 4
_ABOUT_THE_FILM = frozenset({SceneRole.TITLE, SceneRole.HOOK})


def draw_icon(name: str, box: Box, paint: Paint, *, weight: str = "regular") -> str:
    """Draw an icon in a square; weights are Phosphor's, from thin to bold, fill and duotone."""
    place = f"translate({box.x:.2f} {box.y:.2f}) scale({box.width / _GRID:.4f})"
    return f'{paint.definition}<g transform="{place}" fill="{paint.value}">{get_svg_inner(name, weight)}</g>'


def icons_in(text: str) -> list[str]:
    """Return the icons a text calls for, in the order of its words."""
    found = []
    for word in _plain_words(text):
        icon = _icon_of(word)
        if icon is not None and icon not in found:
            found.append(icon)
    return found


def icons_of(scene: Scene, commission: Commission) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the scene's icons, always four, and one icon for each of its cards; none twice in a scene."""
    cards: list[str] = []
    for card in scene.cards:
        meant = [*_hinted([card.icon] if card.icon else []), *icons_in(card.text)]
        options = [*_exact_first(meant), *DEFAULTS[SceneRole.POINTS]]
        cards.append(next((icon for icon in options if icon not in cards), options[0]))
    own = [*_hinted(scene.icons), *icons_in(scene.headline.text), *icons_in(scene.subline or "")]
    own = _exact_first([*own, *(icon for sentence in scene.sentences for icon in icons_in(sentence))])
    film = _film_icons(commission)
    if scene.role in _ABOUT_THE_FILM and (not own or own[0] in VAGUE):
        own = film[:1] + own
    options = list(dict.fromkeys([*own, *DEFAULTS[scene.role][:1], *film, *DEFAULTS[scene.role]]))
    return tuple(options[:_ICONS_A_SCENE]), tuple(cards)


def is_digital(commission: Commission) -> bool:
    """Tell whether the film is about software or data, so that a picture of a screen suits it."""
    return not DIGITAL.isdisjoint(_film_icons(commission))


def _film_icons(commission: Commission) -> list[str]:
    return _exact_first(icons_in(f"{commission.title} {commission.description}"))


def _exact_first(icons: list[str]) -> list[str]:
    """Put icons that many texts call for, such as a rocket for anything new, behind those that say more."""
    return sorted(icons, key=lambda icon: icon in VAGUE)


@cache
def _icon_of(word: str) -> str | None:
    meant = next((icon for stem, icon in MEANINGS if _means(word, stem)), None)
    if meant is None and len(word) > _SHORT_NAME and exists(word):
        return word
    return meant


def _means(word: str, stem: str) -> bool:
    """Tell whether a word begins with a stem; short stems must be the whole word, or they would be found anywhere."""
    return word.startswith(stem) if len(stem) > _SHORT_STEM else word in {stem, f"{stem}s"}


def _hinted(hints: Iterable[str]) -> list[str]:
    """Return icons for hints, which may be icon names or plain words."""
    icons = []
    for hint in hints:
        name = hint.strip().lower().replace(" ", "-")
        icons += icons_in(hint) or ([name] if exists(name) else [])
    return icons


def _plain_words(text: str) -> list[str]:
    bare = unicodedata.normalize("NFKD", text.lower())
    return re.findall(r"[a-z0-9%$]+", "".join(letter for letter in bare if not unicodedata.combining(letter)))

from collections.abc import Callable

import pytest
from py_phosphor_icons import exists

from contracts import Card, Headline, Scene, SceneRole
from visual_agent.commission import Commission
from visual_agent.icon_lexicon import DEFAULTS, MEANINGS
from visual_agent.icons import icons_in, icons_of, is_digital


@pytest.mark.parametrize(
    ("text", "icon"),
    [
        ("Automates reports", "robot"),
        ("Relatórios prontos", "chart-line-up"),
        ("Integra fontes", "plugs-connected"),
        ("Reduz erros", "trend-down"),
        ("Segurança", "shield-check"),
        ("Secure by design", "shield-check"),
        ("Dados", "database"),
        ("Café fresco", "coffee"),
    ],
)
def test_a_word_finds_its_icon(text: str, icon: str) -> None:
    """Words of both languages, accented or not, are understood by their beginnings."""
    assert icons_in(text)[0] == icon


def test_short_stems_must_be_whole_words() -> None:
    """`ai` is not found inside `aisle`."""
    assert "robot" not in icons_in("aisle")


def test_every_icon_of_the_lexicon_exists() -> None:
    """No meaning and no default points at an icon the set does not have."""
    names = {icon for _, icon in MEANINGS} | {icon for icons in DEFAULTS.values() for icon in icons}
    assert [name for name in names if not exists(name)] == []


def test_cards_of_one_scene_differ(make_commission: Callable[..., Commission]) -> None:
    """Three cards with the same words get three icons."""
    commission = make_commission()
    scene = next(scene for scene in commission.scenes if scene.role is SceneRole.POINTS)
    _, cards = icons_of(scene, commission)
    assert len(set(cards)) == len(scene.cards)


def test_every_scene_has_four_icons(make_commission: Callable[..., Commission]) -> None:
    """Words that mean nothing to the lexicon still yield four different icons."""
    commission = make_commission(text="Xyz", highlight=None)
    for scene in commission.scenes:
        icons, _ = icons_of(scene, commission)
        assert len(set(icons)) == 4


def test_a_hint_wins_over_the_text(make_commission: Callable[..., Commission]) -> None:
    """What the commission asks for is shown, as a word or as an icon's own name."""
    scene = Scene(
        id="s01",
        role=SceneRole.POINTS,
        sentences=("a",),
        headline=Headline(text="Reports"),
        cards=(Card(text="Reports", sentence=0, icon="dinheiro"), Card(text="Reports", sentence=0, icon="anchor")),
    )
    _, cards = icons_of(scene, make_commission())
    assert cards == ("currency-dollar", "anchor")


def test_a_vague_icon_stands_back(make_commission: Callable[..., Commission]) -> None:
    """A word such as `new` decides the icon only when no other word does."""
    scene = Scene(id="s01", role=SceneRole.FEATURE, sentences=("a",), headline=Headline(text="New coffee"))
    icons, _ = icons_of(scene, make_commission())
    assert icons[0] == "coffee"


def test_screens_are_for_films_about_software(make_commission: Callable[..., Commission]) -> None:
    """A film about reports is digital, one about bread is not."""
    commission = make_commission()
    assert is_digital(commission)
    assert not is_digital(commission.model_copy(update={"title": "Padaria", "description": "Pão quente."}))

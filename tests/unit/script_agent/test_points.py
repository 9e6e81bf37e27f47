"""Enumerations become points."""

import pytest

from script_agent.points import PointList, items, points_in, things_in
from script_agent.tongues.base import Tongue
from script_agent.tongues.english import English
from script_agent.tongues.portuguese import Portuguese


def spoken(found: PointList | None) -> list[str]:
    """Return the sentences of points."""
    return [point.sentence for point in found.points] if found else []


def points(sentence: str, tongue: Tongue, brand: str) -> PointList | None:
    """Return the points of a sentence about a brand."""
    frame = tongue.frame(sentence, brand)
    return points_in(frame, tongue) if frame else None


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Acme automates reports, connects data and cuts errors.",
            ["Acme automates reports.", "It connects data.", "And it cuts errors."],
        ),
        (
            "Acme helps busy parents plan dinners and save money.",
            ["Acme helps busy parents plan dinners.", "And it helps them save money."],
        ),
        ("Track expenses, set budgets and save more.", ["Track expenses.", "Set budgets.", "And save more."]),
        ("We bake bread and roast coffee.", ["We bake bread.", "And we roast coffee."]),
        ("A phone app that tracks sleep and delights its owners.", ["It tracks sleep.", "And it delights its owners."]),
    ],
)
def test_english_enumerations(english: English, sentence: str, expected: list[str]) -> None:
    """Each verb phrase is a sentence of its own with a subject that agrees."""
    assert spoken(points(sentence, english, "Acme")) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "O Relatório Pronto automatiza relatórios, integra dados e reduz erros.",
            ["O Relatório Pronto automatiza relatórios.", "Integra dados.", "E reduz erros."],
        ),
        (
            "O Relatório Pronto ajuda equipes a planejar tarefas e acompanhar prazos.",
            ["O Relatório Pronto ajuda equipes a planejar tarefas.", "E ajuda a acompanhar prazos."],
        ),
        ("Planeje rotas e receba alertas.", ["Planeje rotas.", "E receba alertas."]),
    ],
)
def test_portuguese_enumerations(portuguese: Portuguese, sentence: str, expected: list[str]) -> None:
    """Portuguese goes on without a subject, and with the right form after `ajuda a`."""
    assert spoken(points(sentence, portuguese, "Relatório Pronto")) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The immune system learns to recognise it and remembers it for years.",
        "Food trucks, a vinyl market and open workshops fill the afternoons.",
        "We choose species that survive drought, wind and frost.",
        "Book clubs are fun and books are cheap.",
        "Acme brings briefs, feedback and plans together.",
    ],
)
def test_sentences_that_say_something_of_a_list_stay_whole(english: English, sentence: str) -> None:
    """What cannot be split without harm is left as the user wrote it."""
    assert points(sentence, english, "Acme") is None
    assert things_in(sentence, english) is None


def test_things_are_points_without_verbs(english: English) -> None:
    """A verbless enumeration is spoken phrase by phrase."""
    found = things_in("Small batches, local clay and glazes without lead.", english)
    assert spoken(found) == ["Small batches.", "Local clay.", "Glazes without lead."]


def test_items_about_the_product_get_a_subject(english: English) -> None:
    """`Installs in minutes` is spoken as a sentence and stays short on its card."""
    found = items(["Installs in minutes", "No drilling"], english)
    assert found is not None
    assert [(point.sentence, point.card) for point in found.points] == [
        ("It installs in minutes.", "Installs in minutes"),
        ("No drilling.", "No drilling"),
    ]


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("Acme automates reports and cuts errors.", "automate reports"),
        ("Acme helps teams plan their week and save time.", "plan your week"),
        ("Acme delivers fresh bread and warms the heart.", None),
        ("We bake bread and roast coffee.", None),
    ],
)
def test_only_what_viewers_do_becomes_their_action(english: English, sentence: str, action: str | None) -> None:
    """A film may ask `What if you could ...?` only about what the viewer would be doing."""
    found = points(sentence, english, "Acme")
    assert found is not None
    assert found.points[0].action == action


def test_portuguese_actions_are_infinitives(portuguese: Portuguese) -> None:
    """Finite verbs and orders turn into infinitives, irregular ones too."""
    found = points("O FinUp reduz custos e mantém prazos.", portuguese, "FinUp")
    assert found is not None
    assert [point.action for point in found.points] == ["reduzir custos", "manter prazos"]

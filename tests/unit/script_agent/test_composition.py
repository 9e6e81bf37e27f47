"""How a film has to be built."""

from typing import Any

import pytest

from contracts import Card, Headline, Scene, SceneRole, Stat
from script_agent.composition import composition_findings
from script_agent.tongues.english import English

SECONDS = 10
GOOD = (
    Scene(id="s01", role=SceneRole.HOOK, sentences=("Tired of reports on Friday?",), headline=Headline(text="Tired?")),
    Scene(id="s02", role=SceneRole.TITLE, sentences=("Meet Nimbus Reports.",), headline=Headline(text="Nimbus")),
    Scene(
        id="s03",
        role=SceneRole.FEATURE,
        sentences=("It writes each of them while you have a coffee with friends.",),
        headline=Headline(text="It writes them"),
    ),
    Scene(id="s04", role=SceneRole.CTA, sentences=("Try it free today, and see.",), headline=Headline(text="Try it")),
)


def findings(scenes: tuple[Scene, ...], seconds: float = SECONDS, brand: str = "Nimbus") -> str:
    """Return what is found, a line each."""
    return "\n".join(found.text for found in composition_findings(brand, scenes, seconds, English()))


def with_third(**changes: Any) -> tuple[Scene, ...]:
    """Return the good film with its third scene changed."""
    return (*GOOD[:2], GOOD[2].model_copy(update=changes), GOOD[3])


def test_a_good_film_has_no_findings() -> None:
    """Nothing is asked of the model that it did."""
    assert findings(GOOD) == ""


@pytest.mark.parametrize(
    ("scenes", "told"),
    [
        (GOOD[1:], "first scene has to be the hook"),
        ((GOOD[0], *GOOD[2:]), "title scene has to follow"),
        (GOOD[:3], "last scene has to be the cta"),
        ((*GOOD[:2], *GOOD[1:]), "There are 2 title scenes"),
        (with_third(sentences=GOOD[0].sentences), "'tired of reports on friday' is spoken 2 times"),
        (with_third(headline=Headline(text="word " * 13)), "Scene 3: the headline has more than 12 words"),
        (with_third(sentences=("word " * 33,)), "Scene 3: a sentence has more than 32 words"),
        (with_third(sentences=("It {works}.",)), "Scene 3: 'It {works}.' has '{' in it"),
        (with_third(subline="see www.a.example"), "has 'www.' in it"),
        (with_third(role=SceneRole.POINTS), "two or three cards, not 0"),
        (
            with_third(role=SceneRole.POINTS, cards=(Card(text="a " * 7, sentence=0), Card(text="b", sentence=0))),
            "has more than 6 words",
        ),
        (with_third(role=SceneRole.STAT), "needs a `stat`"),
        (with_third(role=SceneRole.STAT, stat=Stat(value="many")), "'many' is not a number"),
        (with_third(role=SceneRole.STAT, stat=Stat(value="40%")), "'40%' is shown but not spoken"),
        (with_third(role=SceneRole.STAT, stat=Stat(value="4", after="a " * 10)), "too many beside a number"),
    ],
)
def test_what_is_built_wrong_is_named(scenes: tuple[Scene, ...], told: str) -> None:
    """Each finding says where and what, so that the model can put it right."""
    assert told in findings(scenes)


def test_marks_inside_a_name_are_no_markup() -> None:
    """C# is a language and no hashtag."""
    assert findings(with_third(subline="In C# and snake_case")) == ""


def test_a_brand_is_a_name_and_no_sentence() -> None:
    """The film's mark fits into a corner."""
    assert "`brand`" in findings(GOOD, brand="The reports that write themselves for you")


def test_a_film_that_is_too_long_cannot_be_made() -> None:
    """No voice says it in time: the model hears by how much."""
    [found] = composition_findings("Nimbus", GOOD, 8, English())
    assert found.is_grave
    assert "has 8: use about 6 words less" in found.text


def test_a_film_that_is_short_could_be_better() -> None:
    """Pauses can fill the rest, so it is asked for more but not refused."""
    [found] = composition_findings("Nimbus", GOOD, 20, English())
    assert not found.is_grave
    assert "words more" in found.text

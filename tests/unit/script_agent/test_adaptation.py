"""From a model's answer to scenes."""

from typing import Any

import pytest

from contracts import Scene
from script_agent.adaptation import UnfitAnswerError, adapted
from script_agent.answer import SceneAnswer, ScriptAnswer
from script_agent.pacing import film_seconds
from script_agent.tongues.english import English

BLANK: dict[str, Any] = {
    "role": "feature",
    "sentences": ["It works."],
    "headline": "It works well",
    "highlight": None,
    "eyebrow": None,
    "subline": None,
    "cards": [],
    "stat": None,
    "button": None,
    "icons": [],
    "optional": False,
}


def scenes(*changes: dict[str, Any], seconds: float = 60) -> tuple[Scene, ...]:
    """Return the scenes of an answer that has those fields changed in one scene each."""
    answer = [SceneAnswer.model_validate({**BLANK, **change}) for change in changes]
    return adapted(ScriptAnswer(brand="Brand", scenes=answer), seconds, English())


def scene(**changes: Any) -> Scene:
    """Return the scene of an answer with one."""
    [made] = scenes(changes)
    return made


def test_cards_point_at_the_sentences_that_bring_them_in() -> None:
    """The model writes each card with its sentence; order and indices are derived."""
    made = scene(
        role="points",
        sentences=["Two things matter."],
        cards=[
            {"text": "Speed", "spoken": "It is fast.", "icon": "clock"},
            {"text": "Price.", "spoken": "It is cheap.", "icon": ""},
        ],
    )
    assert made.sentences == ("Two things matter.", "It is fast.", "It is cheap.")
    assert [(card.text, card.sentence, card.icon) for card in made.cards] == [("Speed", 1, "clock"), ("Price", 2, None)]


def test_markup_links_and_pictograms_are_taken_out() -> None:
    """What cannot be spoken or shown is no reason to pay for a second answer."""
    made = scene(
        sentences=["**Fast** 🚀 — see https://www.a.example/b?utm=1 (really)!", "One. Two."], headline="*Fast* 🚀."
    )
    assert made.sentences == ("Fast, see a.example/b!", "One.", "Two.")
    assert made.headline.text == "Fast"


@pytest.mark.parametrize(
    ("marked", "expected"),
    [("well", "well"), ("badly", "works well"), ("It works well", "works well"), (None, "works well")],
)
def test_a_highlight_is_always_a_part_of_its_headline(marked: str | None, expected: str) -> None:
    """A phrase that is not in the headline, or is all of it, gives way to one that is chosen here."""
    assert scene(highlight=marked).headline.highlight == expected


def test_a_sentence_that_is_the_headline_counts_as_shown() -> None:
    """Captions are left out where the picture says the same."""
    assert scene(sentences=["First of all.", "It works well!"]).shown == (1,)


def test_lines_that_do_not_fit_are_left_out() -> None:
    """Small lines are an addition: one that is too long costs neither the film nor a second call."""
    long = "far too many words for such a very small place in the picture of a film"
    made = scene(role="cta", eyebrow=long, subline=long, button=long, icons=[long, "star"])
    assert (made.eyebrow, made.subline, made.button, made.icons) == (None, None, None, ("star",))


def test_a_share_is_drawn_as_one() -> None:
    """A percentage gets its gauge."""
    stat = {"value": "40%", "before": "Up to", "after": "less time."}
    made = scene(role="stat", sentences=["Up to 40% less time."], stat=stat)
    assert made.stat
    assert (made.stat.fraction, made.stat.after) == (0.4, "less time")


def test_hook_title_and_call_always_stay() -> None:
    """A model that lets them go is not listened to."""
    made = scenes(*({"role": role, "optional": True} for role in ("hook", "title", "feature", "cta")))
    assert [one.optional for one in made] == [False, False, True, False]


def test_optional_scenes_go_where_time_is_short() -> None:
    """A film that is too long is cut for nothing where the model said it may be, and numbered anew."""
    long = {"sentences": ["This is a sentence that takes about three seconds to say."]}
    made = scenes({"role": "hook"}, {**long, "optional": True}, long, {"role": "cta"}, seconds=7)
    assert [(one.id, one.role) for one in made] == [("s01", "hook"), ("s02", "feature"), ("s03", "cta")]
    assert film_seconds(made, English()) < 7.5


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ([], "0 scenes"),
        ([{}] * 91, "91 scenes"),
        ([{"headline": "🚀"}], "Scene 1: the headline has no word"),
        ([{}, {"sentences": ["..."]}], "Scene 2: nothing is spoken"),
    ],
)
def test_what_is_no_film_is_refused_with_the_reason(changes: list[dict[str, Any]], told: str) -> None:
    """The model can be told where something is missing."""
    with pytest.raises(UnfitAnswerError, match=told):
        scenes(*changes)

"""What a narration depends on."""

from pathlib import Path

import pytest

from contracts import AspectRatio, Script, Style, Takes, Tone
from voice_agent.assignment import Assignment

GOLDEN = Path(__file__).parents[3] / "contracts" / "golden" / "script.v1.json"
SCRIPT = Script.model_validate_json(GOLDEN.read_bytes())


def _changed(**changes: object) -> Script:
    return SCRIPT.model_copy(update={"briefing": SCRIPT.briefing.model_copy(update=changes)})


@pytest.mark.parametrize(
    "change",
    [
        {"captions": not SCRIPT.briefing.captions},
        {"music": not SCRIPT.briefing.music},
        {"aspect_ratio": AspectRatio.SQUARE},
        {"style": Style.ELEGANT},
        {"tone": Tone.URGENT},
    ],
    ids=str,
)
def test_how_a_film_looks_changes_no_narration(change: dict[str, object]) -> None:
    """A retry with other looks is the same assignment, so that the sound that is there is used."""
    assert Assignment.of(_changed(**change), with_tone=False) == Assignment.of(SCRIPT, with_tone=False)


@pytest.mark.parametrize("change", [{"voice": "other"}, {"duration": 44}], ids=str)
def test_what_is_heard_changes_the_narration(change: dict[str, object]) -> None:
    """Another voice or length is another assignment."""
    assert Assignment.of(_changed(**change), with_tone=False) != Assignment.of(SCRIPT, with_tone=False)


def test_the_tone_counts_for_narrators_that_use_it() -> None:
    """A narrator with a say in the tone narrates anew when it changes."""
    urgent = _changed(tone=Tone.URGENT)

    assert Assignment.of(urgent, with_tone=True) != Assignment.of(SCRIPT, with_tone=True)


def test_another_take_is_another_assignment() -> None:
    """A user who asks for the narration anew gets a new one."""
    again = SCRIPT.model_copy(update={"takes": Takes(narration=2)})

    assert Assignment.of(again, with_tone=False) != Assignment.of(SCRIPT, with_tone=False)


def test_pictures_change_no_narration() -> None:
    """Cards, icons and sublines of a scene are not heard."""
    scenes = tuple(scene.model_copy(update={"icons": ("rocket",), "subline": "Other"}) for scene in SCRIPT.scenes)
    redrawn = SCRIPT.model_copy(update={"scenes": scenes})

    assert Assignment.of(redrawn, with_tone=True) == Assignment.of(SCRIPT, with_tone=True)

import pytest

from contracts import AspectRatio, Briefing, Phase, Resolution
from contracts.estimate import ExpectedCalls, Plan, expected_calls

ALL_PAID = Plan(
    script_model="writer",
    image_model="painter",
    tokens_per_image=400,
    speech_model="speaker",
    transcription_model="ear",
)


def _briefing(**given: object) -> Briefing:
    return Briefing.model_validate({"title": "A film", "description": "What the film is about.", **given})


def _of(briefing: Briefing, plan: Plan = ALL_PAID) -> dict[str, ExpectedCalls]:
    return {calls.model: calls for calls in expected_calls(briefing, plan)}


def test_nothing_is_expected_of_local_work() -> None:
    """A film that is made on this machine has no paid calls."""
    assert expected_calls(_briefing(), Plan()) == ()


def test_each_stage_asks_its_models() -> None:
    """Calls are told in the order of their making, with the phase they belong to."""
    assert [(calls.phase, calls.model) for calls in expected_calls(_briefing(), ALL_PAID)] == [
        (Phase.SCRIPT, "writer"),
        (Phase.VISUALS, "painter"),
        (Phase.NARRATION, "speaker"),
        (Phase.NARRATION, "ear"),
    ]


def test_without_paid_speech_nothing_is_transcribed() -> None:
    """Local speech brings its own word times."""
    assert "ear" not in _of(_briefing(), ALL_PAID.model_copy(update={"speech_model": None}))


@pytest.mark.parametrize(("seconds", "pictures"), [(15, 4), (30, 8), (180, 45)])
def test_pictures_grow_with_the_film(seconds: int, pictures: int) -> None:
    """A picture is shown about four seconds."""
    calls = _of(_briefing(duration=seconds))["painter"]

    assert (calls.calls, calls.usage.images) == (pictures, pictures)


def test_wide_pictures_count_fewer_tokens_than_square_ones() -> None:
    """Providers count a wide picture's tokens by its shorter grid."""
    tokens = [
        _of(_briefing(aspect_ratio=ratio, resolution=resolution))["painter"].usage.output_tokens
        for ratio in (AspectRatio.LANDSCAPE, AspectRatio.SQUARE)
        for resolution in Resolution
    ]

    assert tokens == sorted(tokens)


def test_speech_lasts_about_as_long_as_the_film() -> None:
    """Spoken seconds are most of the film's, at an unhurried pace, and the ear hears them all."""
    calls = _of(_briefing(duration=60))

    assert 48 <= calls["speaker"].usage.audio_seconds <= 60
    assert 600 <= calls["speaker"].usage.characters - 240 * calls["speaker"].calls <= 900
    assert calls["ear"].usage.audio_seconds >= calls["speaker"].usage.audio_seconds

from typing import Any

import pytest
from pydantic import ValidationError

from contracts import Briefing

LEAST: dict[str, Any] = {"title": "abc", "description": "ten letters"}


def test_defaults_are_those_promised() -> None:
    """A briefing of title and description alone is 30 s, landscape, full HD, with captions and music."""
    briefing = Briefing.model_validate(LEAST)

    assert (briefing.duration, briefing.style, briefing.tone) == (30, "professional", "neutral")
    assert (briefing.aspect_ratio, briefing.resolution, briefing.captions, briefing.music) == (
        "16:9",
        "1080p",
        True,
        True,
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "ab"),
        ("title", "a" * 201),
        ("title", "   a   "),
        ("description", "nine char"),
        ("description", "a" * 5001),
        ("duration", 14),
        ("duration", 181),
        ("duration", "half a minute"),
        ("style", "baroque"),
        ("tone", "angry"),
        ("language", "tlh"),
        ("aspect_ratio", "4:3"),
        ("resolution", "8K"),
        ("cta", ""),
        ("captions", "perhaps"),
    ],
)
def test_values_out_of_bounds_are_refused_by_name(field: str, value: object) -> None:
    """A briefing outside the promised bounds is refused, and the error names the field."""
    with pytest.raises(ValidationError) as caught:
        Briefing.model_validate(LEAST | {field: value})

    assert [error["loc"] for error in caught.value.errors()] == [(field,)]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "abc"),
        ("title", "a" * 200),
        ("description", "a" * 10),
        ("description", "a" * 5000),
        ("duration", 15),
        ("duration", 180),
    ],
)
def test_bounds_themselves_are_allowed(field: str, value: object) -> None:
    """The promised bounds are inclusive."""
    assert getattr(Briefing.model_validate(LEAST | {field: value}), field) == value


@pytest.mark.parametrize(
    ("aspect_ratio", "resolution", "size"),
    [
        ("16:9", "1080p", (1920, 1080)),
        ("16:9", "720p", (1280, 720)),
        ("9:16", "1080p", (1080, 1920)),
        ("1:1", "1080p", (1080, 1080)),
    ],
)
def test_frame_size_follows_shape_and_resolution(aspect_ratio: str, resolution: str, size: tuple[int, int]) -> None:
    """The resolution is the shorter side, whichever way the picture stands."""
    briefing = Briefing.model_validate(LEAST | {"aspect_ratio": aspect_ratio, "resolution": resolution})

    assert briefing.frame_size == size

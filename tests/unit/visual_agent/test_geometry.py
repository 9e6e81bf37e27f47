import pytest

from visual_agent.geometry import Box, Shape, stage_for


@pytest.mark.parametrize(
    ("frame", "shape", "scale"),
    [
        ((1920, 1080), Shape.LANDSCAPE, 1.0),
        ((1280, 720), Shape.LANDSCAPE, 2 / 3),
        ((1080, 1920), Shape.PORTRAIT, 1.0),
        ((720, 720), Shape.SQUARE, 2 / 3),
    ],
)
def test_a_frame_size_has_a_stage(frame: tuple[int, int], shape: Shape, scale: float) -> None:
    """The shorter side is 1080 design units whatever the resolution."""
    stage = stage_for(frame)
    assert stage.shape is shape
    assert stage.scale == pytest.approx(scale)
    assert min(stage.width, stage.height) == pytest.approx(1080)


@pytest.mark.parametrize("frame", [(1920, 1080), (1080, 1920), (1080, 1080)])
def test_content_stays_clear_of_mark_and_captions(frame: tuple[int, int]) -> None:
    """The mark is above the content, and two caption lines fit below it inside the frame."""
    stage = stage_for(frame)
    assert stage.brand_y < stage.content.y
    assert stage.content.bottom < stage.caption_y - stage.caption_size * 1.2
    assert stage.caption_y < stage.height
    assert stage.frame.holds(stage.content)


def test_boxes_that_touch_do_not_overlap() -> None:
    """Sharing an edge is not sharing an area."""
    assert not Box(0, 0, 10, 10).overlaps(Box(10, 0, 10, 10))
    assert Box(0, 0, 10, 10).overlaps(Box(9, 0, 10, 10))


def test_united_boxes_hold_both() -> None:
    """The union is the smallest box around both."""
    assert Box(0, 0, 1, 1).united(Box(4, 5, 1, 1)) == Box(0, 0, 5, 6)

import pytest

from visual_agent.backgrounds import background_size
from visual_agent.picture_size import expected_tokens, order_size

FRAMES = [(1920, 1080), (1280, 720), (1080, 1920), (720, 1280), (1080, 1080), (720, 720)]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("model", ["gpt-image-2", "gpt-image-2.5-flare-2026-09-08", "gpt-image-2.6-sunburst"])
def test_models_that_take_any_size_are_asked_for_the_frames_shape(frame: tuple[int, int], model: str) -> None:
    """The size keeps the model's bounds, is exactly the frame's shape, and hardly smaller than the background."""
    width, height = order_size(model, frame)
    assert width * frame[1] == height * frame[0]
    assert width % 16 == height % 16 == 0
    assert 655_360 <= width * height <= 2560 * 1440
    assert width >= background_size(frame)[0] * 0.98


@pytest.mark.parametrize(
    ("frame", "size"), [((1920, 1080), (1536, 1024)), ((720, 1280), (1024, 1536)), ((1080, 1080), (1024, 1024))]
)
def test_other_models_are_asked_for_the_standard_size_of_that_direction(
    frame: tuple[int, int], size: tuple[int, int]
) -> None:
    """Older models and compatible servers know three sizes; the picture is cropped afterwards."""
    assert order_size("gpt-image-1.5", frame) == size


@pytest.mark.parametrize(
    ("size", "square", "tokens"),
    [
        ((1024, 1024), 7024, 7024),
        ((1536, 1024), 7024, 5488),
        ((1792, 1024), 7024, 5063),
        ((3584, 2048), 7024, 12329),
        ((1024, 1024), 196, 196),
    ],
)
def test_tokens_are_reckoned_as_published(size: tuple[int, int], square: int, tokens: int) -> None:
    """The figures that OpenAI's calculator gives for several sizes."""
    assert expected_tokens(size, square) == tokens


def test_a_picture_is_as_dear_standing_as_lying() -> None:
    """Turning a picture changes nothing."""
    assert expected_tokens((2048, 1152), 439) == expected_tokens((1152, 2048), 439)


def test_a_model_without_a_known_count_is_expected_to_count_nothing() -> None:
    """Models billed by the piece count no tokens."""
    assert expected_tokens((1024, 1024), 0) == 0

import numpy as np
import pytest
from PIL import Image

from tests.unit.visual_agent.conftest import encoded
from visual_agent.cover import Cover
from visual_agent.geometry import Box, stage_for
from visual_agent.layers import Ink, Layer
from visual_agent.picture import covered, fitted, is_picture, opened

FRAME = (320, 180)
NIGHT = "#0A1124"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_pictures_of_known_formats_are_opened(kind: str) -> None:
    """Whatever the format, pixels are RGB."""
    assert opened(encoded(Image.new("RGBA" if kind != "JPEG" else "RGB", (40, 30), "red"), kind)).mode == "RGB"


@pytest.mark.parametrize(
    "data",
    [b"", b"<svg/>", b"GIF89a", encoded(Image.new("RGB", (64, 64)))[:200], encoded(Image.new("RGB", (8, 8)), "BMP")],
)
def test_what_is_no_whole_picture_is_told(data: bytes) -> None:
    """Nothing, text, a cut-off file and unexpected formats are no pictures."""
    assert not is_picture(data)


def test_a_picture_is_cropped_and_never_distorted() -> None:
    """Of a picture of another shape the middle is kept, and circles stay circles."""
    image = Image.new("RGB", (300, 200), "black")
    image.paste("white", (140, 90, 160, 110))
    pixels = np.asarray(fitted(image, (320, 180)).convert("L"))
    rows, columns = np.nonzero(pixels > 127)
    assert abs(np.ptp(rows) - np.ptp(columns)) <= 1
    assert abs(rows.mean() - 89.5) <= 1
    assert abs(columns.mean() - 159.5) <= 1


def tinted(picture: Image.Image, inks: tuple[Ink, ...]) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """Return the pixels under a cover of the left half that has words in it."""
    stage = stage_for(FRAME)
    layer = Layer("", Box(100, 400, 500, 80), inks=inks)
    cover = Cover(NIGHT, (Box(0, 0, stage.width / 2, stage.height),), reach=200, least=0.3)
    return np.asarray(covered(picture, cover, stage, [layer]))


def test_a_bright_picture_is_tinted_more_than_a_dark_one() -> None:
    """The tint is as strong as the words need on this picture, not as they might need on any."""
    ink = (Ink("#FFFFFF"),)
    white, grey = tinted(Image.new("RGB", FRAME, "white"), ink), tinted(Image.new("RGB", FRAME, "#404040"), ink)
    assert white[90, 40].mean() < 130
    kept = (grey[90, 40].mean() - 25) / (64 - 25)
    assert kept > 0.5


def test_the_picture_is_untouched_away_from_the_words() -> None:
    """Beyond the reach of the tint the picture shows its own colours."""
    assert tinted(Image.new("RGB", FRAME, "white"), (Ink("#FFFFFF"),))[90, 300].min() >= 253


def test_a_picture_covered_twice_is_the_same() -> None:
    """A redelivered task yields the same bytes."""
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 256, (180, 320, 3), dtype=np.uint8))
    assert (tinted(noise, (Ink("#FFFFFF"),)) == tinted(noise, (Ink("#FFFFFF"),))).all()

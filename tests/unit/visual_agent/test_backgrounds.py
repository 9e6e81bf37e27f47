import io

import numpy as np
import pytest
from PIL import Image

from visual_agent.backgrounds import Backdrop, BackgroundPainter, Blob, background_size
from visual_agent.geometry import stage_for

FRAME = (320, 180)
MESH = Backdrop("#0A1124", "#0B1530", (Blob(0.8, 0.0, 0.4, 0.5, "#2352D6"),))


def painted(backdrop: Backdrop) -> Image.Image:
    """Paint at a small size."""
    return Image.open(io.BytesIO(BackgroundPainter().paint(backdrop, stage_for(FRAME), FRAME)))


@pytest.mark.parametrize("frame", [(1920, 1080), (1280, 720), (1080, 1920), (720, 1280), (1080, 1080), (720, 720)])
def test_a_background_is_larger_but_of_the_frames_shape(frame: tuple[int, int]) -> None:
    """The slow zoom has pixels to spare and nothing is stretched."""
    width, height = background_size(frame)
    assert width * frame[1] == height * frame[0]
    assert 1.06 <= width / frame[0] <= 1.1


def test_the_same_recipe_gives_the_same_bytes() -> None:
    """A picture made twice, by two painters, is one artefact."""
    stage = stage_for(FRAME)
    assert BackgroundPainter().paint(MESH, stage, FRAME) == BackgroundPainter().paint(MESH, stage, FRAME)


def test_a_gradient_is_dithered() -> None:
    """Along a row of a smooth gradient neighbours differ by noise, so no band has a hard edge."""
    row = np.asarray(painted(Backdrop("#0A1124", "#0B1530")).convert("RGB"), np.int16)[40, :, 2]
    assert (np.abs(np.diff(row)) == 1).mean() > 0.2


def test_light_falls_where_the_blob_is() -> None:
    """The upper right is lit, the lower left is not."""
    pixels = np.asarray(painted(MESH).convert("L"), np.float32)
    assert pixels[:20, -80:].mean() > pixels[-20:, :80].mean() + 20


def test_the_overlay_is_drawn_and_the_picture_is_opaque() -> None:
    """Markup in design units covers the ground; no pixel is see-through."""
    flat = Backdrop("#FFE22E", "#FFE22E", overlay='<rect width="960" height="1080" fill="#FF0000"/>', grain=0)
    image = painted(flat).convert("RGBA")
    assert image.getpixel((10, 10)) == (255, 0, 0, 255)
    assert image.getpixel((image.width - 10, 10)) == (255, 226, 46, 255)
    assert image.getchannel("A").getextrema() == (255, 255)

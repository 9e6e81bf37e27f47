"""Words on pictures nobody would choose: what is behind them is measured pixel by pixel, where the zoom moved it to."""

import io
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from contracts import AspectRatio, SceneRole, Style, Zoom
from visual_agent.backgrounds import background_size
from visual_agent.colour import contrast, contrasts, luminance, luminances
from visual_agent.commission import Commission
from visual_agent.drawing import cover_of
from visual_agent.geometry import Box, stage_for
from visual_agent.layers import Layer
from visual_agent.layouts import lay_out
from visual_agent.picture import READABLE, covered
from visual_agent.raster import png_of
from visual_agent.styles import borrows, look_for
from visual_agent.styles.devices import PANE_VEIL, glass
from visual_agent.styles.energetic import EnergeticLook
from visual_agent.styles.glass import GlassLook
from visual_agent.styles.look import Look
from visual_agent.styles.modern import ModernLook
from visual_agent.styles.professional import ProfessionalLook
from visual_agent.subject import Ground, Subject

_Pixels = NDArray[np.float32]
SMALL = {AspectRatio.LANDSCAPE: (512, 288), AspectRatio.PORTRAIT: (288, 512), AspectRatio.SQUARE: (360, 360)}
OWN = {SceneRole.HOOK, SceneRole.TITLE, SceneRole.FEATURE, SceneRole.CLOSING}
LONG = "Comunicação interdepartamental extraordinariamente sofisticada para quem cresce depressa demais"


def hostile_pictures(size: tuple[int, int]) -> Iterator[Image.Image]:
    """Yield white, noise in all colours, and a checkerboard of black, white and loud ones."""
    width, height = size
    yield Image.new("RGB", size, "white")
    random = np.random.default_rng(7)
    yield Image.fromarray(random.integers(0, 256, (height, width, 3), dtype=np.uint8))
    colours = random.choice(np.array([[255, 255, 255], [0, 0, 0], [255, 230, 0], [255, 0, 90]]), (16, 16))
    yield Image.fromarray(colours.astype(np.uint8)).resize(size, Image.Resampling.NEAREST)


def looks(commission: Commission) -> list[Look]:
    """Return the look of each scene that is drawn on a picture."""
    stage = stage_for(commission.frame_size)
    grounds = {
        scene.id: Ground.PICTURE if scene.role in OWN else Ground.BORROWED
        for scene in commission.scenes
        if scene.role in OWN or borrows(commission.style)
    }
    return [
        look_for(Subject.of(commission, scene, stage, grounds[scene.id]))
        for scene in commission.scenes
        if scene.id in grounds
    ]


def seen(background: Image.Image, zoom: Zoom, scale: float, frame: tuple[int, int]) -> _Pixels:
    """Return the pixels of the frame when the camera is at a scale."""
    width, height = background.width / scale, background.height / scale
    left, top = (background.width - width) * zoom.focus_x, (background.height - height) * zoom.focus_y
    view = background.resize(frame, Image.Resampling.BILINEAR, (left, top, left + width, top + height))
    return np.asarray(view.convert("RGB"), np.float32)


def worst(written: list[Layer], view: _Pixels, scale: float) -> float:
    """Return the lowest contrast of any layer's inks to any pixel behind it."""
    veils = {ink.veil for layer in written for ink in layer.inks}
    behind = {veil: luminances(view + (255 - view) * np.float32(veil)) for veil in veils}
    return min(
        float(contrasts(luminance(ink.colour), part(behind[ink.veil], layer.placed, scale)).min())
        for layer in written
        for ink in layer.inks
    )


def part(values: _Pixels, box: Box, scale: float) -> _Pixels:
    """Return what is inside a box in design units."""
    rows = slice(max(int(box.y * scale), 0), int(box.bottom * scale) + 1)
    return values[rows, max(int(box.x * scale), 0) : int(box.right * scale) + 1]


@pytest.mark.parametrize("style", list(Style))
@pytest.mark.parametrize("shape", list(AspectRatio))
def test_words_can_be_read_on_any_picture(
    make_commission: Callable[..., Commission], style: Style, shape: AspectRatio
) -> None:
    """Whatever a picture shows, every word that stands on it has a contrast of 4.5 to each pixel behind it."""
    width, height = SMALL[shape]
    commission = make_commission(style, shape, LONG, LONG[:11]).model_copy(update={"width": width, "height": height})
    for look in looks(commission):
        stage, layers = look.subject.stage, lay_out(look)
        written = [layer for layer in layers if layer.inks]
        assert written, look.role
        for picture in hostile_pictures(background_size((width, height))):
            cover = cover_of(look, layers)
            background = covered(picture, cover, stage, layers)
            view = seen(background, cover.zoom, max(cover.zoom.start, cover.zoom.end), (width, height))
            assert worst(written, view, stage.scale) >= READABLE, look.role


@pytest.mark.parametrize("style", list(Style))
def test_captions_can_be_read_on_any_picture(make_commission: Callable[..., Commission], style: Style) -> None:
    """Their plate lets so little through that neither black nor white behind it takes the words their contrast."""
    captions = looks(make_commission(style))[0].captions
    alpha = int(captions.box[7:9] or "FF", 16) / 255
    plate = np.array([int(captions.box[i : i + 2], 16) for i in (1, 3, 5)], np.float32)
    behind = np.array([plate * alpha + 255 * shade * (1 - alpha) for shade in (0.0, 1.0)], np.float32)
    for ink in (captions.colour, captions.accent):
        assert contrasts(luminance(ink), luminances(behind)).min() >= READABLE, ink


def test_a_pane_of_glass_adds_no_more_white_than_it_says() -> None:
    """The tint under cards is reckoned with the pane's whitest part."""
    pane = png_of(glass(Box(0, 0, 200, 100), 20, strength=1.1), Box(4, 4, 192, 92), 192, 92)
    alpha = np.asarray(Image.open(io.BytesIO(pane)).getchannel("A"), np.float32)[10:-10, 20:-20]
    assert alpha.max() / 255 <= PANE_VEIL


@pytest.mark.parametrize("look", [ProfessionalLook, ModernLook])
def test_a_buttons_label_can_be_read(look: type[GlassLook]) -> None:
    """The label has its contrast to both ends of the button's gradient."""
    assert all(contrast(look.tokens.button_text, colour) >= READABLE for _, colour, _ in look.tokens.button)


@pytest.mark.parametrize("role", list(SceneRole))
def test_loud_colours_can_be_read(make_commission: Callable[..., Commission], role: SceneRole) -> None:
    """In the energetic style words, highlights and cards have their contrast to the colour they are set on."""
    commission = make_commission(Style.ENERGETIC)
    scene = next(scene for scene in commission.scenes if scene.role is role)
    scheme = EnergeticLook(Subject.of(commission, scene, stage_for(commission.frame_size))).scheme
    assert contrast(scheme.text, scheme.ground) >= READABLE
    assert contrast(scheme.plate_text, scheme.plate) >= READABLE

import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from contracts import AspectRatio, SceneRole, Style
from visual_agent.art import SceneArt
from visual_agent.commission import Commission
from visual_agent.drawing import SceneDrawer
from visual_agent.subject import Ground

CommissionMaker = Callable[..., Commission]


@pytest.fixture(scope="module")
def drawer() -> SceneDrawer:
    """Return one drawer, which remembers its backgrounds."""
    return SceneDrawer()


async def drawn(drawer: SceneDrawer, commission: Commission, role: SceneRole) -> SceneArt:
    """Draw the scene of a role."""
    scene = next(scene for scene in commission.scenes if scene.role is role)
    return await drawer.draw(commission, scene, Ground.DRAWN, None)


@pytest.mark.parametrize("shape", list(AspectRatio))
async def test_sprites_are_what_they_say(
    make_commission: CommissionMaker, drawer: SceneDrawer, shape: AspectRatio
) -> None:
    """Each PNG has the size it is announced with, lies inside the frame, and shows something."""
    commission = make_commission(Style.MINIMALIST, shape)
    width, height = commission.frame_size
    for sprite in (await drawn(drawer, commission, SceneRole.CTA)).sprites:
        image = Image.open(io.BytesIO(sprite.png))
        assert (image.mode, image.size) == ("RGBA", (sprite.width, sprite.height))
        assert sprite.x >= 0
        assert sprite.y >= 0
        assert sprite.x + sprite.width <= width
        assert sprite.y + sprite.height <= height
        assert np.asarray(image.getchannel("A")).max() > 0


async def test_the_background_is_larger_than_the_frame(make_commission: CommissionMaker, drawer: SceneDrawer) -> None:
    """The camera can move over it without magnifying pixels."""
    commission = make_commission(Style.ENERGETIC)
    art = await drawn(drawer, commission, SceneRole.CLOSING)
    image = Image.open(io.BytesIO(art.background))
    assert image.width >= commission.frame_size[0] * art.zoom.end


async def test_the_same_scene_is_drawn_the_same(make_commission: CommissionMaker, drawer: SceneDrawer) -> None:
    """A redelivered task yields the same bytes, so its artefacts are found again."""
    commission = make_commission(Style.MINIMALIST)
    first = await drawn(drawer, commission, SceneRole.HOOK)
    assert first == await drawn(SceneDrawer(), commission, SceneRole.HOOK)


@pytest.mark.parametrize("style", list(Style))
async def test_captions_are_sized_for_the_frame(
    make_commission: CommissionMaker, drawer: SceneDrawer, style: Style
) -> None:
    """The captions' baseline is inside the frame, in pixels, and their font is there."""
    commission = make_commission(style)
    captions = (await drawer.dress(commission)).captions
    assert captions.font[:4] == b"\x00\x01\x00\x00"
    assert captions.baseline_y == pytest.approx(962 * 720 / 1080)

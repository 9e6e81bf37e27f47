import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from contracts import AspectRatio, SceneRole, Script, Style
from visual_agent.art import SceneArt
from visual_agent.local import LocalIllustrator

ScriptMaker = Callable[..., Script]


@pytest.fixture(scope="module")
def illustrator() -> LocalIllustrator:
    """Return one illustrator, which remembers its backgrounds."""
    return LocalIllustrator()


async def drawn(illustrator: LocalIllustrator, script: Script, role: SceneRole) -> SceneArt:
    """Draw the scene of a role."""
    return await illustrator.illustrate(script, next(scene for scene in script.scenes if scene.role is role))


@pytest.mark.parametrize("shape", list(AspectRatio))
async def test_sprites_are_what_they_say(
    make_script: ScriptMaker, illustrator: LocalIllustrator, shape: AspectRatio
) -> None:
    """Each PNG has the size it is announced with, lies inside the frame, and shows something."""
    script = make_script(Style.MINIMALIST, shape)
    width, height = script.briefing.frame_size
    for sprite in (await drawn(illustrator, script, SceneRole.CTA)).sprites:
        image = Image.open(io.BytesIO(sprite.png))
        assert (image.mode, image.size) == ("RGBA", (sprite.width, sprite.height))
        assert sprite.x >= 0
        assert sprite.y >= 0
        assert sprite.x + sprite.width <= width
        assert sprite.y + sprite.height <= height
        assert np.asarray(image.getchannel("A")).max() > 0


async def test_the_background_is_larger_than_the_frame(make_script: ScriptMaker, illustrator: LocalIllustrator) -> None:
    """The camera can move over it without magnifying pixels."""
    script = make_script(Style.ENERGETIC)
    art = await drawn(illustrator, script, SceneRole.CLOSING)
    image = Image.open(io.BytesIO(art.background))
    assert image.width >= script.briefing.frame_size[0] * art.zoom.end


async def test_the_same_scene_is_drawn_the_same(make_script: ScriptMaker, illustrator: LocalIllustrator) -> None:
    """A redelivered task yields the same bytes, so its artefacts are found again."""
    script = make_script(Style.MINIMALIST)
    first = await drawn(illustrator, script, SceneRole.HOOK)
    assert first == await drawn(LocalIllustrator(), script, SceneRole.HOOK)


@pytest.mark.parametrize("style", list(Style))
async def test_captions_are_sized_for_the_frame(
    make_script: ScriptMaker, illustrator: LocalIllustrator, style: Style
) -> None:
    """The captions' baseline is inside the frame, in pixels, and their font is there."""
    script = make_script(style)
    captions = (await illustrator.dress(script)).captions
    assert captions.font[:4] == b"\x00\x01\x00\x00"
    assert captions.baseline_y == pytest.approx(962 * 720 / 1080)

import io

from PIL import Image

from contracts import Entrance
from visual_agent.geometry import Box
from visual_agent.layers import Layer
from visual_agent.raster import sprite_of
from visual_agent.svg import rect, shadow, solid

FRAME = (640, 360)


def square(x: float, y: float) -> Layer:
    """Return a red square of 30 design units."""
    return Layer(rect(Box(0, 0, 30, 30), solid("#FF0000")), Box(0, 0, 30, 30), Entrance.POP, dx=x, dy=y)


def test_a_sprite_covers_whole_pixels_around_its_layer() -> None:
    """At a third of the design size a square at 10 lies between pixels, and its sprite reaches to the next ones."""
    sprite = sprite_of(square(10, 10), 1 / 3, FRAME)
    assert sprite is not None
    assert (sprite.x, sprite.y, sprite.width, sprite.height) == (3, 3, 11, 11)


def test_a_sprite_is_cut_at_the_frame() -> None:
    """What hangs over the edge is neither stored nor painted."""
    sprite = sprite_of(square(-10, 350), 1.0, FRAME)
    assert sprite is not None
    assert (sprite.x, sprite.y, sprite.width, sprite.height) == (0, 350, 20, 10)


def test_a_layer_outside_the_frame_is_no_sprite() -> None:
    """Nothing is drawn for what nobody can see."""
    assert sprite_of(square(700, 10), 1.0, FRAME) is None


def test_a_shadow_fades_without_seams() -> None:
    """Along a line out of the box the shadow only gets lighter, from its full strength to nothing."""
    box = Box(40, 40, 120, 80)
    layer = Layer(shadow(box, 12, spread=30, opacity=0.5, drop=0), box.grown(32))
    sprite = sprite_of(layer, 1.0, FRAME)
    assert sprite is not None
    alpha = Image.open(io.BytesIO(sprite.png)).getchannel("A")
    middle = [alpha.getpixel((x, alpha.height // 2)) for x in range(alpha.width // 2, alpha.width)]
    assert middle == sorted(middle, reverse=True)  # type: ignore[type-var]
    assert middle[0] == 128
    assert middle[-1] == 0

import numpy as np
import pytest

from render_agent.motion import Pose
from render_agent.patch import Patch, to_patch
from render_agent.planes import Planes, to_planes
from render_agent.posing import posed

GREY = 90


def frame(width: int = 64, height: int = 48) -> Planes:
    """Return a grey frame."""
    return to_planes(np.full((height, width, 3), GREY, np.uint8))


def square(x: float = 20, y: float = 16, side: int = 12, alpha: int = 255) -> Patch:
    """Return a white square."""
    return to_patch(np.full((side, side, 4), (255, 255, 255, alpha), np.uint8), x, y)


def drawn(patch: Patch) -> Planes:
    """Return a grey frame with the patch on it."""
    picture = frame()
    patch.over(picture)
    return picture


@pytest.mark.parametrize(("x", "y"), [(20, 16), (21, 16), (20, 17), (21, 17)])
def test_an_opaque_patch_replaces_exactly_its_pixels(x: int, y: int) -> None:
    """At even and odd places alike, the patch covers its own pixels and no other."""
    luma = drawn(square(x, y)).y
    expected = frame().y.copy()
    expected[y : y + 12, x : x + 12] = 235
    assert np.array_equal(luma, expected)


def test_transparency_blends() -> None:
    """A half transparent white lies half way between white and what is below."""
    below = int(frame().y[0, 0])
    assert int(drawn(square(alpha=128)).y[22, 26]) == pytest.approx((235 + below) / 2, abs=1)


@pytest.mark.parametrize(("x", "y"), [(-6, 16), (58, 16), (20, -6), (20, 44), (-40, 0), (70, 60)])
def test_patches_may_reach_over_the_edge(x: int, y: int) -> None:
    """What lies beyond the frame is left out, what lies within is drawn."""
    whole = np.full((160, 160), frame().y[0, 0], np.uint8)
    whole[48 + y : 60 + y, 64 + x : 76 + x] = 235
    assert np.array_equal(drawn(square(x, y)).y, whole[48:96, 64:128])


def test_invisible_colours_leave_no_fringe() -> None:
    """The colour of fully transparent pixels never shows, not even in the half-size chroma planes."""
    rgba = np.zeros((12, 12, 4), np.uint8)
    rgba[..., :3] = (255, 0, 0)
    picture = drawn(to_patch(rgba, 20, 16))
    assert all(np.array_equal(after, before) for after, before in zip(picture.all, frame().all, strict=True))


def middle_of_mass(patch: Patch) -> tuple[float, float]:
    """Return where, to fractions of a pixel, a patch adds light to a grey frame."""
    light = drawn(patch).y.astype(float) - frame().y
    rows, columns = np.indices(light.shape)
    return float((light * columns).sum() / light.sum()), float((light * rows).sum() / light.sum())


@pytest.mark.parametrize("shift", [0.25, 0.5, 1.0, 1.75, 2.5, 7.3])
def test_shifts_are_exact_to_fractions_of_a_pixel(shift: float) -> None:
    """A patch on its way is where its pose says, not at the nearest whole pixel."""
    x, y = middle_of_mass(square())
    assert middle_of_mass(posed(square(), Pose(shift_y=shift))) == pytest.approx((x, y + shift), abs=0.05)


@pytest.mark.parametrize("scale", [0.8, 0.93, 1.05])
def test_scaling_keeps_the_middle(scale: float) -> None:
    """A popping sprite grows about its own middle, and by as much as its pose says."""
    grown = posed(square(), Pose(scale=scale))
    assert middle_of_mass(grown) == pytest.approx(middle_of_mass(square()), abs=0.1)
    assert float(grown.alpha.sum()) == pytest.approx(float(square().alpha.sum()) * scale**2, rel=0.05)


def test_a_wipe_reveals_from_the_left() -> None:
    """During a wipe the left part is there and the right part is not yet."""
    wide = to_patch(np.full((8, 200, 4), 255, np.uint8), 0, 0)
    alpha = posed(wide, Pose(revealed=0.5)).alpha[4]
    assert (int(alpha[10]), int(alpha[190])) == (255, 0)


def test_a_fade_scales_opacity() -> None:
    """A pose's opacity multiplies the patch's own."""
    assert int(posed(square(), Pose(opacity=0.4)).alpha.max()) == 102


def test_a_resting_patch_is_drawn_as_it_is() -> None:
    """The pose of rest costs nothing: the very same patch is drawn."""
    patch = square()
    assert posed(patch, Pose()) is patch

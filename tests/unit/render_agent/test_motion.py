import itertools
from collections.abc import Callable

import pytest

from contracts import Entrance, Zoom
from render_agent.motion import (
    ENTER_SECONDS,
    HIDDEN,
    LEAVE_SECONDS,
    REST,
    ease_in_out,
    ease_out_back,
    ease_out_cubic,
    entering,
    leaving,
    zoom_scale,
)

MOVING = [entrance for entrance in Entrance if entrance is not Entrance.NONE]


@pytest.mark.parametrize("ease", [ease_out_cubic, ease_out_back, ease_in_out])
def test_easings_begin_at_zero_and_end_at_one(ease: Callable[[float], float]) -> None:
    """Every easing maps the ends of its time to the ends of its way, and stays there outside."""
    assert [pytest.approx(ease(share), abs=1e-9) for share in (-1, 0, 1, 2)] == [0, 0, 1, 1]


@pytest.mark.parametrize("entrance", list(Entrance))
def test_nothing_is_seen_before_the_cue_and_all_rests_after_the_entrance(entrance: Entrance) -> None:
    """A sprite is hidden until its cue and in its place when its entrance is over."""
    assert entering(entrance, -0.01, 1080) == HIDDEN
    assert entering(entrance, ENTER_SECONDS, 1080) == REST


@pytest.mark.parametrize("entrance", MOVING)
def test_an_entrance_starts_unseen(entrance: Entrance) -> None:
    """At its cue a sprite that moves in cannot be seen yet, so nothing jumps into the picture."""
    assert entering(entrance, 0.0, 1080).is_hidden


def test_rise_moves_46_pixels_up_at_1080_lines() -> None:
    """A rising sprite starts 46 px below its place and only ever moves up, by less and less."""
    ways = [entering(Entrance.RISE, frame / 30, 1080).shift_y for frame in range(19)]
    steps = [before - after for before, after in itertools.pairwise(ways)]
    assert ways[0] == pytest.approx(46)
    assert ways[-1] == 0
    assert steps == sorted(steps, reverse=True)


def test_pop_goes_beyond_its_size_and_comes_back() -> None:
    """A popping sprite is larger than its size for a moment."""
    scales = [entering(Entrance.POP, frame / 60, 1080).scale for frame in range(37)]
    assert scales[0] < 1 < max(scales) < 1.1
    assert scales[-1] == 1


def test_leaving_is_over_when_it_must_be() -> None:
    """A sprite fades during its last moments and is gone at the end."""
    assert [leaving(left) for left in (LEAVE_SECONDS * 2, LEAVE_SECONDS / 2, 0.0)] == [1.0, pytest.approx(0.5), 0.0]


def test_zoom_is_even_and_stays_within_its_ends() -> None:
    """A camera move covers equal steps in equal times."""
    zoom = Zoom(start=1.1, end=1.0)
    assert [zoom_scale(zoom, share) for share in (-1, 0, 0.5, 1, 2)] == pytest.approx([1.1, 1.1, 1.05, 1.0, 1.0])

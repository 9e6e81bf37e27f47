"""Devices of loud flat graphics: slanted panels, halftone corners and starbursts."""

from math import cos, hypot, pi, sin

from contracts import Entrance
from visual_agent.geometry import Box, Shape, Stage
from visual_agent.icons import draw_icon
from visual_agent.layers import Layer
from visual_agent.svg import NOTHING, Stroke, circle, path, polygon, rect, solid

_SPIKES = 24
_BARS = 8
_DOT_STEP = 24.0


def slanted_panel(stage: Stage, colour: str, *, wide: bool, lying: bool) -> str:
    """Return a panel with a slanted edge: at the right, or along the foot when `lying` or the frame is not wide."""
    width, height = stage.width, stage.height
    if stage.shape is not Shape.LANDSCAPE:
        left, right = (0.8, 0.72) if lying else (0.92, 0.84)
        points = [(0.0, height * left), (width, height * right), (width, height), (0.0, height)]
    elif lying:
        points = [(0.0, 900.0), (width, 700.0), (width, height), (0.0, height)]
    else:
        top, bottom = (1245.0, 980.0) if wide else (1690.0, 1465.0)
        points = [(top, 0.0), (width, 0.0), (width, height), (bottom, height)]
    return polygon(points, solid(colour))


def halftone_corner(stage: Stage, *, upper: bool) -> Box:
    """Return the square in the upper right or the lower left corner that `halftone` stays inside."""
    reach = stage.width * (0.3 if stage.shape is Shape.LANDSCAPE else 0.36) * (1.0 if upper else 0.6)
    return Box(stage.width - reach, 0, reach, reach) if upper else Box(0, stage.height - reach, reach, reach)


def halftone(stage: Stage, colour: str, *, upper: bool) -> str:
    """Return a corner of printer's dots that shrink away from the upper right or the lower left corner."""
    corner_x, corner_y = (stage.width, 0.0) if upper else (0.0, stage.height)
    reach = halftone_corner(stage, upper=upper).width
    rows, dots = int(reach / (_DOT_STEP * 0.87)) + 1, []
    for row in range(rows):
        for column in range(int(reach / _DOT_STEP) + 1):
            dx = (column + 0.5 * (row % 2)) * _DOT_STEP
            dy = row * _DOT_STEP * 0.87
            radius = _DOT_STEP * 0.44 * (1 - hypot(dx, dy * 1.05) / reach)
            if radius > 1.2:  # noqa: PLR2004 - smaller dots only look like dirt
                x, y = corner_x + (-dx if upper else dx), corner_y + (dy if upper else -dy)
                dots.append(f"M{x - radius:.1f} {y:.1f}a{radius:.1f} {radius:.1f} 0 1 0 {2 * radius:.1f} 0")
                dots.append(f"a{radius:.1f} {radius:.1f} 0 1 0 {-2 * radius:.1f} 0Z")
    return path("".join(dots), solid(colour))


def starburst(square: Box, icon: str, colour: str, ink: str) -> Layer:
    """Draw a spiked disc with a hard shadow, a thin ring and a solid icon, filling a square."""
    cx, cy, radius = square.cx, square.cy, square.width / 2
    drop = radius * 0.045
    outer, inner = radius - drop, (radius - drop) * 0.87
    turn = -pi / 2 + pi / 30
    points = [
        (cx + r * cos(turn + pi * i / _SPIKES), cy + r * sin(turn + pi * i / _SPIKES))
        for i, r in enumerate([outer, inner] * _SPIKES)
    ]
    markup = polygon([(x + drop, y + drop) for x, y in points], solid(ink)) + polygon(points, solid(colour))
    markup += circle(cx, cy, outer * 0.7, NOTHING, stroke=Stroke(solid(ink), 5))
    markup += draw_icon(icon, Box.around(cx, cy, outer * 0.45), solid(ink), weight="fill")
    return Layer(markup, Box.around(cx, cy, radius + 2), Entrance.POP)


def rising_bars(area: Box, fraction: float, colours: tuple[str, str, str], *, centred: bool) -> tuple[Layer, ...]:
    """Draw bars that rise to the right, the share of them filled; colours of the filled, the others, the shadow."""
    filled_colour, other_colour, ink = colours
    height, step = min(area.height, 500.0), min(area.width / _BARS, 74.0)
    left = area.cx - step * _BARS / 2 if centred else area.x
    foot, filled = area.cy + height / 2, max(round(fraction * _BARS), 1)
    layers = []
    for i in range(_BARS):
        rise = height * (0.18 + 0.82 * i / (_BARS - 1))
        bar = Box(left + i * step, foot - rise, step * 0.74, rise)
        colour = filled_colour if i >= _BARS - filled else other_colour
        markup = rect(bar.moved(9, 9), solid(ink), radius=3) + rect(bar, solid(colour), radius=3)
        layers.append(Layer(markup, bar.united(bar.moved(9, 9)).grown(1), Entrance.RISE))
    return tuple(layers)

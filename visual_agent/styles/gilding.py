"""Gold: its gradient, hairlines, diamonds, the frame around a picture and the sunburst."""

from math import cos, pi, sin

from contracts import Entrance
from visual_agent.geometry import Box
from visual_agent.icons import draw_icon
from visual_agent.layers import Layer
from visual_agent.svg import NOTHING, Paint, Stops, Stroke, along, circle, diagonal, line, path, polygon, solid

GOLD = "#D9B97C"
GOLD_STOPS: Stops = ((0, "#F0DCAE", 1), (0.5, "#DDBB7A", 1), (1, "#B98D49", 1))
_INSET = 61.0
_RAYS = 72
_RAY_LENGTHS = (1.0, 0.78, 0.86, 0.78)


def gilded(box: Box) -> Paint:
    """Return gold that catches light at a box's upper left."""
    return diagonal(GOLD_STOPS, box)


def fading(start: tuple[float, float], end: tuple[float, float]) -> Stroke:
    """Return a hairline that fades out at both ends."""
    stops = ((0, GOLD, 0), (0.3, GOLD, 0.5), (0.7, GOLD, 0.5), (1, GOLD, 0))
    return Stroke(along(stops, start, end), 1.5)


def diamond(cx: float, cy: float, reach: float) -> str:
    """Draw a small square standing on its corner."""
    return polygon([(cx, cy - reach), (cx + reach, cy), (cx, cy + reach), (cx - reach, cy)], solid("#EAD3A0"))


def golden_frame(width: float, height: float) -> list[Layer]:
    """Return the four sides and corners as layers of their own: narrow ones cost the film little."""
    stroke, near = Stroke(solid(GOLD), 2, opacity=0.62), 16.0
    right, bottom = width - _INSET, height - _INSET
    layers = []
    for start, end in (
        ((_INSET + near, _INSET), (right - near, _INSET)),
        ((_INSET + near, bottom), (right - near, bottom)),
        ((_INSET, _INSET + near), (_INSET, bottom - near)),
        ((right, _INSET + near), (right, bottom - near)),
    ):
        box = Box(start[0], start[1], end[0] - start[0], end[1] - start[1]).grown(2)
        layers.append(Layer(line(start, end, stroke), box))
    for x, y in ((_INSET, _INSET), (right, _INSET), (_INSET, bottom), (right, bottom)):
        layers.append(Layer(diamond(x, y, 9), Box.around(x, y, 10)))
    return layers


def sunburst(square: Box, icon: str, ground: str) -> tuple[Layer, Layer]:
    """Draw rays of hairlines, and a ringed disc with the icon before them, filling a square."""
    cx, cy, radius = square.cx, square.cy, square.width / 2
    ring, rays = radius * 0.545, []
    for i in range(_RAYS):
        angle, reach = 2 * pi * i / _RAYS, _RAY_LENGTHS[i % len(_RAY_LENGTHS)] * radius
        rays.append(
            f"M{cx + ring * 1.14 * cos(angle):.1f} {cy + ring * 1.14 * sin(angle):.1f}"
            f"L{cx + reach * cos(angle):.1f} {cy + reach * sin(angle):.1f}"
        )
    burst = path("".join(rays), NOTHING, stroke=Stroke(solid(GOLD), 1.8, opacity=0.72))
    disc = circle(cx, cy, ring, solid(ground), opacity=0.55)
    disc += circle(cx, cy, ring, NOTHING, stroke=Stroke(gilded(Box.around(cx, cy, ring)), 2.2))
    disc += circle(cx, cy, ring * 0.95, NOTHING, stroke=Stroke(solid(GOLD), 1.2, opacity=0.6))
    place = Box.around(cx, cy, ring * 0.51)
    # The icon's gradient runs over its own grid of 256 units.
    disc += draw_icon(icon, place, gilded(Box(0, 0, 256, 256)), weight="light")
    return Layer(burst, square.grown(2), Entrance.FADE), Layer(disc, Box.around(cx, cy, ring + 3), Entrance.POP)

"""Drawings more than one style uses: glass panels, tiles with icons, orbits, gauges, marks."""

from collections.abc import Sequence
from math import cos, pi, sin

from contracts import Entrance
from visual_agent.geometry import Box, Stage
from visual_agent.icons import draw_icon
from visual_agent.layers import Ink, Layer
from visual_agent.svg import NOTHING, Paint, Stops, Stroke, circle, diagonal, glow, moved, path, rect, shadow, solid

WHITE = "#FFFFFF"
PANE_VEIL = 0.17
"""Most white a pane of `glass` lays over what is behind it, at up to 1.1 times its strength."""


def two(first: str, second: str) -> Stops:
    """Return the stops of a gradient between two opaque colours."""
    return ((0, first, 1), (1, second, 1))


def icon_tile(  # noqa: PLR0913 - a tile and its icon
    box: Box, icon: str, stops: Stops, *, ink: str = WHITE, weight: str = "duotone", depth: float = 1.0
) -> Layer:
    """Draw a solid rounded tile with an icon, a light upper edge and a shadow."""
    radius, size = box.width * 0.25, box.width
    edge = Stroke(diagonal(((0, WHITE, 0.55), (0.5, WHITE, 0.12), (1, WHITE, 0.2)), box), max(size * 0.012, 1.5))
    markup = shadow(box, radius, spread=size * 0.2 * depth, opacity=0.34, drop=size * 0.09 * depth)
    markup += rect(box, diagonal(stops, box), radius=radius)
    markup += rect(box.grown(-edge.width / 2), NOTHING, radius=radius, stroke=edge)
    markup += draw_icon(icon, box.grown(-size * 0.23), solid(ink), weight=weight)
    return Layer(markup, box.moved(0, size * 0.09 * depth).grown(size * 0.21 * depth + 2).united(box), Entrance.POP)


def glass(box: Box, radius: float, *, strength: float = 1.0) -> str:
    """Draw a pane of glass: a light veil, brighter at its upper left, with a thin edge."""
    veil = diagonal(((0, WHITE, 0.15 * strength), (0.55, WHITE, 0.075 * strength), (1, WHITE, 0.06 * strength)), box)
    edge = diagonal(((0, WHITE, 0.34 * strength), (0.4, WHITE, 0.14 * strength), (1, WHITE, 0.16 * strength)), box)
    return rect(box, veil, radius=radius, stroke=None) + rect(
        box.grown(-0.75), NOTHING, radius=radius, stroke=Stroke(edge, 1.5)
    )


def glass_tile(box: Box, icon: str, ink: str, *, base: str) -> Layer:
    """Draw a small glass tile with an icon, opaque enough to cover lines behind it."""
    radius = box.width * 0.25
    markup = shadow(box, radius, spread=22, opacity=0.3, drop=8)
    markup += rect(box, solid(base), radius=radius, opacity=0.72) + glass(box, radius, strength=1.25)
    markup += draw_icon(icon, box.grown(-box.width * 0.25), solid(ink), weight="duotone")
    return Layer(markup, box.grown(34), Entrance.POP)


def dot(x: float, y: float, colour: str, radius: float = 7) -> Layer:
    """Draw a small dot of light."""
    return Layer(circle(x, y, radius, solid(colour)), Box.around(x, y, radius + 2), Entrance.FADE)


def rings(cx: float, cy: float, radii: Sequence[float], colour: str, light: str) -> Layer:
    """Draw thin concentric rings over a glow."""
    widest = max(radii)
    markup = glow(cx, cy, widest * 0.7, light, 0.42)
    for position, radius in enumerate(radii):
        stroke = Stroke(solid(colour), 1.6, opacity=0.2 - 0.045 * position)
        markup += circle(cx, cy, radius, NOTHING, stroke=stroke)
    return Layer(markup, Box.around(cx, cy, widest + 3), Entrance.FADE)


def merged(
    markup: str, box: Box, parts: Sequence[Layer], entrance: Entrance = Entrance.RISE, *, veil: float | None = None
) -> Layer:
    """Draw parts over markup as one layer that enters together.

    `veil` is for markup that what is behind shines through, and says how much white it adds to it; markup without one
    covers the ground, so that its words can be read on any.
    """
    inner = "".join(moved(part.markup, part.dx, part.dy) for part in parts)
    inks = () if veil is None else tuple(Ink(ink.colour, veil) for part in parts for ink in part.inks)
    return Layer(markup + inner, box, entrance, inks=tuple(dict.fromkeys(inks)))


def ring_gauge(area: Box, fraction: float, track: Paint, arc: Paint, thickness: float) -> tuple[Layer, Layer]:
    """Draw a ring filled clockwise from the top: the track, and the arc over it."""
    radius = (min(area.width, area.height) - thickness) / 2
    cx, cy = area.cx, area.cy
    base = circle(cx, cy, radius, NOTHING, stroke=Stroke(track, thickness))
    share = min(max(fraction, 0.004), 0.9995)
    end = 2 * pi * share - pi / 2
    x, y = cx + radius * cos(end), cy + radius * sin(end)
    large = 1 if share > 0.5 else 0  # noqa: PLR2004 - an SVG arc longer than half a turn
    d = f"M{cx:.2f} {cy - radius:.2f}A{radius:.2f} {radius:.2f} 0 {large} 1 {x:.2f} {y:.2f}"
    drawn = path(d, NOTHING, stroke=Stroke(arc, thickness, extra='stroke-linecap="round"'))
    box = Box.around(cx, cy, radius + thickness / 2 + 2)
    return Layer(base, box, Entrance.FADE), Layer(drawn, box, Entrance.WIPE)


def wide_rings(stage: Stage, colour: str) -> str:
    """Return markup of the large rings around words that stand alone."""
    return "".join(
        circle(stage.width / 2, stage.content.cy, radius, NOTHING, stroke=Stroke(solid(colour), 1.5, opacity=opacity))
        for radius, opacity in ((240, 0.13), (350, 0.115), (470, 0.1), (600, 0.085), (740, 0.07), (890, 0.055))
    )

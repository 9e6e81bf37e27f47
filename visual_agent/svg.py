"""Writes SVG markup: shapes, paints, soft shadows and glows. Every coordinate is in design units."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

from visual_agent.geometry import Box

Stops = Sequence[tuple[float, str, float]]
"""Offsets from 0 to 1, each with a colour and an opacity."""

_FADE_STEPS = 8
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True)
class Paint:
    """What fills a shape: a colour, or a gradient with its definition."""

    value: str
    definition: str = ""

    @property
    def colours(self) -> tuple[str, ...]:
        """The colours it is made of, `#RRGGBB`; none for a paint that paints nothing."""
        return tuple(_COLOUR.findall(self.value + self.definition))


def solid(colour: str) -> Paint:
    """Return a plain colour."""
    return Paint(colour)


NOTHING = Paint("none")


def along(stops: Stops, start: tuple[float, float], end: tuple[float, float]) -> Paint:
    """Return a gradient along a line."""
    (x1, y1), (x2, y2) = start, end
    axis = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return _gradient("linearGradient", axis, stops)


def diagonal(stops: Stops, box: Box) -> Paint:
    """Return a gradient from a box's upper left to its lower right."""
    return along(stops, (box.x, box.y), (box.right, box.bottom))


def around(stops: Stops, cx: float, cy: float, radius: float) -> Paint:
    """Return a gradient outwards from a point."""
    return _gradient("radialGradient", f'cx="{cx:.1f}" cy="{cy:.1f}" r="{radius:.1f}"', stops)


def _gradient(kind: str, axis: str, stops: Stops) -> Paint:
    inner = "".join(f'<stop offset="{o:g}" stop-color="{c}" stop-opacity="{a:g}"/>' for o, c, a in stops)
    name = f"p{crc32((kind + axis + inner).encode()):08x}"
    return Paint(f"url(#{name})", f'<{kind} id="{name}" gradientUnits="userSpaceOnUse" {axis}>{inner}</{kind}>')


@dataclass(frozen=True)
class Stroke:
    """How a shape's edge is drawn."""

    paint: Paint
    width: float
    opacity: float = 1.0
    extra: str = ""
    """Further attributes, such as dashes or caps."""

    def attributes(self) -> str:
        """Return the SVG attributes."""
        return (
            f'stroke="{self.paint.value}" stroke-width="{self.width:g}" stroke-opacity="{self.opacity:g}" {self.extra}'
        )


def _shape(element: str, fill: Paint, opacity: float, stroke: Stroke | None) -> str:
    definition = fill.definition + (stroke.paint.definition if stroke else "")
    edge = stroke.attributes() if stroke else ""
    return f'{definition}<{element} fill="{fill.value}" fill-opacity="{opacity:g}" {edge}/>'


def rect(box: Box, fill: Paint, *, radius: float = 0, opacity: float = 1, stroke: Stroke | None = None) -> str:
    """Draw a rectangle, its corners rounded by `radius`."""
    place = f'rect x="{box.x:.2f}" y="{box.y:.2f}" width="{box.width:.2f}" height="{box.height:.2f}" rx="{radius:g}"'
    return _shape(place, fill, opacity, stroke)


def circle(  # noqa: PLR0913 - the attributes of an SVG circle
    cx: float, cy: float, radius: float, fill: Paint, *, opacity: float = 1, stroke: Stroke | None = None
) -> str:
    """Draw a circle."""
    return _shape(f'circle cx="{cx:.2f}" cy="{cy:.2f}" r="{radius:.2f}"', fill, opacity, stroke)


def path(d: str, fill: Paint, *, opacity: float = 1, stroke: Stroke | None = None) -> str:
    """Draw a path given by its commands."""
    return _shape(f'path d="{d}"', fill, opacity, stroke)


def polygon(points: Sequence[tuple[float, float]], fill: Paint, *, opacity: float = 1) -> str:
    """Draw a closed shape with straight edges."""
    return path("M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points) + "Z", fill, opacity=opacity)


def line(start: tuple[float, float], end: tuple[float, float], stroke: Stroke) -> str:
    """Draw a straight line."""
    (x1, y1), (x2, y2) = start, end
    return _shape(f'path d="M{x1:.2f} {y1:.2f}L{x2:.2f} {y2:.2f}"', NOTHING, 1, stroke)


def moved(markup: str, dx: float, dy: float) -> str:
    """Shift markup."""
    return f'<g transform="translate({dx:.2f} {dy:.2f})">{markup}</g>'


def shadow(  # noqa: PLR0913 - everything a shadow is told by
    box: Box, radius: float, *, spread: float, opacity: float, drop: float, colour: str = "#000000"
) -> str:
    """Draw a soft shadow under a rounded box.

    Nine pieces filled with gradients stand in for a Gaussian blur, which costs the rasteriser many times as much.
    They are drawn without smoothed edges, or thin seams would show between them.
    """
    corner = max(radius, spread * 0.7)
    reach = corner + spread
    fade = _fall_off(colour, opacity, (corner - spread * 0.7) / reach)
    outer = box.moved(0, drop).grown(spread)
    left, right, top, bottom = outer.x + reach, outer.right - reach, outer.y + reach, outer.bottom - reach
    pieces = rect(Box(left, top, right - left, bottom - top), solid(colour), opacity=opacity)
    for x, start in ((left, outer.x), (right, right)):
        for y, begin in ((top, outer.y), (bottom, bottom)):
            pieces += rect(Box(start, begin, reach, reach), around(fade, x, y, reach))
        edge = outer.x if start < x else outer.right
        pieces += rect(Box(start, top, reach, bottom - top), along(fade, (x, 0), (edge, 0)))
    for y, begin in ((top, outer.y), (bottom, bottom)):
        edge = outer.y if begin < y else outer.bottom
        pieces += rect(Box(left, begin, right - left, reach), along(fade, (0, y), (0, edge)))
    return f'<g shape-rendering="crispEdges">{pieces}</g>'


def _fall_off(colour: str, opacity: float, start: float) -> Stops:
    """Return a smooth S-shaped fade from `start`, a share of the way, to the end."""
    steps = [i / _FADE_STEPS for i in range(_FADE_STEPS + 1)]
    return [(start + (1 - start) * t, colour, opacity * (1 - t * t * (3 - 2 * t))) for t in steps]


def glow(cx: float, cy: float, radius: float, colour: str, opacity: float) -> str:
    """Draw light that falls off around a point."""
    stops = [(0, colour, opacity), (0.35, colour, opacity * 0.55), (0.7, colour, opacity * 0.14), (1, colour, 0)]
    return circle(cx, cy, radius, around(stops, cx, cy, radius))


def document(markup: str, view: Box, width: int, height: int) -> str:
    """Wrap markup into an SVG that shows `view` at a size in pixels."""
    box = f"{view.x:.4f} {view.y:.4f} {view.width:.4f} {view.height:.4f}"
    head = '<svg xmlns="http://www.w3.org/2000/svg" preserveAspectRatio="none"'
    return f'{head} width="{width}" height="{height}" viewBox="{box}">{markup}</svg>'

"""A picture of software at work: a window with figures and a rising line, a note and an icon before it."""

from collections.abc import Sequence
from itertools import pairwise

from contracts import Entrance
from visual_agent.geometry import Box
from visual_agent.icons import draw_icon
from visual_agent.layers import Layer
from visual_agent.styles.devices import WHITE, icon_tile
from visual_agent.svg import NOTHING, Stops, Stroke, along, circle, diagonal, glow, path, rect, shadow, solid

_WIDTH, _HEIGHT = 790.0, 610.0
_WINDOW = Box(66, 45, 664, 518)
_CHART = Box(104, 267, 588, 256)
_RISE = (0.14, 0.29, 0.38, 0.37, 0.47, 0.68, 0.62, 0.71, 0.93)
_BARS = (0.17, 0.24, 0.21, 0.30, 0.46, 0.41, 0.48, 0.6)
_PANE = "#1A2340"


def dashboard(area: Box, icon: str, accent: str, second: str, tile: Stops) -> tuple[Layer, ...]:
    """Return the window, its rising line, a note that something is done, and an icon tile, fitted into an area."""
    scale = min(area.width / _WIDTH, area.height / _HEIGHT, 1.0)
    x, y = area.cx - _WIDTH * scale / 2, area.cy - _HEIGHT * scale / 2
    parts = (
        _window(accent, second),
        _rising_line(accent, second),
        _note(),
        icon_tile(Box(0, 441, 168, 168), icon, tile),
    )
    return tuple(_scaled(part, scale, x, y) for part in parts)


def _scaled(layer: Layer, scale: float, x: float, y: float) -> Layer:
    box = Box(layer.box.x * scale, layer.box.y * scale, layer.box.width * scale, layer.box.height * scale)
    return Layer(f'<g transform="scale({scale:.4f})">{layer.markup}</g>', box, layer.entrance, x, y)


def _window(accent: str, second: str) -> Layer:
    box, markup = _WINDOW, shadow(_WINDOW, 30, spread=60, opacity=0.42, drop=26)
    markup += rect(box, diagonal(((0, "#222A44", 0.94), (1, "#121A33", 0.94)), box), radius=30)
    edge = diagonal(((0, WHITE, 0.28), (0.5, WHITE, 0.1), (1, WHITE, 0.14)), box)
    markup += rect(box.grown(-1), NOTHING, radius=30, stroke=Stroke(edge, 2))
    for i in range(3):
        markup += circle(box.x + 38 + 26 * i, box.y + 38, 7, solid(WHITE), opacity=0.26)
    figures = ((accent, 113), (second, 95), ("#E6E9F2", 77))
    for i, (colour, length) in enumerate(figures):
        markup += _figure(Box(104 + 203 * i, 127, 182, 110), colour, length)
    markup += rect(_CHART, solid(WHITE), radius=22, opacity=0.055)
    for i in range(1, 4):
        y = _CHART.y + _CHART.height * i / 4
        markup += rect(Box(_CHART.x + 24, y, _CHART.width - 48, 1.5), solid(WHITE), opacity=0.07)
    for i, share in enumerate(_BARS):
        x = _CHART.x + 84 + 65 * i
        height = 180 * share
        markup += rect(Box(x, _CHART.bottom - 24 - height, 22, height), solid(WHITE), radius=5, opacity=0.1)
    return Layer(markup, box.grown(92), Entrance.RISE)


def _figure(box: Box, colour: str, length: float) -> str:
    bar = Box(box.x + 20, box.y + 54, length, 24)
    return (
        rect(box, solid(WHITE), radius=20, opacity=0.06)
        + rect(Box(box.x + 20, box.y + 22, 77, 12), solid(WHITE), radius=6, opacity=0.32)
        + circle(box.right - 34, box.y + 30, 10, solid(colour), opacity=0.45)
        + rect(bar, solid(colour), radius=8)
    )


def _rising_line(accent: str, second: str) -> Layer:
    step = (_CHART.width - 84) / (len(_RISE) - 1)
    points = [(_CHART.x + 40 + step * i, _CHART.bottom - 20 - 190 * share) for i, share in enumerate(_RISE)]
    d = _smooth(points)
    (left, _), (right, top) = points[0], points[-1]
    under = f"{d}L{right:.1f} {_CHART.bottom - 20:.1f}L{left:.1f} {_CHART.bottom - 20:.1f}Z"
    fade = along(((0, accent, 0.42), (1, accent, 0.02)), (0, top), (0, _CHART.bottom - 20))
    line = Stroke(along(((0, accent, 1), (1, second, 1)), (left, 0), (right, 0)), 6, extra='stroke-linecap="round"')
    markup = path(under, fade) + path(d, NOTHING, stroke=line) + glow(right, top, 42, second, 0.75)
    markup += circle(right, top, 11, solid(WHITE)) + circle(right, top, 6, solid(second))
    return Layer(markup, Box(left - 6, top - 44, right - left + 52, _CHART.bottom - top + 30), Entrance.WIPE)


def _smooth(points: Sequence[tuple[float, float]]) -> str:
    """Return a curve through points whose tangents are level, so that it never overshoots."""
    d = "M{:.1f} {:.1f}".format(*points[0])
    for (x1, y1), (x2, y2) in pairwise(points):
        middle = (x1 + x2) / 2
        d += f"C{middle:.1f} {y1:.1f} {middle:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
    return d


def _note() -> Layer:
    box = Box(483, 1, 305, 97)
    markup = shadow(box, 24, spread=30, opacity=0.36, drop=12) + rect(box, solid(WHITE), radius=24)
    markup += circle(box.x + 50, box.cy, 24, solid("#17B584"))
    markup += draw_icon("check", Box.around(box.x + 50, box.cy, 14), solid(WHITE), weight="bold")
    markup += rect(Box(box.x + 92, box.y + 30, 155, 14), solid("#28314F"), radius=7)
    markup += rect(Box(box.x + 92, box.y + 56, 110, 12), solid("#B9BFCC"), radius=6)
    return Layer(markup, box.grown(44), Entrance.POP)

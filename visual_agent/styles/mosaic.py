"""A Bauhaus mosaic: nine plain shapes, the middle one holding an icon."""

from collections.abc import Callable

from contracts import Entrance
from visual_agent.geometry import Box
from visual_agent.icons import draw_icon
from visual_agent.layers import Layer
from visual_agent.svg import circle, path, polygon, rect, solid

_INK, _PAPER, _RED, _BLUE, _OCHRE, _STONE = "#161513", "#F4F1EA", "#E4512B", "#2D59A6", "#E8B44B", "#CFC8B8"
_Tile = Callable[[Box], str]
_STRIPES = 5


def mosaic(square: Box, icon: str, variant: int) -> tuple[Layer, ...]:
    """Return nine tiles filling a square; variants alternate between arrangements."""
    cell, x, y = square.width / 3, square.x, square.y
    tiles = _ARRANGEMENTS[variant % len(_ARRANGEMENTS)]
    layers = []
    for position, tile in enumerate(tiles):
        box = Box(x + position % 3 * cell, y + position // 3 * cell, cell, cell)
        markup = tile(box)
        if position == len(tiles) // 2:
            markup += draw_icon(icon, box.grown(-cell * 0.25), solid(_PAPER))
        layers.append(Layer(markup, box.grown(0.5), Entrance.FADE if position % 2 else Entrance.POP))
    return tuple(layers)


def _square(colour: str) -> _Tile:
    return lambda box: rect(box, solid(colour))


def _dot(ground: str, colour: str) -> _Tile:
    return lambda box: rect(box, solid(ground)) + circle(box.cx, box.cy, box.width * 0.24, solid(colour))


def _ring(colour: str) -> _Tile:
    return lambda box: (
        circle(box.cx, box.cy, box.width / 2, solid(colour)) + circle(box.cx, box.cy, box.width * 0.22, solid(_PAPER))
    )


def _quarter(colour: str, corner: str) -> _Tile:
    """Return a quarter of a disc whose centre is in a corner: `nw`, `ne`, `sw` or `se`."""

    def draw(box: Box) -> str:
        x, far_x = (box.x, box.right) if corner[1] == "w" else (box.right, box.x)
        y, far_y = (box.y, box.bottom) if corner[0] == "n" else (box.bottom, box.y)
        sweep = 1 if corner in {"nw", "se"} else 0
        return path(f"M{x} {y}L{far_x} {y}A{box.width} {box.width} 0 0 {sweep} {x} {far_y}Z", solid(colour))

    return draw


def _half(colour: str, side: str) -> _Tile:
    """Return half a disc whose straight edge is at the `left` or the `right`."""

    def draw(box: Box) -> str:
        x, sweep = (box.x, 1) if side == "left" else (box.right, 0)
        radius = box.width / 2
        return path(f"M{x} {box.y}A{radius} {radius} 0 0 {sweep} {x} {box.bottom}Z", solid(colour))

    return draw


def _triangle(colour: str) -> _Tile:
    """Return the half of a square above its falling diagonal."""
    return lambda box: polygon([(box.x, box.y), (box.right, box.y), (box.right, box.bottom)], solid(colour))


def _stripes(colour: str, *, upright: bool) -> _Tile:
    def draw(box: Box) -> str:
        step = box.width / (2 * _STRIPES - 1)
        bands = [
            Box(box.x + 2 * i * step, box.y, step, box.height)
            if upright
            else Box(box.x, box.y + 2 * i * step, box.width, step)
            for i in range(_STRIPES)
        ]
        return "".join(rect(band, solid(colour)) for band in bands)

    return draw


def _arches(colour: str) -> _Tile:
    """Return a quarter of concentric rings, centred at the lower left."""

    def draw(box: Box) -> str:
        rings = []
        for outer, inner in ((1.0, 0.68), (0.44, 0.2)):
            far, near = box.width * outer, box.width * inner
            x, y = box.x, box.bottom
            d = f"M{x} {y - far}A{far} {far} 0 0 1 {x + far} {y}L{x + near} {y}A{near} {near} 0 0 0 {x} {y - near}Z"
            rings.append(path(d, solid(colour)))
        return "".join(rings)

    return draw


_ARRANGEMENTS: tuple[tuple[_Tile, ...], ...] = (
    (
        _half(_BLUE, "right"),
        _triangle(_STONE),
        _ring(_OCHRE),
        _quarter(_OCHRE, "nw"),
        _square(_INK),
        _arches(_STONE),
        _quarter(_STONE, "se"),
        _stripes(_BLUE, upright=False),
        _dot(_INK, _PAPER),
    ),
    (
        _quarter(_STONE, "se"),
        _arches(_OCHRE),
        _half(_INK, "left"),
        _quarter(_BLUE, "se"),
        _square(_INK),
        _ring(_BLUE),
        _triangle(_RED),
        _dot(_BLUE, _PAPER),
        _stripes(_RED, upright=True),
    ),
    (
        _ring(_RED),
        _quarter(_BLUE, "ne"),
        _stripes(_INK, upright=False),
        _dot(_OCHRE, _INK),
        _square(_INK),
        _quarter(_STONE, "nw"),
        _arches(_BLUE),
        _half(_RED, "left"),
        _triangle(_OCHRE),
    ),
)

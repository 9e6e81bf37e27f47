"""Icons in orbit: a large tile with rings, lights and small tiles around it, or small tiles afloat around words."""

from dataclasses import dataclass

from visual_agent.geometry import Box, Shape, Stage
from visual_agent.layers import Layer
from visual_agent.styles.devices import dot, glass_tile, icon_tile, rings
from visual_agent.styles.glass_tokens import GlassTokens

_TILE_REACH = 62.0
_Place = tuple[float, float]


@dataclass(frozen=True)
class Orbit:
    """Sizes and places around a centre, in design units at full scale."""

    side: float
    """Width of the tile in the middle."""
    radii: tuple[float, ...]
    lights: tuple[_Place, _Place, _Place]
    moons: tuple[_Place, ...] = ()


FULL_ORBIT = Orbit(
    side=224,
    radii=(186, 262, 344),
    lights=((-262, -228), (117, -142), (-175, 200)),
    moons=((206, -165), (-235, 127), (162, 290)),
)
SMALL_ORBIT = Orbit(side=188, radii=(172, 228, 286), lights=((-236, 150), (-82, -127), (118, 182)))


def orbit(area: Box, kind: Orbit, icons: tuple[str, ...], tokens: GlassTokens) -> tuple[Layer, ...]:
    """Draw an orbit in the middle of an area; the first icon is the large one."""
    scale = min(1.0, min(area.width, area.height) / 2 / max(kind.radii) * 1.08)
    cx, cy = area.cx, area.cy
    lights = [
        dot(cx + dx * scale, cy + dy * scale, colour, 7 * max(scale, 0.8))
        for (dx, dy), colour in zip(kind.lights, (tokens.text, tokens.accent, tokens.second), strict=True)
    ]
    inks = (tokens.second, tokens.accent, tokens.text)
    moons = [
        glass_tile(Box.around(cx + dx * scale, cy + dy * scale, 57 * scale), icon, ink, base=tokens.ground)
        for (dx, dy), icon, ink in zip(kind.moons, icons[1:], inks, strict=False)
    ]
    main = icon_tile(Box.around(cx, cy, kind.side * scale / 2), icons[0], tokens.tile)
    circles = rings(cx, cy, [radius * scale for radius in kind.radii], tokens.text, tokens.light)
    return (circles, *lights, main, *moons)


def floating_tiles(stage: Stage, words: Box, icons: tuple[str, ...], tokens: GlassTokens) -> tuple[Layer, ...]:
    """Draw small tiles and lights around words that stand alone, none of them over the words."""
    places, dots = _places_around(stage, words)
    inks, clear = (tokens.second, tokens.accent, tokens.second, tokens.text), words.grown(24)
    tiles = []
    for place, icon, ink in zip(places, icons, inks, strict=True):
        box = Box.around(*_pushed_out(place, clear, stage), _TILE_REACH)
        if not clear.overlaps(box):
            tiles.append(glass_tile(box, icon, ink, base=tokens.ground))
    lights = [dot(x, y, inks[i % len(inks)]) for i, (x, y) in enumerate(dots) if not clear.holds(Box(x, y, 0, 0))]
    return (*lights, *tiles)


def _places_around(stage: Stage, words: Box) -> tuple[list[_Place], list[_Place]]:
    """Return the centres of four tiles and of some lights."""
    if stage.shape is Shape.LANDSCAPE:
        tiles: list[_Place] = [(329, 329), (1597, 299), (299, 699), (1638, 688)]
        return tiles, [(550, 311), (1480, 222), (254, 785), (1673, 755), (595, 965)]
    above, below = max(words.y - 180, 150), min(words.bottom + 180, stage.caption_y - 130)
    left, right = stage.width * 0.2, stage.width * 0.8
    tiles = [(left, above), (right, above - 30), (left + 20, below), (right - 10, below - 24)]
    return tiles, [(stage.width * 0.5, above - 50), (stage.width * 0.52, below + 30)]


def _pushed_out(place: _Place, words: Box, stage: Stage) -> _Place:
    """Move a tile's centre sideways until it clears the words, as far as the frame's edge allows."""
    x, y = place
    if not words.overlaps(Box.around(x, y, _TILE_REACH)):
        return place
    if x < stage.width / 2:
        return max(words.x - _TILE_REACH - 2, 100), y
    return min(words.right + _TILE_REACH + 2, stage.width - 100), y

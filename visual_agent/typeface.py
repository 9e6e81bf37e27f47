"""Shapes text with HarfBuzz and gives its outlines, so that what is measured is exactly what is drawn."""

from dataclasses import dataclass, field
from functools import cache

import fontpkg  # type: ignore[import-untyped]
import uharfbuzz as hb  # type: ignore[import-untyped]

from visual_agent.geometry import Box

_FALLBACK_FAMILY = "inter-tight"
_FEATURES = {"lnum": True}
"""Figures as high as capitals, in families whose own are old-style."""


@dataclass(frozen=True)
class Face:
    """One cut of an installed font family."""

    family: str
    weight: int = 400
    italic: bool = False
    stretch: float | None = None
    """Width axis in percent, for families that have one."""
    tracking: float = 0.0
    """Extra space after each letter, in ems."""


@dataclass(frozen=True)
class Outline:
    """A run of shaped text at one size, its baseline starting at the origin."""

    path: str
    advance: float
    ink: Box
    """What is painted; empty (zero size) for white space."""


@dataclass
class _GlyphPen:
    """Collects one glyph's outline as SVG commands with their coordinates."""

    commands: list[tuple[str, tuple[float, ...]]] = field(default_factory=list)

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - HarfBuzz asks for fontTools' names
        self.commands.append(("M", point))

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - as above
        self.commands.append(("L", point))

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802 - as above
        self.commands.append(("Q", tuple(value for point in points for value in point)))

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802 - as above
        self.commands.append(("C", tuple(value for point in points for value in point)))

    def closePath(self) -> None:  # noqa: N802 - as above
        self.commands.append(("Z", ()))


def font_bytes(face: Face) -> bytes:
    """Return the font file a face is cut from."""
    return _file(face.family, italic=face.italic)


@cache
def cap_height(face: Face) -> float:
    """Return the height of capital letters, in ems."""
    return -outline("H", face, 1.0).ink.y


@cache
def advance(text: str, face: Face) -> float:
    """Return the width a text takes on its line, in ems."""
    return sum(glyph.advance for glyph in _shaped(text, face))


def outline(text: str, face: Face, size: float) -> Outline:
    """Return a text's outline; letters no installed font has are left out."""
    x, parts, extents = 0.0, [], []
    for glyph in _shaped(text, face):
        origin_x, origin_y = (x + glyph.dx) * size, -glyph.dy * size
        for letter, values in glyph.commands:
            points = [(origin_x + values[i] * size, origin_y - values[i + 1] * size) for i in range(0, len(values), 2)]
            extents.extend(points)
            parts.append(letter + " ".join(f"{px:.2f} {py:.2f}" for px, py in points))
        x += glyph.advance
    return Outline("".join(parts), x * size, _around(extents))


@dataclass(frozen=True)
class _Glyph:
    """A placed glyph in ems; y grows upwards as fonts have it."""

    commands: tuple[tuple[str, tuple[float, ...]], ...]
    advance: float
    dx: float
    dy: float


def _around(points: list[tuple[float, float]]) -> Box:
    if not points:
        return Box(0, 0, 0, 0)
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


@cache
def _file(family: str, *, italic: bool) -> bytes:
    style = "italic" if italic else "normal"
    chosen = next(item for item in fontpkg.family(family).files if item.style == style)
    return bytes(chosen.path.read_bytes())


@cache
def _font(face: Face) -> hb.Font:
    font = hb.Font(hb.Face(_file(face.family, italic=face.italic)))
    axes = {"wght": float(face.weight)}
    if face.stretch is not None:
        axes["wdth"] = face.stretch
    font.set_variations(axes)
    return font


@cache
def _commands(face: Face, glyph: int) -> tuple[tuple[str, tuple[float, ...]], ...]:
    font, pen = _font(face), _GlyphPen()
    font.draw_glyph_with_pen(glyph, pen)
    em = font.face.upem
    return tuple((letter, tuple(value / em for value in values)) for letter, values in pen.commands)


def _shaped(text: str, face: Face) -> list[_Glyph]:
    glyphs: list[_Glyph] = []
    for part, cut in _split_by_coverage(text, face):
        font, buffer = _font(cut), hb.Buffer()
        buffer.add_str(part)
        buffer.guess_segment_properties()
        hb.shape(font, buffer, _FEATURES)
        em = font.face.upem
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            width = position.x_advance / em + face.tracking
            dx, dy = position.x_offset / em, position.y_offset / em
            glyphs.append(_Glyph(_commands(cut, info.codepoint), width, dx, dy))
    return glyphs


def _split_by_coverage(text: str, face: Face) -> list[tuple[str, Face]]:
    """Cut a text where its letters need the fallback font."""
    spare = Face(_FALLBACK_FAMILY, face.weight, face.italic, tracking=face.tracking)
    parts: list[tuple[str, Face]] = []
    for letter in text:
        cut = next((option for option in (face, spare) if _font(option).get_nominal_glyph(ord(letter))), None)
        if cut is None:
            continue
        if parts and parts[-1][1] == cut:
            parts[-1] = (parts[-1][0] + letter, cut)
        else:
            parts.append((letter, cut))
    return parts

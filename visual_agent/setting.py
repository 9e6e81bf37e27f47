"""Sets text: fits it, and draws each line as a layer of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from contracts import Entrance
from visual_agent.geometry import Box
from visual_agent.layers import Block, Ink, Layer
from visual_agent.svg import Paint, moved, path, solid
from visual_agent.text import Limits, Line, Span, fit
from visual_agent.typeface import Face, advance, cap_height, outline

_EDGE = 2.0


class Align(StrEnum):
    """Where lines stand in their column."""

    LEFT = "left"
    CENTRE = "centre"


@dataclass(frozen=True)
class Marking:
    """How the highlighted phrase is set off."""

    face: Face
    paint: Callable[[Box], Paint]
    """Paint for the phrase, given the box of its letters."""
    scale: float = 1.0
    plate: Callable[[Box], str] | None = None
    """Draws something behind the phrase, given its box from cap height to baseline."""
    padding: float = 0.0
    """Room a plate takes left and right of the phrase, in ems."""


@dataclass(frozen=True)
class TextStyle:
    """How a kind of text is set; `size` is the largest it is ever set at."""

    face: Face
    colour: str
    size: float
    leading: float = 1.15
    marking: Marking | None = None
    capitals: bool = False
    paint: Callable[[Box], Paint] | None = None
    """Paint for the whole line instead of the colour."""
    under: Callable[[str], str] | None = None
    """Draws something under a line's letters, such as a hard shadow, given their path."""


def set_text(  # noqa: PLR0913 - a text, its style, and the room it has
    text: str,
    style: TextStyle,
    *,
    width: float,
    height: float = 1e6,
    highlight: str | None = None,
    max_lines: int = 4,
    align: Align = Align.LEFT,
    at_most: float | None = None,
) -> Block:
    """Return the text as a block, one layer a line; its box reaches from the first capitals to the last baseline."""
    if style.capitals:
        text, highlight = text.upper(), highlight and highlight.upper()
    cap = cap_height(style.face)
    limits = Limits(
        width, height + (style.leading - cap) * style.size * 0.5, style.size, max_lines, style.leading, at_most
    )
    fitted = fit(text, highlight if style.marking else None, lambda line: _ems(line, style), limits)
    size = fitted.size
    widths = [_ems(line, style) * size for line in fitted.lines]
    widest = max(widths)
    layers = []
    for row, (line, taken) in enumerate(zip(fitted.lines, widths, strict=True)):
        baseline = cap * size + row * style.leading * size
        x = (widest - taken) / 2 if align is Align.CENTRE else 0.0
        layers.append(_drawn(line, style, size, (x, baseline), hang=align is Align.LEFT))
    return Block(widest, (len(layers) - 1) * style.leading * size + cap * size, tuple(layers))


def glyph_block(text: str, style: TextStyle) -> Block:
    """Return letters drawn as a picture, cut to what is painted."""
    drawn = outline(text, style.face, style.size)
    paint = style.paint(drawn.ink) if style.paint else solid(style.colour)
    layer = Layer(path(drawn.path, paint), drawn.ink.grown(_EDGE), dx=-drawn.ink.x, dy=-drawn.ink.y)
    return Block(drawn.ink.width, drawn.ink.height, (layer,))


def text_size(text: str, style: TextStyle, *, width: float, height: float, max_lines: int) -> float:
    """Return the size `set_text` would choose, so that neighbours can be set alike."""
    text = text.upper() if style.capitals else text
    limits = Limits(width, height, style.size, max_lines, style.leading)
    return fit(text, None, lambda line: _ems(line, style), limits).size


def _face(span: Span, style: TextStyle) -> tuple[Face, float, float]:
    """Return a span's face, its scale, and the padding at each side."""
    if span.marked and style.marking:
        return style.marking.face, style.marking.scale, style.marking.padding
    return style.face, 1.0, 0.0


def _ems(line: Line, style: TextStyle) -> float:
    total = 0.0
    for span in line:
        face, scale, padding = _face(span, style)
        total += advance(span.text, face) * scale + 2 * padding
    return total - style.face.tracking


def _drawn(line: Line, style: TextStyle, size: float, origin: tuple[float, float], *, hang: bool) -> Layer:
    """Draw a line from its origin on the baseline; a plate at its start may `hang` over the edge."""
    x, baseline = origin
    cap = cap_height(style.face) * size
    markup, box, inks = "", Box(x, baseline - cap, 1, cap), list[Ink]()
    for position, span in enumerate(line):
        face, scale, padding = _face(span, style)
        x += 0.0 if hang and position == 0 else padding * size
        drawn = outline(span.text, face, size * scale)
        letters = Box(x, baseline - cap, drawn.advance - face.tracking * size * scale, cap)
        marking = style.marking if span.marked else None
        paint = _paint(letters, marking, style)
        if marking and marking.plate:
            markup += marking.plate(letters)
            box = box.united(letters.grown(size * 0.32))
        else:
            inks.extend(Ink(colour) for colour in paint.colours)
        markup += _letters(drawn.path, letters, paint, "" if marking or not style.under else style.under(drawn.path))
        box = box.united(drawn.ink.moved(x, baseline))
        x += drawn.advance + padding * size
    if style.under:
        box = box.united(box.moved(size * 0.1, size * 0.1))
    return Layer(markup, box.grown(_EDGE), Entrance.RISE, inks=tuple(dict.fromkeys(inks)))


def _paint(letters: Box, marking: Marking | None, style: TextStyle) -> Paint:
    """Return what fills a run whose box from cap height to baseline is `letters`, in coordinates from its origin."""
    painter = marking.paint if marking else style.paint
    return painter(letters.moved(-letters.x, -letters.bottom)) if painter else solid(style.colour)


def _letters(d: str, letters: Box, paint: Paint, under: str) -> str:
    return moved(under + path(d, paint), letters.x, letters.bottom)

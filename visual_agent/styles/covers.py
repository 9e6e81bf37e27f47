"""How the styles keep words readable on a picture: tints that fade out, and panels with one straight edge."""

from contracts import Zoom
from visual_agent.cover import Cover
from visual_agent.geometry import Box, Shape, Stage
from visual_agent.svg import polygon, solid

_ZOOM = 1.06
_NARROWEST = 0.44
"""Share of a wide frame that a panel covers whatever its words."""
_PAD = 74.0
"""Space between the words and the edge of what makes them readable; more than a zoom moves anything near them."""


def aside(stage: Stage, words: Box, ground: str, index: int) -> Cover:
    """Tint the side the words are on: the left of a wide frame, the top of any other."""
    wide = stage.shape is Shape.LANDSCAPE
    calm = Box(0, 0, words.right + _PAD, stage.height) if wide else Box(0, 0, stage.width, words.bottom + _PAD)
    reach = stage.width * 0.34 if wide else stage.height * 0.26
    focus = (0.78, 0.5) if wide else (0.5, 0.76)
    return Cover(ground, (calm,), reach, least=0.5, edge=0.1, blur=12, zoom=camera(index, *focus))


def amid(stage: Stage, words: Box, ground: str, index: int) -> Cover:
    """Tint a band behind words in the middle of a wide frame; the picture is clear at both sides."""
    calm = Box(words.x - _PAD, 0, words.width + 2 * _PAD, stage.height)
    return Cover(ground, (calm,), stage.width * 0.16, least=0.5, edge=0.1, blur=12, zoom=camera(index, 0.5, 0.5))


def everywhere(stage: Stage, ground: str, index: int) -> Cover:
    """Tint the whole picture, far out of focus: a backdrop for cards and numbers."""
    return Cover(ground, (stage.frame,), 1.0, least=0.62, edge=0.62, blur=26, zoom=camera(index, 0.5, 0.5))


def panel(stage: Stage, words: Box, ground: str, *, slant: float = 0.0) -> Cover:
    """Cover the words' side with a solid panel whose edge leans by `slant`, a share of its length."""
    if stage.shape is Shape.LANDSCAPE:
        lean = stage.height * slant
        edge = max(words.right + _PAD, stage.width * _NARROWEST) + lean / 2
        points = [(0.0, 0.0), (edge + lean / 2, 0.0), (edge - lean / 2, stage.height), (0.0, stage.height)]
        zoom = Zoom(end=_ZOOM, focus_x=min(edge / stage.width, 1.0), focus_y=0.5)
    else:
        lean = stage.width * slant
        edge = words.bottom + _PAD + lean / 2
        points = [(0.0, 0.0), (stage.width, 0.0), (stage.width, edge - lean / 2), (0.0, edge + lean / 2)]
        zoom = Zoom(end=_ZOOM, focus_x=0.5, focus_y=min(edge / stage.height, 1.0))
    # Drawn beyond the frame, so that no hair of the picture is left at its edges.
    outer = [(x - 4 if x <= 0 else x, y) for x, y in points]
    return Cover(ground, overlay=polygon(outer, solid(ground)), zoom=zoom)


def camera(index: int, focus_x: float, focus_y: float) -> Zoom:
    """Move in on one picture and out on the next."""
    start, end = (1.0, _ZOOM) if index % 2 == 0 else (_ZOOM, 1.0)
    return Zoom(start=start, end=end, focus_x=focus_x, focus_y=focus_y)

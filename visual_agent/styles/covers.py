"""How the styles keep words readable on a picture: tints that fade out, and panels with one straight edge."""

from collections.abc import Sequence

from contracts import Zoom
from visual_agent.cover import Cover, Side
from visual_agent.geometry import Box, Shape, Stage
from visual_agent.styles.look import Look
from visual_agent.svg import polygon, solid

_ZOOM = 1.06
_NARROWEST = 0.44
"""Share of a wide frame that a panel covers whatever its words."""
_PAD = 74.0
"""Space between the words and the edge of what makes them readable; more than a zoom moves anything near them."""


def dusk(look: Look, words: Box, marks: Sequence[Box], ground: str) -> Cover:
    """Tint the side the words are on, which fades out towards the rest; all of a picture that is only a backdrop."""
    stage, index = look.subject.stage, look.subject.index
    if not look.over_picture:
        return Cover(ground, (stage.frame,), least=0.62, blur=26, zoom=_camera(index, 0.5, 0.5))
    match look.side:
        case Side.LEFT:
            calm, reach, focus = Box(0, 0, words.right + _PAD, stage.height), stage.width * 0.34, (0.78, 0.5)
        case Side.TOP:
            calm, reach, focus = Box(0, 0, stage.width, words.bottom + _PAD), stage.height * 0.26, (0.5, 0.76)
        case Side.MIDDLE:
            calm = Box(words.x - _PAD, 0, words.width + 2 * _PAD, stage.height)
            reach, focus = stage.width * 0.16, (0.5, 0.5)
    around = tuple(mark.grown(_PAD) for mark in marks)
    return Cover(ground, (calm, *around), reach, least=0.5, edge=0.1, blur=12, zoom=_camera(index, *focus))


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


def _camera(index: int, focus_x: float, focus_y: float) -> Zoom:
    """Move in on one picture and out on the next."""
    start, end = (1.0, _ZOOM) if index % 2 == 0 else (_ZOOM, 1.0)
    return Zoom(start=start, end=end, focus_x=focus_x, focus_y=focus_y)

"""Words over a picture that fills the frame: at the left of a wide frame, at the top of any other, or in the middle."""

from visual_agent.cover import Side
from visual_agent.geometry import Box, Shape
from visual_agent.layers import Layer, staggered
from visual_agent.layouts.column import words_column
from visual_agent.setting import Align
from visual_agent.styles.look import Look

_WIDEST = 940.0
_WIDEST_CENTRED = 1060.0
_HIGHEST = {Shape.PORTRAIT: 0.56, Shape.SQUARE: 0.74}
"""Share of the area that words may take of a frame that is not wide; the rest is the picture's."""


def lay_out_over_picture(look: Look) -> tuple[Layer, ...]:
    """Return the layers of the words; the picture itself is the background."""
    plan, area = look.plan(), look.area
    if look.side is Side.TOP:
        height = area.height * _HIGHEST[look.subject.stage.shape]
        words, y = words_column(look, area.width - plan.indent, height, plan.align), area.y
    else:
        widest = _WIDEST if look.side is Side.LEFT else _WIDEST_CENTRED
        words = words_column(look, min(plan.words_width, widest) - plan.indent, area.height, plan.align)
        y = area.cy - words.height / 2
    x = area.cx - words.width / 2 if plan.align is Align.CENTRE else area.x + plan.indent
    placed = Box(x, y, words.width, words.height)
    return staggered((*look.beside(placed), *words.at(x, y)))

"""Words over a picture that fills the frame: at the left of a wide frame, at the top of any other, or in the middle."""

from visual_agent.geometry import Box, Shape
from visual_agent.layers import Layer, staggered
from visual_agent.layouts.column import words_column
from visual_agent.setting import Align
from visual_agent.styles.look import Look

_WIDEST = 940.0
_WIDEST_CENTRED = 1060.0
_HIGHEST = 0.56


def lay_out_over_picture(look: Look) -> tuple[Layer, ...]:
    """Return the layers of the words; the picture itself is the background."""
    stage, plan, area = look.subject.stage, look.plan(), look.area
    centred = plan.align is Align.CENTRE
    if stage.shape is Shape.LANDSCAPE:
        width = min(plan.words_width, _WIDEST_CENTRED) if centred else min(plan.words_width, _WIDEST) - plan.indent
        words = words_column(look, width, area.height, plan.align)
        y = area.cy - words.height / 2
    else:
        words = words_column(look, area.width - plan.indent, area.height * _HIGHEST, plan.align)
        y = area.y
    x = area.cx - words.width / 2 if centred else area.x + plan.indent
    placed = Box(x, y, words.width, words.height)
    return staggered((*look.beside(placed), *words.at(x, y)))

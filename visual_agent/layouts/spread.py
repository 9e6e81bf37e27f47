"""Words with a picture: beside them in landscape, under them in portrait and square."""

from contracts import SceneRole
from visual_agent.geometry import Box, Shape
from visual_agent.layers import Layer, staggered
from visual_agent.layouts.column import words_column
from visual_agent.setting import Align
from visual_agent.styles.look import Look

_GUTTER = 70
_PICTURE_DELAY = 0.15
_SMALLEST_PICTURE = 170
_SHORT_HEADLINE = 30
"""Letters up to which a headline leaves half of a square frame to the picture."""


def lay_out_spread(look: Look) -> tuple[Layer, ...]:
    """Return the layers of a scene made of a headline, its small lines and a picture."""
    plan = look.plan()
    if not plan.picture:
        return _alone(look)
    if look.subject.stage.shape is Shape.LANDSCAPE:
        return _side_by_side(look)
    return _one_over_the_other(look)


def _alone(look: Look) -> tuple[Layer, ...]:
    stage, plan = look.subject.stage, look.plan()
    area = look.area
    width = area.width if stage.shape is not Shape.LANDSCAPE else plan.words_width
    words = words_column(look, width, area.height, plan.align)
    x = area.cx - words.width / 2 if plan.align is Align.CENTRE else area.x + plan.indent
    y = area.cy - words.height / 2 + min(plan.shift, (area.height - words.height) / 2)
    placed = Box(x, y, words.width, words.height)
    scenery = look.scenery(placed)
    return (
        *staggered((*look.beside(placed), *words.at(x, y))),
        *staggered(scenery, 0.3 if look.subject.scene.role is SceneRole.CTA else _PICTURE_DELAY),
    )


def _side_by_side(look: Look) -> tuple[Layer, ...]:
    plan, area = look.plan(), look.area
    words = words_column(look, plan.words_width - plan.indent, area.height, Align.LEFT)
    x, y = area.x + plan.indent, area.cy - words.height / 2
    left = area.x + plan.words_width + _GUTTER
    picture = look.picture(Box(left, area.y, area.right - left, area.height))
    placed = Box(x, y, words.width, words.height)
    return (*staggered((*look.beside(placed), *words.at(x, y))), *staggered(picture, _PICTURE_DELAY))


def _one_over_the_other(look: Look) -> tuple[Layer, ...]:
    plan, area = look.plan(), look.area
    portrait = look.subject.stage.shape is Shape.PORTRAIT
    # In wide capitals one line of a headline would be smaller than the text under it.
    short = len(look.subject.scene.headline.text) <= _SHORT_HEADLINE and not look.heading.capitals
    share, gutter = (0.55, _GUTTER) if portrait else (0.5 if short else 0.7, _GUTTER * 0.7)
    words = words_column(look, area.width - plan.indent, area.height * share, plan.align)
    side = min(area.height - words.height - gutter, area.width * 0.62)
    total = words.height + gutter + side if side >= _SMALLEST_PICTURE else words.height
    y = area.cy - total / 2
    x = area.cx - words.width / 2 if plan.align is Align.CENTRE else area.x + plan.indent
    placed = Box(x, y, words.width, words.height)
    layers = staggered((*look.beside(placed), *words.at(placed.x, y)))
    if side < _SMALLEST_PICTURE:
        return layers
    picture = look.picture(Box(area.x, placed.bottom + gutter, area.width, side))
    return (*layers, *staggered(picture, _PICTURE_DELAY))

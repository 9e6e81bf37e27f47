"""A number large enough to be the picture, what it counts, and a gauge."""

from contracts import Stat
from visual_agent.geometry import Box, Shape
from visual_agent.layers import Block, Layer, staggered
from visual_agent.layouts.column import Part, height_of, stacked
from visual_agent.setting import Align, set_text
from visual_agent.styles.look import Look
from visual_agent.text import NO_BREAK_SPACE

_GUTTER = 60
_DELAY = 0.2


def lay_out_stat(look: Look, stat: Stat) -> tuple[Layer, ...]:
    """Return `before` VALUE `after` with a gauge beside or under it."""
    stage, plan = look.subject.stage, look.plan()
    area = look.area
    if stage.shape is Shape.LANDSCAPE:
        words = _words(look, stat, plan.words_width, area.height)
        x = area.cx - words.width / 2 if plan.align is Align.CENTRE else area.x
        y = area.cy - words.height / 2
        left = area.x + plan.words_width + _GUTTER
        gauge = look.gauge(Box(left, area.y, area.right - left, area.height)) if plan.picture else ()
        return (*staggered(words.at(x, y)), *staggered(gauge, _DELAY))
    share = 0.5 if stage.shape is Shape.PORTRAIT else 0.63
    words = _words(look, stat, area.width, area.height * (share if plan.picture else 1))
    side = min(area.height - words.height - _GUTTER * 1.5, area.width * 0.6) if plan.picture else 0.0
    y = area.cy - (words.height + (side + _GUTTER * 1.5 if side else 0)) / 2
    x = area.cx - words.width / 2 if plan.align is Align.CENTRE else area.x
    gauge = look.gauge(Box(area.x, y + words.height + _GUTTER * 1.5, area.width, side)) if side else ()
    return (*staggered(words.at(x, y)), *staggered(gauge, _DELAY))


def _words(look: Look, stat: Stat, width: float, height: float) -> Block:
    align, gaps = look.plan().align, look.gaps
    around: list[Part] = []
    for text, gap in ((stat.before, 0.0), (stat.after, gaps.stat)):
        if text:
            style, mark = look.caption, _mark(look, text)
            around.append(
                (gap, set_text(text, style, width=width, height=height * 0.3, max_lines=2, align=align, highlight=mark))
            )
    rule = look.rule()
    taken = height_of(around) + gaps.stat * 1.6 + (gaps.rule + rule.height if rule else 0)
    value = set_text(
        stat.value.replace(" ", NO_BREAK_SPACE), look.number, width=width, height=height - taken, max_lines=1
    )
    above, below = _overhang(value)
    parts: list[Part] = [(gaps.stat + above, value)]
    if stat.before:
        parts.insert(0, around.pop(0))
    if rule is not None:
        parts.append((gaps.rule + below, rule))
        below = 0.0
    parts.extend((gap + below, block) for gap, block in around)
    return stacked(parts, align)


def _overhang(value: Block) -> tuple[float, float]:
    """Return how far signs such as $ reach over the figures and under the baseline."""
    return (
        max(0.0, *(-layer.placed.y for layer in value.layers)),
        max(0.0, *(layer.placed.bottom - value.height for layer in value.layers)),
    )


def _mark(look: Look, text: str) -> str | None:
    """Return the headline's highlighted phrase if this text has it."""
    phrase = look.subject.scene.headline.highlight
    return phrase if phrase and phrase in text else None

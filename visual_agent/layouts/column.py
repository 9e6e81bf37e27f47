"""A column of words: small line, headline, rule, supporting line and button, stacked and centred as one."""

from collections.abc import Sequence

from contracts import SceneRole
from visual_agent.geometry import Shape
from visual_agent.layers import Block, Layer
from visual_agent.setting import Align, set_text
from visual_agent.styles.look import Look

_TIGHTER = 0.78

Part = tuple[float, Block]
"""A block and the space above it."""


def stacked(parts: Sequence[Part], align: Align) -> Block:
    """Stack blocks; the first one's space above is dropped."""
    width = max(block.width for _, block in parts)
    layers: list[Layer] = []
    y = 0.0
    for position, (gap, block) in enumerate(parts):
        y += gap if position else 0.0
        layers.extend(block.at((width - block.width) / 2 if align is Align.CENTRE else 0.0, y))
        y += block.height
    return Block(width, y, tuple(layers))


def height_of(parts: Sequence[Part]) -> float:
    """Return how much the blocks and the spaces above them take."""
    return sum(gap + block.height for gap, block in parts)


def words_column(look: Look, width: float, height: float, align: Align) -> Block:
    """Return the scene's words; the headline gets whatever room the smaller parts leave."""
    scene, gaps = look.subject.scene, look.gaps.scaled(_TIGHTER if look.subject.stage.shape is Shape.SQUARE else 1.0)
    before: list[Part] = []
    if (ornament := look.ornament()) is not None:
        before.append((0, ornament))
    if scene.role is SceneRole.CTA:
        if (name := look.signature(width)) is not None:
            before.append((gaps.headline, name))
    elif scene.eyebrow:
        before.append((gaps.headline, look.eyebrow(scene.eyebrow, width)))
    after: list[Part] = []
    if (rule := look.rule()) is not None:
        after.append((gaps.rule, rule))
    if scene.subline:
        body = set_text(
            scene.subline, look.body, width=min(width, look.measure), height=height * 0.3, max_lines=3, align=align
        )
        after.append((gaps.body, body))
    if scene.button:
        after.append((gaps.button, look.button(scene.button, width)))
    room = height - height_of(before) - height_of(after) - gaps.headline
    headline = set_text(
        scene.headline.text,
        look.heading,
        width=width,
        height=room,
        highlight=scene.headline.highlight,
        max_lines=look.headline_lines,
        align=align,
    )
    return stacked([*before, (gaps.headline, headline), *after], align)

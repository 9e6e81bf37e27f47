"""A heading over a row of equal cards; a stack of them where the frame is not wide."""

from dataclasses import replace

from visual_agent.geometry import Box, Shape
from visual_agent.layers import Layer, cued, staggered
from visual_agent.setting import Align, set_text
from visual_agent.styles.look import CardSpec, Look


def lay_out_points(look: Look) -> tuple[Layer, ...]:
    """Return the heading and the cards, each card brought in by its own sentence."""
    scene, area = look.subject.scene, look.area
    heading = set_text(
        scene.headline.text,
        look.heading,
        width=min(area.width, look.plan().heading_width),
        height=area.height * 0.3,
        highlight=scene.headline.highlight,
        max_lines=1 if look.subject.stage.shape is Shape.LANDSCAPE else 2,
        align=look.plan().align,
    )
    boxes = _card_boxes(look, heading.height)
    gap = look.card_gap_above
    top = area.cy - (heading.height + gap + boxes[-1].bottom) / 2
    x = area.cx - heading.width / 2 if look.plan().align is Align.CENTRE else area.x
    specs = _specs(look, boxes)
    cards = [
        staggered(cued(look.card(spec).at(area.x + box.x, top + heading.height + gap + box.y), spec.card.sentence))
        for spec, box in zip(specs, boxes, strict=True)
    ]
    return (*staggered(heading.at(x, top)), *(layer for card in cards for layer in card))


def _card_boxes(look: Look, heading_height: float) -> list[Box]:
    """Return the cards' boxes from the origin of the first."""
    stage, count, gap = look.subject.stage, len(look.subject.scene.cards), look.card_gap
    area = look.area
    if stage.shape is Shape.LANDSCAPE:
        width = (area.width - gap * (max(count, 2) - 1)) / max(count, 2)
        height = min(look.card_height, area.height - heading_height - look.card_gap_above)
        offset = (area.width - width) / 2 if count == 1 and look.plan().align is Align.CENTRE else 0.0
        return [Box(offset + i * (width + gap), 0, width, height) for i in range(count)]
    gap *= 0.8
    room = (area.height - heading_height - look.card_gap_above - gap * (count - 1)) / count
    height = min(room, look.row_height if stage.shape is Shape.PORTRAIT else look.row_height * 0.72)
    return [Box(0, i * (height + gap), area.width, height) for i in range(count)]


def _specs(look: Look, boxes: list[Box]) -> list[CardSpec]:
    """Return what each card shows, all at the size the longest text needs."""
    cards, icons = look.subject.scene.cards, look.subject.card_icons
    flat = look.subject.stage.shape is not Shape.LANDSCAPE
    specs = [
        CardSpec(card, icon, index, box.width, box.height, look.card_text.size, flat)
        for index, (card, icon, box) in enumerate(zip(cards, icons, boxes, strict=True))
    ]
    size = min(look.card_text_size(spec) for spec in specs)
    return [replace(spec, text_size=size) for spec in specs]

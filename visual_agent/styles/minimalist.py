"""The minimalist style: warm paper, black grotesque with red serif italics, plain geometry."""

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from contracts import Entrance, SceneRole, Zoom
from visual_agent.backgrounds import Backdrop
from visual_agent.cover import Cover
from visual_agent.geometry import Box, Shape, around_all
from visual_agent.icons import draw_icon
from visual_agent.layers import Block, Layer
from visual_agent.setting import Marking, TextStyle, glyph_block, set_text
from visual_agent.styles.covers import panel
from visual_agent.styles.devices import merged
from visual_agent.styles.look import CaptionLook, CardSpec, Look, Plan
from visual_agent.styles.mosaic import mosaic
from visual_agent.svg import circle, rect, solid
from visual_agent.typeface import Face

INK, PAPER, RED, GREY, STONE = "#161513", "#F4F1EA", "#C63C1A", "#67635B", "#D6D2C9"
_SANS = Face("inter-tight", 600, tracking=-0.027)
_SERIF = Face("instrument-serif", 400, italic=True, tracking=-0.015)
_LABEL = Face("inter-tight", 600, tracking=0.004)
_HEADER_LINE = 48
_DOTS = 10


class MinimalistLook(Look):
    """Much room, one red accent, Bauhaus tiles."""

    zoom = Zoom(start=1.0, end=1.0)
    borrows = False
    card_height = 400
    card_gap_above = 78
    heading_sizes = MappingProxyType(
        {
            SceneRole.TITLE: 134,
            SceneRole.HOOK: 156,
            SceneRole.POINTS: 88,
            SceneRole.FEATURE: 112,
            SceneRole.CLOSING: 108,
            SceneRole.CTA: 146,
        }
    )

    @property
    def heading(self) -> TextStyle:
        """Black grotesque; the highlight in red serif italics."""
        marking = Marking(_SERIF, lambda _: solid(RED), scale=1.1)
        return self.sized(TextStyle(_SANS, INK, 100, 1.05, marking))

    @property
    def body(self) -> TextStyle:
        """Grey and plain."""
        return TextStyle(Face("inter-tight", 400), GREY, 41, 1.34)

    @property
    def caption(self) -> TextStyle:
        """A smaller headline."""
        return replace(self.heading, size=80, leading=1.08)

    @property
    def number(self) -> TextStyle:
        """Red, as large as the frame allows."""
        return TextStyle(replace(_SANS, tracking=-0.04), RED, 420, 1.0)

    @property
    def card_text(self) -> TextStyle:
        """Medium weight."""
        return TextStyle(Face("inter-tight", 560, tracking=-0.02), INK, 57, 1.18)

    @property
    def captions(self) -> CaptionLook:
        """Dark words on a paper plate."""
        return CaptionLook(replace(_SANS, tracking=0.0), INK, RED, "#FFFFFFF2", radius=10)

    def plan(self) -> Plan:
        """Everything hangs at the left margin."""
        plans = {
            SceneRole.HOOK: Plan(words_width=1500, picture=False, shift=110),
            SceneRole.CLOSING: Plan(words_width=1560, picture=False),
            SceneRole.STAT: Plan(words_width=1040),
            SceneRole.CTA: Plan(words_width=1120, picture=False),
        }
        return plans.get(self.role, Plan(words_width=940))

    def backdrop(self) -> Backdrop:
        """Paper."""
        return Backdrop(PAPER, PAPER, grain=1.6)

    def cover(self, words: Box, marks: Sequence[Box]) -> Cover:
        """A sheet of paper over the words' side."""
        return panel(self.subject.stage, around_all((words, *marks)), PAPER)

    def fixtures(self) -> tuple[Layer, ...]:
        """A header: the film's name and a hairline; the title has the line alone."""
        stage = self.subject.stage
        y = stage.brand_y + _HEADER_LINE
        line = Box(stage.margin, y, stage.content.width, 2)
        parts = [Layer(rect(line, solid(STONE)), line.grown(1))] if not self.over_picture else []
        if self.role is not SceneRole.TITLE:
            name = set_text(
                self.subject.commission.brand, TextStyle(_LABEL, INK, 28), width=line.width * 0.7, max_lines=1
            )
            parts += name.at(stage.margin, stage.brand_y - name.height / 2)
            if not self.over_picture:
                mark = Box(line.right - 20, stage.brand_y - 10, 20, 20)
                parts.append(Layer(circle(mark.cx, mark.cy, 10, solid(RED)), mark.grown(1)))
        return tuple(replace(part, entrance=Entrance.NONE) for part in parts)

    def eyebrow(self, text: str, width: float) -> Block:
        """A red dot and a few words."""
        words = set_text(text, TextStyle(_LABEL, INK, 28), width=width - 34, max_lines=1)
        dot = Layer(circle(9, words.height / 2, 9, solid(RED)), Box(0, words.height / 2 - 9, 18, 18).grown(1))
        return Block(words.width + 34, words.height, (dot, *words.at(34, 0)))

    def ornament(self) -> Block | None:
        """A serif quotation mark over the closing thought."""
        if self.role is not SceneRole.CLOSING:
            return None
        return glyph_block("\u201c", TextStyle(Face("instrument-serif", 400, italic=True), RED, 320))

    def beside(self, words: Box) -> tuple[Layer, ...]:
        """An icon in the upper corner beside a question; a red disc beside the call to action."""
        stage = self.subject.stage
        if self.over_picture:
            return ()
        if self.role is SceneRole.HOOK:
            size = 124.0
            right, top = stage.content.right, stage.content.y + 64
            place = Box(right - size, top, size, size)
            drawn = draw_icon(self.subject.icons[0], place, solid(RED))
            return (Layer(drawn, place.grown(2), Entrance.POP),) if place.bottom < words.y - 20 else ()
        if self.role is not SceneRole.CTA:
            return ()
        landscape = stage.shape is Shape.LANDSCAPE
        cx, cy, radius = (1640.0, 557.0, 300.0) if landscape else (stage.width * 0.84, words.bottom + 300, 260.0)
        if landscape and words.right > cx - radius:
            cx = words.right + radius + 60
        disc = Box.around(cx, cy, radius)
        return (Layer(circle(cx, cy, radius, solid(RED)), disc.grown(2), Entrance.POP, bleeds=True),)

    def button(self, label: str, width: float) -> Block:
        """A black pill with an arrow."""
        height, padding, arrow = 110.0, 62.0, 42.0
        text = set_text(
            label, TextStyle(Face("inter-tight", 500), PAPER, 42), width=width - 2 * padding - 66, max_lines=1
        )
        box = Box(0, 0, text.width + 2 * padding + arrow + 20, height)
        markup = rect(box, solid(INK), radius=height / 2)
        markup += draw_icon(
            "arrow-right", Box.around(box.right - padding - arrow / 2, height / 2, arrow / 2), solid(PAPER)
        )
        words = text.at(padding, (height - text.height) / 2)
        return Block(box.width, height, (merged(markup, box.grown(1), words),))

    def card_room(self, spec: CardSpec) -> tuple[float, float, int]:
        """Text stands at the foot, or right of the icon in a flat card."""
        if spec.is_row:
            return spec.width - 260, spec.height - 50, 3
        return spec.width - 10, spec.height - 200, 4

    def card(self, spec: CardSpec) -> Block:
        """A black line, a number, a red icon and the text; no box."""
        top = Box(0, 0, spec.width, 3)
        number = set_text(f"{spec.index + 1:02d}", TextStyle(_LABEL, GREY, 27), width=100)
        width, height, lines = self.card_room(spec)
        text = set_text(
            spec.card.text, self.card_text, width=width, height=height, max_lines=lines, at_most=spec.text_size
        )
        side = min(118.0, spec.height * 0.6)
        if spec.is_row:
            icon_y, words = spec.height / 2, text.at(170, (spec.height - text.height) / 2)
        else:
            icon_y, words = 48 + side / 2, text.at(0, spec.height - text.height - spec.text_size * 0.3)
        markup = rect(top, solid(INK)) + draw_icon(spec.icon, Box.around(side * 0.4, icon_y, side / 2), solid(RED))
        parts = (*words, *number.at(spec.width - number.width, 34))
        box = Box(-14, 0, spec.width + 14, spec.height).grown(2)
        return Block(spec.width, spec.height, (merged(markup, box, parts, veil=0.0),))

    def picture(self, area: Box) -> tuple[Layer, ...]:
        """A mosaic of plain shapes around the icon."""
        variant = self.subject.index + (self.role is not SceneRole.TITLE)
        return mosaic(self._square(area), self.subject.icons[0], variant)

    def gauge(self, area: Box) -> tuple[Layer, ...]:
        """A hundred dots, as many red as there are percent; the mosaic when the number is no share."""
        stat = self.subject.scene.stat
        if stat is None or stat.fraction is None:
            return self.picture(area)
        square = self._square(area)
        x, y, side = square.x, square.y, square.width
        step = side / (_DOTS - 0.34)
        filled = round(stat.fraction * _DOTS**2)
        rows = []
        for row in range(_DOTS):
            cells = range(row * _DOTS, (row + 1) * _DOTS)
            markup = "".join(
                circle(
                    x + (i % _DOTS + 0.33) * step,
                    y + (row + 0.33) * step,
                    step * 0.33,
                    solid(RED if i < filled else STONE),
                )
                for i in cells
            )
            rows.append(Layer(markup, Box(x, y + row * step, side, step * 0.66).grown(2), Entrance.FADE))
        return tuple(rows)

    def _square(self, area: Box) -> Box:
        """Return the square a picture fills: at the right margin in landscape, else at the left one."""
        side = min(area.width, area.height, 574)
        x = area.right - side if self.subject.stage.shape is Shape.LANDSCAPE else area.x
        return Box(x, area.cy - side / 2, side, side)

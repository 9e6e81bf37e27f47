"""The elegant style: deep green, gold hairlines and diamonds, Playfair Display with Jost."""

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from contracts import Entrance, SceneRole, Zoom
from visual_agent.backgrounds import Backdrop, Blob
from visual_agent.cover import Cover
from visual_agent.geometry import Box, Shape
from visual_agent.icons import draw_icon
from visual_agent.layers import Block, Layer
from visual_agent.setting import Align, Marking, TextStyle, glyph_block, set_text
from visual_agent.styles.covers import dusk
from visual_agent.styles.devices import merged
from visual_agent.styles.gilding import GOLD, GOLD_STOPS, diamond, fading, gilded, golden_frame, sunburst
from visual_agent.styles.look import CaptionLook, CardSpec, Gaps, Look, Plan
from visual_agent.svg import NOTHING, Stroke, along, circle, line, rect, solid
from visual_agent.typeface import Face

IVORY, SAGE, GROUND = "#F5F0E4", "#BDB9A8", "#0E1A16"
_ROMAN = Face("playfair-display", 500, tracking=-0.006)
_ITALIC = Face("playfair-display", 500, italic=True)
_LIGHT = Face("jost", 330, tracking=0.01)
_SPACED = Face("jost", 450, tracking=0.2)


class ElegantLook(Look):
    """Everything centred in a gold frame."""

    gaps = Gaps(headline=66, rule=66, body=60, button=84, stat=70)
    zoom = Zoom(start=1.0, end=1.045)
    card_gap = 0
    card_gap_above = 92
    card_height = 350
    row_height = 220
    measure = 1040
    heading_sizes = MappingProxyType(
        {
            SceneRole.TITLE: 128,
            SceneRole.HOOK: 116,
            SceneRole.POINTS: 86,
            SceneRole.FEATURE: 112,
            SceneRole.CLOSING: 98,
            SceneRole.CTA: 142,
        }
    )

    @property
    def heading(self) -> TextStyle:
        """Roman; the highlight in golden italics."""
        marking = Marking(_ITALIC, gilded)
        return self.sized(TextStyle(_ROMAN, IVORY, 100, 1.16, marking))

    @property
    def body(self) -> TextStyle:
        """Light and wide."""
        return TextStyle(_LIGHT, SAGE, 39, 1.4)

    @property
    def caption(self) -> TextStyle:
        """A smaller headline."""
        return replace(self.heading, size=70, leading=1.2)

    @property
    def number(self) -> TextStyle:
        """Golden from top to foot."""
        return TextStyle(
            replace(_ROMAN, weight=500),
            GOLD,
            430,
            1.0,
            paint=lambda box: along(GOLD_STOPS, (0, box.y), (0, box.bottom)),
        )

    @property
    def card_text(self) -> TextStyle:
        """A small roman."""
        return TextStyle(_ROMAN, IVORY, 46, 1.2)

    @property
    def captions(self) -> CaptionLook:
        """Ivory words on the ground's dark."""
        return CaptionLook(Face("jost", 450), IVORY, "#E9CF97", "#08110EE0", radius=4)

    @property
    def area(self) -> Box:
        """Below the centred mark, and in narrow frames away from the golden frame."""
        area = super().area
        narrow = 0.0 if self.subject.stage.shape is Shape.LANDSCAPE else 52.0
        return Box(area.x + narrow, area.y + 24, area.width - 2 * narrow, area.height - 24)

    def plan(self) -> Plan:
        """Centred, but for features in wide frames, which stand beside a sunburst or the picture's subject."""
        feature = self.role is SceneRole.FEATURE
        if feature and self.subject.stage.shape is Shape.LANDSCAPE:
            return Plan(words_width=1000, indent=70)
        return Plan(Align.CENTRE, words_width=1400, picture=feature)

    def backdrop(self) -> Backdrop:
        """Green light in the dark, with a warm trace below and hair-thin circles."""
        stage = self.subject.stage
        aside = self.role is SceneRole.FEATURE and stage.shape is Shape.LANDSCAPE
        cx, cy = (stage.width / 2, stage.height * 0.46) if not aside else (1466.0, stage.content.cy)
        circles = "".join(
            circle(cx, cy, radius, NOTHING, stroke=Stroke(solid(GOLD), 1.2, opacity=opacity))
            for radius, opacity in ((330, 0.1), (420, 0.085), (520, 0.07), (630, 0.055))
        )
        warm = 0.12 if self.subject.index % 2 else 0.88
        return Backdrop(
            top="#0C1713",
            bottom="#060D0A",
            blobs=(
                Blob(0.5, 0.3, 0.62, 0.72, "#1F4538", 0.85),
                Blob(warm, 0.95, 0.32, 0.34, "#2A2A14", 0.5),
            ),
            overlay=circles,
        )

    def cover(self, words: Box, marks: Sequence[Box]) -> Cover:
        """Green dusk over the words' side."""
        return dusk(self, words, marks, GROUND)

    def fixtures(self) -> tuple[Layer, ...]:
        """The frame with its diamonds, and the film's name."""
        stage = self.subject.stage
        parts = golden_frame(stage.width, stage.height)
        if self.role not in {SceneRole.TITLE, SceneRole.CTA}:
            y = stage.brand_y + 28
            style = TextStyle(_SPACED, GOLD, 23, capitals=True)
            name = set_text(self.subject.commission.brand, style, width=stage.content.width * 0.7, max_lines=1)
            parts += name.at(stage.width / 2 - name.width / 2, y - name.height / 2)
        return tuple(replace(part, entrance=Entrance.NONE) for part in parts)

    def signature(self, width: float) -> Block:
        """The film's name in spaced capitals."""
        return set_text(
            self.subject.commission.brand, TextStyle(_SPACED, GOLD, 30, capitals=True), width=width, max_lines=1
        )

    def eyebrow(self, text: str, width: float) -> Block:
        """Spaced capitals, between two hairlines when centred."""
        centred = self.plan().align is Align.CENTRE
        side = 92.0 if centred else 0.0
        words = set_text(text, TextStyle(_SPACED, GOLD, 25, capitals=True), width=width - 2 * side, max_lines=1)
        if not centred:
            return words
        y, total = words.height / 2, words.width + 2 * side
        stroke = Stroke(solid(GOLD), 1.6, opacity=0.7)
        markup = line((0, y), (62, y), stroke) + line((total - 62, y), (total, y), stroke)
        lines = Layer(markup, Box(0, y - 2, total, 4), Entrance.FADE)
        return Block(total, words.height, (*words.at(side, 0), lines))

    def ornament(self) -> Block | None:
        """A thin icon over a question, golden quotation marks over the closing thought."""
        if self.role is SceneRole.CLOSING:
            return glyph_block("\u201c", TextStyle(Face("playfair-display", 800), GOLD, 220, paint=gilded))
        if self.role is not SceneRole.HOOK:
            return None
        drawn = draw_icon(self.subject.icons[0], Box(-5, -5, 92, 92), solid(GOLD), weight="thin")
        return Block(82, 82, (Layer(drawn, Box(-6, -6, 94, 94), Entrance.FADE),))

    def rule(self) -> Block | None:
        """A diamond between two hairlines."""
        if self.role not in {SceneRole.TITLE, SceneRole.HOOK, SceneRole.STAT}:
            return None
        stroke, half = Stroke(solid(GOLD), 1.8, opacity=0.85), 150.0
        markup = line((0, 7), (half - 16, 7), stroke) + line((half + 16, 7), (2 * half, 7), stroke)
        markup += diamond(half, 7, 7)
        return Block(2 * half, 14, (Layer(markup, Box(-1, -1, 2 * half + 2, 16), Entrance.WIPE),))

    def button(self, label: str, width: float) -> Block:
        """A double golden frame."""
        height, padding = 112.0, 64.0
        style = TextStyle(Face("jost", 480, tracking=0.1), IVORY, 38, capitals=True)
        text = set_text(label, style, width=width - 2 * padding, max_lines=1)
        box = Box(0, 0, text.width + 2 * padding, height)
        markup = rect(box, solid(GROUND), opacity=0.55) + rect(box.grown(-1), NOTHING, stroke=Stroke(gilded(box), 2))
        markup += rect(box.grown(-8), NOTHING, stroke=Stroke(solid(GOLD), 1.2, opacity=0.55))
        return Block(
            box.width, height, (merged(markup, box.grown(1), text.at(padding, (height - text.height) / 2), veil=0.0),)
        )

    def card_room(self, spec: CardSpec) -> tuple[float, float, int]:
        """Text stands centred under the icon, or right of it in a flat card."""
        if spec.is_row:
            return spec.width - 250, spec.height - 50, 3
        return spec.width - 110, spec.height - 150, 4

    def card(self, spec: CardSpec) -> Block:
        """A thin icon and a few words, a hairline parting them from the neighbour before."""
        width, height, lines = self.card_room(spec)
        align = Align.LEFT if spec.is_row else Align.CENTRE
        text = set_text(
            spec.card.text,
            self.card_text,
            width=width,
            height=height,
            max_lines=lines,
            at_most=spec.text_size,
            align=align,
        )
        side = min(116.0, spec.height * 0.55)
        if spec.is_row:
            icon_x, icon_y = 60 + side / 2, spec.height / 2
            words = text.at(210, (spec.height - text.height) / 2)
            hairline = line((60, -14), (spec.width - 60, -13.9), fading((60, 0), (spec.width - 60, 0)))
        else:
            icon_x, icon_y = spec.width / 2, 12 + side / 2
            words = text.at((spec.width - text.width) / 2, side + 66)
            hairline = line((0, -8), (0.1, spec.height), fading((0, -8), (0, spec.height)))
        markup = (hairline if spec.index else "") + draw_icon(
            spec.icon, Box.around(icon_x, icon_y, side / 2), solid(GOLD), weight="thin"
        )
        box = Box(0, 0, spec.width, spec.height).grown(16)
        return Block(spec.width, spec.height, (merged(markup, box, words, veil=0.0),))

    def picture(self, area: Box) -> tuple[Layer, ...]:
        """A sunburst of hairlines around the icon."""
        radius = min(area.width, area.height, 660) / 2
        return sunburst(Box.around(area.cx, area.cy, radius), self.subject.icons[0], GROUND)

    def gauge(self, area: Box) -> tuple[Layer, ...]:  # noqa: ARG002 - the number alone is the picture
        """Nothing: the number stands alone."""
        return ()

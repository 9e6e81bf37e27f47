"""The energetic style: loud flat colours that change with each scene, wide black italics, hard shadows, halftone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from contracts import Entrance, SceneRole
from visual_agent.backgrounds import Backdrop
from visual_agent.cover import Cover, Side
from visual_agent.geometry import Box, Shape, around_all
from visual_agent.icons import draw_icon
from visual_agent.layers import Block, Layer
from visual_agent.setting import Align, Marking, TextStyle, glyph_block, set_text
from visual_agent.styles.covers import panel
from visual_agent.styles.devices import merged
from visual_agent.styles.look import CaptionLook, CardSpec, Gaps, Look, Plan
from visual_agent.styles.pop import halftone, halftone_corner, rising_bars, slanted_panel, starburst
from visual_agent.svg import path, polygon, rect, solid
from visual_agent.typeface import Face

VIOLET, YELLOW, RED, DEEP_RED, INK, MINT, WHITE = (
    "#5A1BFF", "#FFE22E", "#FF4B3E", "#DB2A1C", "#14062E", "#3DF5A6", "#FFFFFF",
)  # fmt: skip
_HEAVY = Face("archivo", 900, italic=True, stretch=112)
_WIDE = Face("archivo", 800, stretch=115)
_TEXT = Face("archivo", 600, stretch=104)
_DROP = 13.0


@dataclass(frozen=True)
class Scheme:
    """The colours of one scene."""

    ground: str
    panel: str
    text: str
    plate: str
    plate_text: str
    star: str
    dots: str


_FIRST = Scheme(VIOLET, RED, WHITE, YELLOW, INK, YELLOW, VIOLET)
_DARK = Scheme(INK, YELLOW, WHITE, MINT, INK, MINT, INK)
_BRIGHT = Scheme(YELLOW, RED, INK, VIOLET, WHITE, VIOLET, INK)
_HOT = Scheme(DEEP_RED, YELLOW, WHITE, INK, YELLOW, WHITE, DEEP_RED)
_SCHEMES = {
    SceneRole.TITLE: _FIRST,
    SceneRole.HOOK: _BRIGHT,
    SceneRole.POINTS: _HOT,
    SceneRole.STAT: replace(_FIRST, dots=WHITE),
    SceneRole.FEATURE: _DARK,
    SceneRole.CLOSING: _BRIGHT,
    SceneRole.CTA: _HOT,
}
_CARDS = ((YELLOW, INK), (WHITE, INK), (VIOLET, WHITE))


class EnergeticLook(Look):
    """Slanted panels, starbursts, plates behind the highlight."""

    gaps = Gaps(headline=46, body=68, button=84, stat=62)
    borrows = False
    card_gap_above = 70
    heading_sizes = MappingProxyType(
        {
            SceneRole.TITLE: 122,
            SceneRole.HOOK: 112,
            SceneRole.POINTS: 84,
            SceneRole.FEATURE: 96,
            SceneRole.CLOSING: 104,
            SceneRole.CTA: 138,
        }
    )

    @property
    def scheme(self) -> Scheme:
        """The scene's colours; features take turns."""
        if self.role is SceneRole.FEATURE and self.subject.index % 2 == 0:
            return replace(_FIRST, panel=YELLOW, star=RED)
        return _SCHEMES[self.role]

    @property
    def heading(self) -> TextStyle:
        """Wide black italic capitals; the highlight on a slanted plate."""
        scheme = self.scheme
        marking = Marking(_HEAVY, lambda _: solid(scheme.plate_text), plate=self._plate, padding=0.17)
        style = TextStyle(_HEAVY, scheme.text, 100, 1.06, marking, capitals=True)
        return self.sized(style)

    @property
    def body(self) -> TextStyle:
        """Plain and firm."""
        return TextStyle(_TEXT, self.scheme.text, 38, 1.42)

    @property
    def caption(self) -> TextStyle:
        """A smaller headline."""
        return replace(self.heading, size=70, leading=1.1)

    @property
    def number(self) -> TextStyle:
        """Yellow with a hard shadow."""

        def under(d: str) -> str:
            return f'<g transform="translate(14 14)">{path(d, solid(INK))}</g>'

        return TextStyle(_HEAVY, YELLOW, 400, 1.0, under=under)

    @property
    def card_text(self) -> TextStyle:
        """Wide and bold."""
        return TextStyle(_WIDE, INK, 53, 1.2)

    @property
    def captions(self) -> CaptionLook:
        """White words on ink."""
        return CaptionLook(Face("archivo", 700), WHITE, YELLOW, "#14062EF2", radius=6)

    @property
    def progress_colour(self) -> str:
        """Mint, the one colour that no ground has."""
        return MINT

    def plan(self) -> Plan:
        """Words at the left on the ground, the device at the right on the panel."""
        plans = {
            SceneRole.HOOK: Plan(words_width=1300, picture=False),
            SceneRole.POINTS: Plan(heading_width=1440),
            SceneRole.STAT: Plan(words_width=1080),
            SceneRole.CLOSING: Plan(words_width=1260, picture=False),
            SceneRole.CTA: Plan(Align.CENTRE, words_width=1500, picture=False),
        }
        return plans.get(self.role, Plan(words_width=925))

    def backdrop(self) -> Backdrop:
        """A flat ground, a slanted panel and halftone in two corners."""
        scheme, stage = self.scheme, self.subject.stage
        wide = self.role in {SceneRole.TITLE, SceneRole.FEATURE}
        panel = slanted_panel(stage, scheme.panel, wide=wide, lying=self.role is SceneRole.CTA)
        upper = halftone(stage, scheme.dots if self.role is not SceneRole.CTA else WHITE, upper=True)
        lower = halftone(stage, scheme.plate, upper=False) if self.role is not SceneRole.CTA else ""
        return Backdrop(scheme.ground, scheme.ground, overlay=panel + upper + lower, grain=0.0)

    def cover(self, words: Box, marks: Sequence[Box]) -> Cover:
        """A slanted panel of the ground's colour over the words' side, with halftone in a corner that has room."""
        stage = self.subject.stage
        leaning = panel(stage, around_all((words, *marks)), self.scheme.ground, slant=0.12)
        if self.side is not Side.LEFT or halftone_corner(stage, upper=False).overlaps(words):
            return leaning
        return replace(leaning, overlay=leaning.overlay + halftone(stage, self.scheme.plate, upper=False))

    def fixtures(self) -> tuple[Layer, ...]:
        """The film's name in wide capitals."""
        if self.role in {SceneRole.TITLE, SceneRole.CTA}:
            return ()
        stage = self.subject.stage
        name = set_text(
            self.subject.commission.brand, self._label(self.scheme.text), width=stage.content.width * 0.6, max_lines=1
        )
        layers = name.at(stage.margin, stage.brand_y - name.height / 2)
        return tuple(replace(layer, entrance=Entrance.NONE) for layer in layers)

    def signature(self, width: float) -> Block:
        """The film's name over the call to action."""
        style = replace(self._label(self.scheme.text), size=38)
        return set_text(self.subject.commission.brand, style, width=width, max_lines=1)

    def eyebrow(self, text: str, width: float) -> Block:
        """Wide capitals on a white plate."""
        colour = INK if self.scheme.ground == INK else VIOLET
        words = set_text(text, self._label(colour), width=width - 44, max_lines=1)
        box = Box(0, 0, words.width + 44, 58)
        parts = words.at(22, (box.height - words.height) / 2)
        return Block(box.width, box.height, (merged(rect(box, solid(WHITE), radius=2), box, parts),))

    def ornament(self) -> Block | None:
        """Quotation marks as bold as the words."""
        if self.role is not SceneRole.CLOSING:
            return None
        return glyph_block("\u201c", TextStyle(_HEAVY, VIOLET, 330))

    def button(self, label: str, width: float) -> Block:
        """A black block with a hard shadow."""
        height, padding, arrow = 118.0, 62.0, 46.0
        style = TextStyle(Face("archivo", 700, stretch=108), YELLOW, 40, capitals=True)
        text = set_text(label, style, width=width - 2 * padding - 70, max_lines=1)
        box = Box(0, 0, text.width + 2 * padding + arrow + 24, height)
        markup = rect(box.moved(_DROP, _DROP), solid(VIOLET), radius=6) + rect(box, solid(INK), radius=6)
        markup += draw_icon(
            "arrow-right",
            Box.around(box.right - padding - arrow / 2, height / 2, arrow / 2),
            solid(YELLOW),
            weight="bold",
        )
        words = text.at(padding, (height - text.height) / 2)
        return Block(
            box.width, height, (merged(markup, box.united(box.moved(_DROP, _DROP)).grown(1), words, Entrance.POP),)
        )

    def card_room(self, spec: CardSpec) -> tuple[float, float, int]:
        """Text stands at the foot, or right of the icon in a flat card."""
        if spec.is_row:
            return spec.width - 380, spec.height - 56, 3
        return spec.width - 84, spec.height - 220, 4

    def card(self, spec: CardSpec) -> Block:
        """A flat block of colour with a hard shadow, a solid icon and a large number."""
        fill, ink = _CARDS[spec.index % len(_CARDS)]
        box = Box(0, 0, spec.width, spec.height)
        side = min(128.0, spec.height * 0.56)
        number = set_text(str(spec.index + 1), TextStyle(_HEAVY, ink, min(122, spec.height * 0.6)), width=200)
        number_y = (spec.height - number.height) / 2 if spec.is_row else 48
        faint = "".join(
            f'<g opacity="0.2" transform="translate({part.dx:.2f} {part.dy:.2f})">{part.markup}</g>'
            for part in number.at(spec.width - 44 - number.width, number_y)
        )
        style = replace(self.card_text, colour=ink)
        width, height, lines = self.card_room(spec)
        text = set_text(spec.card.text, style, width=width, height=height, max_lines=lines, at_most=spec.text_size)
        if spec.is_row:
            icon_y, words = spec.height / 2, text.at(72 + side, (spec.height - text.height) / 2)
        else:
            icon_y, words = 40 + side / 2, text.at(42, spec.height - text.height - 54)
        markup = rect(box.moved(_DROP, _DROP), solid(INK), radius=8) + rect(box, solid(fill), radius=8) + faint
        markup += draw_icon(spec.icon, Box.around(36 + side / 2, icon_y, side / 2), solid(ink), weight="fill")
        outer = box.united(box.moved(_DROP, _DROP)).grown(1)
        return Block(spec.width, spec.height, (merged(markup, outer, words),))

    def picture(self, area: Box) -> tuple[Layer, ...]:
        """A starburst with the icon."""
        side = min(area.width, area.height, 650)
        square = Box.around(area.cx, area.cy, side / 2)
        return (starburst(square, self.subject.icons[0], self.scheme.star, INK),)

    def gauge(self, area: Box) -> tuple[Layer, ...]:
        """Rising bars, the share of them yellow; a starburst when the number is no share."""
        stat = self.subject.scene.stat
        if stat is None or stat.fraction is None:
            return self.picture(area)
        landscape = self.subject.stage.shape is Shape.LANDSCAPE
        return rising_bars(area, stat.fraction, (YELLOW, WHITE, INK), centred=landscape)

    def _plate(self, letters: Box) -> str:
        pad_x, pad_y, slant = letters.height * 0.2, letters.height * 0.19, letters.height * 0.13
        box = Box(letters.x - pad_x, letters.y - pad_y, letters.width + 2 * pad_x, letters.height + 2 * pad_y)
        corners = [
            (box.x + slant, box.y),
            (box.right + slant, box.y),
            (box.right - slant, box.bottom),
            (box.x - slant, box.bottom),
        ]
        return polygon(corners, solid(self.scheme.plate))

    def _label(self, colour: str) -> TextStyle:
        return TextStyle(replace(_WIDE, weight=750, stretch=122, tracking=0.02), colour, 26, capitals=True)

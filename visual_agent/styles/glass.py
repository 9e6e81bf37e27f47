"""The shared look of the dark styles with glass panels, glowing tiles and orbits; each gives it its own tokens."""

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import ClassVar

from contracts import Entrance, SceneRole
from visual_agent.cover import Cover
from visual_agent.geometry import Box
from visual_agent.icons import draw_icon, is_digital
from visual_agent.layers import Block, Layer
from visual_agent.setting import Marking, TextStyle, glyph_block, set_text
from visual_agent.styles.covers import dusk
from visual_agent.styles.dashboard import dashboard
from visual_agent.styles.devices import (
    PANE_VEIL,
    WHITE,
    glass,
    icon_tile,
    merged,
    ring_gauge,
)
from visual_agent.styles.glass_tokens import GlassTokens
from visual_agent.styles.look import CaptionLook, CardSpec, Look
from visual_agent.styles.orbit import FULL_ORBIT, SMALL_ORBIT, floating_tiles, orbit
from visual_agent.svg import NOTHING, Stops, Stroke, along, diagonal, glow, rect, shadow, solid
from visual_agent.typeface import Face

_CARD_PADDING = 44


class GlassLook(Look):
    """Glass cards, a dashboard, orbits with tiles of icons."""

    tokens: ClassVar[GlassTokens]
    heading_sizes = MappingProxyType(
        {
            SceneRole.TITLE: 132,
            SceneRole.HOOK: 112,
            SceneRole.POINTS: 84,
            SceneRole.FEATURE: 112,
            SceneRole.CLOSING: 104,
            SceneRole.CTA: 148,
        }
    )

    @property
    def heading(self) -> TextStyle:
        """Bold, with the highlight in the accent's colours."""
        token = self.tokens
        marking = Marking(token.heading_face, lambda box: along(token.highlight, (box.x, 0), (box.right, 0)))
        return self.sized(TextStyle(token.heading_face, token.text, 100, 1.12, marking))

    @property
    def body(self) -> TextStyle:
        """Light and quiet."""
        return TextStyle(self.tokens.body_face, self.tokens.soft_text, 40, 1.4)

    @property
    def caption(self) -> TextStyle:
        """A smaller headline."""
        return replace(self.heading, size=78, leading=1.16)

    @property
    def number(self) -> TextStyle:
        """As large as the frame allows, in a gradient."""
        token = self.tokens
        face = replace(token.heading_face, weight=800, tracking=-0.03)
        return TextStyle(face, token.text, 420, 1.0, paint=lambda box: along(token.number, (box.x, 0), (box.right, 0)))

    @property
    def card_text(self) -> TextStyle:
        """Semi-bold."""
        face = replace(self.tokens.heading_face, weight=680, tracking=-0.02)
        return TextStyle(face, self.tokens.text, 54, 1.24)

    @property
    def captions(self) -> CaptionLook:
        """White words on a dark plate."""
        face = replace(self.tokens.body_face, weight=600)
        return CaptionLook(face, self.tokens.text, self.tokens.second, self.tokens.caption_box)

    @property
    def progress_colour(self) -> str:
        """A thin line in the accent's colour."""
        return self.tokens.accent

    def cover(self, words: Box, marks: Sequence[Box]) -> Cover:
        """Night over the words' side."""
        return dusk(self, words, marks, self.backdrop().top)

    def fixtures(self) -> tuple[Layer, ...]:
        """The mark, except where the film's name is the picture."""
        if self.role in {SceneRole.TITLE, SceneRole.CTA}:
            return ()
        stage, side = self.subject.stage, 27.0
        box = Box(stage.margin, stage.brand_y - side / 2, side, side)
        drawn = rect(box, diagonal(self.tokens.tile, box), radius=8)
        drawn += rect(box.grown(-8.5), solid(WHITE), radius=2.5)
        style = TextStyle(replace(self.tokens.label_face, weight=600), self.tokens.text, 27)
        label = set_text(self.subject.commission.brand, style, width=stage.content.width * 0.6, max_lines=1)
        words = label.at(box.right + 14, stage.brand_y - label.height / 2)
        return tuple(replace(layer, entrance=Entrance.NONE) for layer in (Layer(drawn, box.grown(1)), *words))

    def signature(self, width: float) -> Block:
        """The film's name, quietly."""
        style = TextStyle(replace(self.tokens.label_face, weight=600), self.tokens.soft_text, 42)
        return set_text(self.subject.commission.brand, style, width=width, max_lines=1)

    def quote(self) -> Block:
        """A pair of quotation marks."""
        face = replace(self.tokens.heading_face, weight=800, tracking=0.0)
        style = TextStyle(face, self.tokens.accent, 330, paint=lambda box: diagonal(self.tokens.tile, box))
        return glyph_block("\u201c", style)

    def ornament(self) -> Block | None:
        """Quotation marks over the closing thought."""
        return self.quote() if self.role is SceneRole.CLOSING else None

    def button(self, label: str, width: float) -> Block:
        """A pill with an arrow, lit from within."""
        token, height, padding, arrow = self.tokens, 112.0, 64.0, 42.0
        style = TextStyle(replace(token.heading_face, weight=700, tracking=-0.01), token.button_text, 42)
        text = set_text(label, style, width=width - 2 * padding - arrow - 24, max_lines=1)
        box = Box(0, 0, text.width + 2 * padding + 24 + arrow, height)
        markup = shadow(box, height / 2, spread=60, opacity=0.42, drop=14, colour=token.light)
        markup += rect(box, diagonal(token.button, box), radius=height / 2)
        edge = Stroke(along(((0, WHITE, 0.5), (1, WHITE, 0.05)), (0, 0), (0, height)), 2)
        markup += rect(box.grown(-1), NOTHING, radius=height / 2, stroke=edge)
        cx = box.right - padding - arrow / 2 + 4
        markup += draw_icon(
            "arrow-right", Box.around(cx, height / 2, arrow / 2), solid(token.button_text), weight="bold"
        )
        return Block(box.width, height, (merged(markup, box.grown(78), text.at(padding, (height - text.height) / 2)),))

    def card_room(self, spec: CardSpec) -> tuple[float, float, int]:
        """Text stands at the foot of a card, or right of the icon in a flat one."""
        if spec.is_row:
            return spec.width - 3 * _CARD_PADDING - self._tile_side(spec) - 40, spec.height - 60, 3
        return spec.width - 2 * _CARD_PADDING, spec.height - 2 * _CARD_PADDING - self._tile_side(spec) - 36, 4

    def card(self, spec: CardSpec) -> Block:
        """A pane of glass with a tile, a number and the text."""
        box, side = Box(0, 0, spec.width, spec.height), self._tile_side(spec)
        markup = shadow(box, 32, spread=40, opacity=0.22, drop=18) + glass(box, 32)
        width, height, lines = self.card_room(spec)
        text = set_text(
            spec.card.text, self.card_text, width=width, height=height, max_lines=lines, at_most=spec.text_size
        )
        number = set_text(f"{spec.index + 1:02d}", self._small_number(), width=100)
        tile_y = (spec.height - side) / 2 if spec.is_row else _CARD_PADDING
        tile = icon_tile(Box(_CARD_PADDING, tile_y, side, side), spec.icon, self._card_stops(spec.index), depth=0.5)
        if spec.is_row:
            words = text.at(2 * _CARD_PADDING + side, (spec.height - text.height) / 2)
        else:
            words = text.at(_CARD_PADDING, spec.height - _CARD_PADDING - text.height - spec.text_size * 0.12)
        parts = (tile, *words, *number.at(spec.width - 42 - number.width, 44))
        return Block(spec.width, spec.height, (merged(markup, box.grown(62), parts, veil=PANE_VEIL),))

    def picture(self, area: Box) -> tuple[Layer, ...]:
        """A dashboard for the title of a film about software, else an orbit: large beside titles and features."""
        token = self.tokens
        if self.role is SceneRole.TITLE and is_digital(self.subject.commission):
            return dashboard(area, self.subject.icons[0], token.accent, token.second, token.tile)
        large = self.role in {SceneRole.TITLE, SceneRole.FEATURE}
        return orbit(area, FULL_ORBIT if large else SMALL_ORBIT, self.subject.icons, token)

    def gauge(self, area: Box) -> tuple[Layer, ...]:
        """A ring, or only the icon in its glow when the number is no share of anything."""
        stat, token = self.subject.scene.stat, self.tokens
        side = min(area.width, area.height, 530)
        box = Box.around(area.cx, area.cy, side / 2)
        if stat is None or stat.fraction is None:
            return orbit(area, SMALL_ORBIT, self.subject.icons, token)
        track, arc = ring_gauge(box, stat.fraction, solid("#FFFFFF22"), diagonal(token.arc, box), side * 0.09)
        icon = glow(box.cx, box.cy, side * 0.34, token.light, 0.5)
        icon += draw_icon(
            self.subject.icons[0], Box.around(box.cx, box.cy, side * 0.15), solid(WHITE), weight="duotone"
        )
        return track, arc, Layer(icon, Box.around(box.cx, box.cy, side * 0.35), Entrance.POP)

    def scenery(self, words: Box) -> tuple[Layer, ...]:
        """Glass tiles floating around the call to action."""
        if self.role is not SceneRole.CTA:
            return ()
        return floating_tiles(self.subject.stage, words, self.subject.icons, self.tokens)

    def _card_stops(self, index: int) -> Stops:
        return self.tokens.card_tiles[index % len(self.tokens.card_tiles)]

    def _tile_side(self, spec: CardSpec) -> float:
        return min(112.0, spec.height * 0.62)

    def _small_number(self) -> TextStyle:
        return TextStyle(Face(self.tokens.label_face.family, 600, tracking=0.08), self.tokens.soft_text, 24)

"""The modern style: violet, pink and cyan light over near black, soft spheres, Sora."""

from types import MappingProxyType

from contracts import SceneRole
from visual_agent.backgrounds import Backdrop, Blob
from visual_agent.geometry import Box, Shape, Stage
from visual_agent.layers import Block
from visual_agent.setting import Align, TextStyle, set_text
from visual_agent.styles.devices import PANE_VEIL, WHITE, glass, glass_tile, merged, two, wide_rings
from visual_agent.styles.glass import GlassLook
from visual_agent.styles.glass_tokens import GlassTokens
from visual_agent.styles.look import Plan
from visual_agent.svg import Stops, around, circle, glow, solid
from visual_agent.typeface import Face

_FAMILY = "sora"
_BODY = "inter-tight"
_SPECTRUM: Stops = ((0, "#C3A2F7", 1), (0.5, "#F78FD0", 1), (1, "#6CE3F7", 1))


class ModernLook(GlassLook):
    """A colour spectrum runs through highlights and numbers; questions stand in the middle."""

    tokens = GlassTokens(
        heading_face=Face(_FAMILY, 700, tracking=-0.03),
        body_face=Face(_BODY, 400, tracking=0.012),
        label_face=Face(_BODY, 600, tracking=0.01),
        text="#FFFFFF",
        soft_text="#BDB8CF",
        accent="#B69AF6",
        second="#67DDF0",
        ground="#231A38",
        light="#7A3CF0",
        highlight=_SPECTRUM,
        number=_SPECTRUM,
        arc=((0, "#C9B3FF", 1), (1, "#67E3F5", 1)),
        tile=((0, "#BFA2FF", 1), (0.55, "#8238F2", 1), (1, "#C035B4", 1)),
        card_tiles=(two("#B095FF", "#7C3AED"), two("#FF93C4", "#E03C90"), two("#6FE6F8", "#2A9ADF")),
        button=two("#FFFFFF", "#FFFFFF"),
        button_text="#140B26",
        caption_box="#0B0717D9",
    )

    heading_sizes = MappingProxyType({**GlassLook.heading_sizes, SceneRole.HOOK: 134, SceneRole.CLOSING: 112})

    def plan(self) -> Plan:
        """Pictures beside the words, except where a thought stands alone in the middle."""
        if self.over_picture:
            return Plan(words_width=900)
        plans = {
            SceneRole.HOOK: Plan(Align.CENTRE, words_width=1500, picture=False),
            SceneRole.CLOSING: Plan(Align.CENTRE, words_width=1400, picture=False),
            SceneRole.STAT: Plan(words_width=1060),
            SceneRole.CTA: Plan(Align.CENTRE, words_width=1180, picture=False),
        }
        return plans.get(self.role, Plan(words_width=900))

    def backdrop(self) -> Backdrop:
        """Lights of four colours; their sides change from scene to scene."""
        mirrored = self.subject.index % 2 == 1

        def side(x: float) -> float:
            return 1 - x if mirrored else x

        spheres = self.role in {SceneRole.HOOK, SceneRole.POINTS, SceneRole.STAT, SceneRole.CLOSING}
        overlay = _spheres(self.subject.stage, mirrored=mirrored) if spheres else ""
        if self.role is SceneRole.CTA:
            overlay = wide_rings(self.subject.stage, "#E6DCFF")
        return Backdrop(
            top="#0B0718",
            bottom="#090612",
            blobs=(
                Blob(side(0.0), 0.0, 0.24, 0.34, "#123C4E", 0.9),
                Blob(0.54, 1.05, 0.3, 0.42, "#2A24B8", 0.9),
                Blob(side(1.0), 0.84, 0.27, 0.42, "#BE2C74", 0.9),
                Blob(side(0.78), 0.02, 0.34, 0.46, "#6D27E0", 0.95),
            ),
            overlay=overlay,
        )

    def ornament(self) -> Block | None:
        """An icon on glass over a question, quotation marks over the closing thought."""
        if self.role is not SceneRole.HOOK:
            return super().ornament()
        box = Box(0, 0, 132, 132)
        tile = glass_tile(box, self.subject.icons[0], WHITE, base=self.tokens.ground)
        light = glow(66, 66, 170, self.tokens.light, 0.4)
        return Block(132, 132, (merged(light, Box.around(66, 66, 172), (tile,), tile.entrance),))

    def eyebrow(self, text: str, width: float) -> Block:
        """Spaced capitals in a pill of glass."""
        style = TextStyle(Face(_BODY, 500, tracking=0.1), self.tokens.soft_text, 26, capitals=True)
        words = set_text(text, style, width=width - 66, max_lines=1)
        box = Box(0, 0, words.width + 62, 54)
        markup = glass(box, 27, strength=1.1) + circle(25, 27, 5, solid(self.tokens.second))
        return Block(
            box.width, box.height, (merged(markup, box.grown(2), words.at(40, 27 - words.height / 2), veil=PANE_VEIL),)
        )


def _spheres(stage: Stage, *, mirrored: bool) -> str:
    """Return one large violet and one small pink sphere, out of focus."""
    violet = ((0, "#B9A2FF"), (0.5, "#8D67E6"), (1, "#5A2BB4"))
    pink = ((0, "#F58BC0"), (0.5, "#D9529B"), (1, "#9C2A72"))
    if stage.shape is Shape.LANDSCAPE:
        lower = (194, 1002) if mirrored else (1456, 1000)
        return _sphere(1850, 152, 140, violet) + _sphere(*lower, 80, pink)
    lower_x = stage.width * (0.12 if mirrored else 0.86)
    return _sphere(stage.width - 60, 120, 130, violet) + _sphere(lower_x, stage.height * 0.955, 70, pink)


def _sphere(cx: float, cy: float, radius: float, tones: tuple[tuple[float, str], ...]) -> str:
    """Return a lit sphere whose edge fades, as if out of focus."""
    body = around(
        [(offset, colour, 0.92) for offset, colour in tones], cx - radius * 0.3, cy - radius * 0.35, radius * 1.5
    )
    rims = "".join(circle(cx, cy, radius + grow, body, opacity=0.16) for grow in (14, 11, 8, 5, 2, -1))
    return rims + circle(cx, cy, radius - 5, body, opacity=0.55)

"""The professional style: deep navy, clear blue and teal, Plus Jakarta Sans."""

from contracts import SceneRole
from visual_agent.backgrounds import Backdrop, Blob
from visual_agent.geometry import Box, Stage
from visual_agent.layers import Block, Layer
from visual_agent.setting import Align, TextStyle, set_text
from visual_agent.styles.devices import two, wide_rings
from visual_agent.styles.glass import GlassLook
from visual_agent.styles.glass_tokens import GlassTokens
from visual_agent.styles.look import Plan
from visual_agent.svg import Paint, Stroke, along, around, line, rect, solid
from visual_agent.typeface import Face

_FAMILY = "plus-jakarta-sans"
_GRID_STEP = 96


class ProfessionalLook(GlassLook):
    """Blue light over navy, an accent bar beside questions."""

    tokens = GlassTokens(
        heading_face=Face(_FAMILY, 770, tracking=-0.028),
        body_face=Face(_FAMILY, 400),
        label_face=Face(_FAMILY, 600),
        text="#F5F8FF",
        soft_text="#A9B7D4",
        accent="#5B9BFF",
        second="#35DDBB",
        ground="#141D38",
        light="#2E6BFF",
        highlight=two("#5B9BFF", "#6AA6FF"),
        number=((0, "#FFFFFF", 1), (0.45, "#BBD5FF", 1), (1, "#4F92FF", 1)),
        arc=two("#5B9BFF", "#35DDBB"),
        tile=two("#78ADFF", "#2459EE"),
        card_tiles=(two("#62A0FF", "#2C68F5"), two("#31DDBD", "#109A88"), two("#A39DFF", "#655DE8")),
        button=two("#2F6DF3", "#1F55DB"),
        button_text="#FFFFFF",
        caption_box="#070D1DD9",
    )

    def plan(self) -> Plan:
        """Words at the left, the picture at the right; the call to action in the middle."""
        plans = {
            SceneRole.HOOK: Plan(words_width=1180, indent=56),
            SceneRole.STAT: Plan(words_width=1060),
            SceneRole.CLOSING: Plan(words_width=1660, picture=False),
            SceneRole.CTA: Plan(Align.CENTRE, words_width=1180, picture=False),
        }
        return plans.get(self.role, Plan(words_width=880))

    def backdrop(self) -> Backdrop:
        """Blue light from above, teal from below; the sides change from scene to scene."""
        mirrored = self.subject.index % 2 == 1
        overlay = _grid(self.subject.stage)
        if self.role is SceneRole.CTA:
            mirrored, overlay = False, overlay + wide_rings(self.subject.stage, "#BFD4FF")
        blue, teal = (0.27, 1.02) if mirrored else (0.86, 0.02)
        return Backdrop(
            top="#0A1124",
            bottom="#0B1530",
            blobs=(
                Blob(0.5, 0.62, 0.8, 0.55, "#0D1B42", 0.7),
                Blob(blue, 0.0, 0.42, 0.56, "#1C3F9E", 0.85),
                Blob(blue + (0.06 if not mirrored else -0.06), 0.1, 0.24, 0.36, "#2352D6", 0.9),
                Blob(teal, 1.02, 0.42, 0.5, "#14566B", 0.85),
            ),
            overlay=overlay,
        )

    def eyebrow(self, text: str, width: float) -> Block:
        """Spaced capitals after a short dash."""
        style = TextStyle(Face(_FAMILY, 600, tracking=0.11), self.tokens.soft_text, 27, capitals=True)
        words = set_text(text, style, width=width - 52, max_lines=1)
        dash = Layer(
            rect(Box(0, words.height / 2 - 3, 36, 6), solid(self.tokens.second), radius=3), Box(-2, -2, 40, 32)
        )
        return Block(words.width + 52, words.height, (dash, *words.at(52, 0)))

    def beside(self, words: Box) -> tuple[Layer, ...]:
        """An accent bar as high as the question."""
        if self.role is not SceneRole.HOOK:
            return ()
        bar = Box(words.x - 56, words.y - 26, 7, words.height + 60)
        paint = along(two(self.tokens.accent, self.tokens.second), (0, bar.y), (0, bar.bottom))
        return (Layer(rect(bar, paint, radius=3.5), bar.grown(2)),)


def _grid(stage: Stage) -> str:
    """Return a faint grid that shows only around the light."""
    paint = around(
        ((0, "#8FB4FF", 0.075), (0.6, "#8FB4FF", 0.03), (1, "#8FB4FF", 0)),
        stage.width * 0.62,
        stage.height * 0.2,
        stage.width * 0.62,
    )
    markup = paint.definition
    stroke = Stroke(Paint(paint.value), 1.4)
    for step in range(1, int(stage.width // _GRID_STEP) + 1):
        markup += line((step * _GRID_STEP, 0), (step * _GRID_STEP + 0.01, stage.height), stroke)
    for step in range(1, int(stage.height // _GRID_STEP) + 1):
        markup += line((0, step * _GRID_STEP), (stage.width, step * _GRID_STEP + 0.01), stroke)
    return markup

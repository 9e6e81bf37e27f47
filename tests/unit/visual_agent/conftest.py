"""Films the visual agent's tests draw, and the pictures they are drawn on."""

import io
from collections.abc import Callable

import pytest
from PIL import Image

from contracts import AspectRatio, Briefing, Card, Headline, Language, Resolution, Scene, SceneRole, Script, Stat, Style
from visual_agent.commission import Commission

CommissionMaker = Callable[..., Commission]


def scene_of(role: SceneRole, text: str, highlight: str | None, number: int) -> Scene:
    """Return a scene with every part its role can have."""
    return Scene(
        id=f"s{number:02d}",
        role=role,
        sentences=("First.", "Second.", "Third."),
        headline=Headline(text=text, highlight=highlight),
        eyebrow=text[:60],
        subline=text,
        cards=tuple(Card(text=text[:90], sentence=i) for i in range(3)) if role is SceneRole.POINTS else (),
        stat=Stat(value="40%", before=text[:60], after=text[:80], fraction=0.4) if role is SceneRole.STAT else None,
        button=text[:40] if role is SceneRole.CTA else None,
    )


@pytest.fixture
def make_commission() -> CommissionMaker:
    """Return a maker of commissions with one scene for each role."""

    def make(
        style: Style = Style.PROFESSIONAL,
        aspect_ratio: AspectRatio = AspectRatio.LANDSCAPE,
        text: str = "Relatórios prontos em minutos",
        highlight: str | None = "em minutos",
    ) -> Commission:
        briefing = Briefing(
            title="Lançamento",
            description="Uma plataforma que automatiza relatórios.",
            style=style,
            aspect_ratio=aspect_ratio,
            resolution=Resolution.HD,
        )
        scenes = tuple(scene_of(role, text, highlight, number) for number, role in enumerate(SceneRole, 1))
        return Commission.of(
            Script(task_id="t-1", briefing=briefing, language=Language.PORTUGUESE, brand="Ação", scenes=scenes)
        )

    return make


def encoded(image: Image.Image, kind: str = "JPEG") -> bytes:
    """Return an image as a file."""
    output = io.BytesIO()
    image.save(output, kind)
    return output.getvalue()

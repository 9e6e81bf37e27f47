"""The pictures of a film as layers: a background per scene and the sprites that enter over it."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from contracts.artefacts import ArtefactRef
from contracts.base import Contract, TaskId
from contracts.briefing import Style
from contracts.charges import Charge
from contracts.script import SceneId

HexColour = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?$", examples=["#0A1226", "#0A1226CC"])]
Share = Annotated[float, Field(ge=0, le=1)]


class Entrance(StrEnum):
    """How a sprite comes in."""

    NONE = "none"
    FADE = "fade"
    RISE = "rise"
    POP = "pop"
    WIPE = "wipe"


class Zoom(Contract):
    """A slow camera move over the background: scale 1.0 shows it whole, larger scales show less around the focus."""

    start: Annotated[float, Field(ge=1, le=2)] = 1.0
    end: Annotated[float, Field(ge=1, le=2)] = 1.06
    focus_x: Share = 0.5
    focus_y: Share = 0.5


class Sprite(Contract):
    """A picture with straight alpha, placed in frame pixels; later sprites lie over earlier ones."""

    image: ArtefactRef
    x: float = Field(description="Left edge in the frame, pixels.")
    y: float = Field(description="Top edge in the frame, pixels.")
    width: Annotated[int, Field(gt=0)]
    height: Annotated[int, Field(gt=0)]
    entrance: Entrance = Entrance.RISE
    sentence: int | None = Field(None, description="Sentence whose first word brings it in; else the scene's start.")
    delay_seconds: Annotated[float, Field(ge=0)] = Field(0.0, description="Wait after that moment.")


class SceneVisuals(Contract):
    """The layers of one scene."""

    scene_id: SceneId
    background: ArtefactRef = Field(description="Opaque picture of at least the frame's size and of its shape.")
    zoom: Zoom = Zoom()
    sprites: tuple[Sprite, ...] = ()


class CaptionTheme(Contract):
    """How burned-in captions look; sizes are in frame pixels."""

    font: ArtefactRef
    font_weight: Annotated[int, Field(ge=100, le=900)] = 600
    size: Annotated[float, Field(gt=0)]
    baseline_y: Annotated[float, Field(gt=0, description="Baseline of the lowest caption line.")]
    colour: HexColour
    accent: HexColour = Field(description="Colour of the word being spoken.")
    box: HexColour = Field(description="Plate behind the words.")
    box_radius: Annotated[float, Field(ge=0)] = 16


class ProgressBar(Contract):
    """A thin line along the lower edge that grows with the film."""

    colour: HexColour
    height: Annotated[int, Field(gt=0)]


class Visuals(Contract):
    """Every picture of a film and how it moves."""

    task_id: TaskId
    style: Style
    width: Annotated[int, Field(gt=0, multiple_of=2)]
    height: Annotated[int, Field(gt=0, multiple_of=2)]
    scenes: Annotated[tuple[SceneVisuals, ...], Field(min_length=1)]
    captions: CaptionTheme
    progress_bar: ProgressBar | None = None
    notes: tuple[str, ...] = ()
    charges: tuple[Charge, ...] = ()

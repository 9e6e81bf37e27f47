"""A scene's picture in memory: what an illustrator hands over, before anything is stored."""

from dataclasses import dataclass

from contracts import Entrance, ProgressBar, Zoom


@dataclass(frozen=True)
class SpriteArt:
    """A PNG with straight alpha and its place in frame pixels."""

    png: bytes
    x: int
    y: int
    width: int
    height: int
    entrance: Entrance
    sentence: int | None = None
    delay_seconds: float = 0.0


@dataclass(frozen=True)
class SceneArt:
    """A background PNG of the frame's shape, how the camera moves over it, and the sprites from back to front."""

    background: bytes
    sprites: tuple[SpriteArt, ...]
    zoom: Zoom


@dataclass(frozen=True)
class CaptionArt:
    """How captions look; as `CaptionTheme`, with the font's bytes still in hand."""

    font: bytes
    weight: int
    size: float
    baseline_y: float
    colour: str
    accent: str
    box: str
    box_radius: float


@dataclass(frozen=True)
class FilmArt:
    """What is drawn over every scene."""

    captions: CaptionArt
    progress_bar: ProgressBar | None = None

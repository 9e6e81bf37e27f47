"""The colours and faces that tell one glass style from another."""

from dataclasses import dataclass

from visual_agent.svg import Stops
from visual_agent.typeface import Face


@dataclass(frozen=True)
class GlassTokens:
    """What sets one glass style apart from another."""

    heading_face: Face
    body_face: Face
    label_face: Face
    text: str
    soft_text: str
    accent: str
    second: str
    ground: str
    """Colour of the darkest background, for tiles that must cover what is behind them."""
    light: str
    """Colour of the glow behind tiles."""
    highlight: Stops
    number: Stops
    arc: Stops
    tile: Stops
    card_tiles: tuple[Stops, ...]
    button: Stops
    button_text: str
    caption_box: str

"""What a style lays over a picture so that words can be read on it: a tint of its ground, or a solid panel."""

from dataclasses import dataclass, field
from enum import Enum, auto

from contracts import Zoom
from visual_agent.geometry import Box


class Side(Enum):
    """Where words stand on a picture, and the picture has to be calm."""

    LEFT = auto()
    TOP = auto()
    MIDDLE = auto()


@dataclass(frozen=True)
class Cover:
    """A recipe in design units; `overlay` is drawn over the tinted picture."""

    ground: str
    """Colour of the tint; every ink of the style can be read on it."""
    calm: tuple[Box, ...] = ()
    """Where words stand: the tint is as strong there as they need, and the picture is out of focus."""
    reach: float = 1.0
    """How far beyond the calm boxes the tint fades away."""
    least: float = 0.0
    """Share of the tint in the calm boxes whatever the picture."""
    edge: float = 0.0
    """Share of the tint far away from them."""
    blur: float = 0.0
    """How far out of focus the picture is in the calm boxes: standard deviation in design units."""
    overlay: str = ""
    zoom: Zoom = field(default_factory=Zoom)
    """How the camera moves over the result: about a point on the panel's edge, which so stands still."""

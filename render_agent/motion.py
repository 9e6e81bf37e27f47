"""How a sprite moves when it comes in and when it goes: poses over time, in shares and pixels, no pictures."""

from dataclasses import dataclass, replace
from typing import Final, Self

from contracts import Entrance, Zoom

ENTER_SECONDS: Final = 0.6
LEAVE_SECONDS: Final = 0.28
CROSS_FADE_SECONDS: Final = 0.4

_RISE: Final = 46 / 1080
"""Way a rising sprite covers, as a share of the frame's shorter side."""

_POP_FROM: Final = 0.8
_POP_FADE: Final = 2.5
"""A popping sprite is opaque after this part (1/x) of its entrance, so that its overshoot is seen."""

_OVERSHOOT: Final = 1.4


@dataclass(frozen=True)
class Pose:
    """How a sprite is shown in one frame; the default is where and how it rests."""

    opacity: float = 1.0
    shift_y: float = 0.0
    scale: float = 1.0
    revealed: float = 1.0

    @property
    def is_hidden(self) -> bool:
        """Whether there is nothing to draw."""
        return self.opacity <= 0 or self.revealed <= 0

    def dimmed(self, opacity: float) -> Self:
        """Return the same pose at a share of its opacity."""
        return replace(self, opacity=self.opacity * opacity)


REST: Final = Pose()
HIDDEN: Final = Pose(opacity=0.0)


def ease_out_cubic(share: float) -> float:
    """Map 0..1 to 0..1: quick at first, slow at the end."""
    return 1 - (1 - _clamp(share)) ** 3


def ease_in_out(share: float) -> float:
    """Map 0..1 to 0..1: slow at both ends."""
    share = _clamp(share)
    return share * share * (3 - 2 * share)


def ease_out_back(share: float) -> float:
    """Map 0..1 to 0..1, going a little beyond 1 before it settles there (R. Penner's curve)."""
    rest = _clamp(share) - 1
    return 1 + (_OVERSHOOT + 1) * rest**3 + _OVERSHOOT * rest**2


def entering(entrance: Entrance, seconds: float, frame_short_side: int) -> Pose:
    """Return the pose `seconds` after a sprite's cue."""
    if seconds < 0:
        return HIDDEN
    if entrance is Entrance.NONE or seconds >= ENTER_SECONDS:
        return REST
    share = seconds / ENTER_SECONDS
    eased = ease_out_cubic(share)
    match entrance:
        case Entrance.FADE:
            return Pose(opacity=eased)
        case Entrance.RISE:
            return Pose(opacity=eased, shift_y=(1 - eased) * _RISE * frame_short_side)
        case Entrance.POP:
            return Pose(
                opacity=ease_out_cubic(share * _POP_FADE), scale=_POP_FROM + (1 - _POP_FROM) * ease_out_back(share)
            )
        case Entrance.WIPE:
            return Pose(revealed=eased)


def leaving(seconds_left: float) -> float:
    """Return the opacity of a sprite that must be gone in `seconds_left`."""
    return _clamp(seconds_left / LEAVE_SECONDS)


def zoom_scale(zoom: Zoom, share: float) -> float:
    """Return the scale of a camera move after `share` of its time."""
    return zoom.start + (zoom.end - zoom.start) * _clamp(share)


def _clamp(value: float) -> float:
    return min(max(value, 0.0), 1.0)

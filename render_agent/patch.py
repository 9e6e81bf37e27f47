"""Pictures with transparency, premultiplied and in planes, and how they are laid over a frame."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import cv2
import numpy as np
from numpy.typing import ArrayLike

from render_agent.planes import Pixels, Plane, Planes, halve, to_yuv444

_OPAQUE: Final = 255
_MARGIN: Final = 2
"""Clear pixels around a patch, so that moving it by a fraction of a pixel cuts nothing off."""


@dataclass(frozen=True, eq=False)
class Patch:
    """Premultiplied planes and their alpha, with the upper left corner (both even) in the frame."""

    x: int
    y: int
    colour: Planes
    alpha: Plane
    alpha_half: Plane

    @cached_property
    def _kept(self) -> tuple[Plane, Plane, Plane]:
        """How much of what is below stays, for each of the three planes."""
        luma = _as_plane(cv2.bitwise_not(self.alpha))
        chroma = _as_plane(cv2.bitwise_not(self.alpha_half))
        return luma, chroma, chroma

    def over(self, frame: Planes) -> None:
        """Lay the patch over a frame; what reaches beyond the frame's edges is left out."""
        width, height = frame.size
        left, top = max(self.x, 0), max(self.y, 0)
        right = min(self.x + self.colour.size[0], width)
        bottom = min(self.y + self.colour.size[1], height)
        if right <= left or bottom <= top:
            return
        for below, above, kept, unit in zip(frame.all, self.colour.all, self._kept, (1, 2, 2), strict=True):
            there = (slice(top // unit, bottom // unit), slice(left // unit, right // unit))
            here = (
                slice((top - self.y) // unit, (bottom - self.y) // unit),
                slice((left - self.x) // unit, (right - self.x) // unit),
            )
            area = below[there]
            cv2.multiply(area, kept[here], dst=area, scale=1 / _OPAQUE)
            cv2.add(area, above[here], dst=area)


def to_patch(rgba: Pixels, x: float, y: float) -> Patch:
    """Return a straight-alpha RGBA picture as a patch at the whole pixel nearest to `x`, `y`."""
    left, top = round(x), round(y)
    odd_x, odd_y = left % 2, top % 2
    rows, columns = rgba.shape[:2]
    padded = cv2.copyMakeBorder(
        rgba,
        _MARGIN + odd_y,
        _MARGIN + (rows + odd_y) % 2,
        _MARGIN + odd_x,
        _MARGIN + (columns + odd_x) % 2,
        cv2.BORDER_CONSTANT,
        value=(0, 0, 0, 0),
    )
    alpha = _as_plane(padded[:, :, 3])
    luma, u, v = (
        _as_plane(cv2.multiply(plane, alpha, scale=1 / _OPAQUE))
        for plane in cv2.split(to_yuv444(_as_plane(padded[:, :, :3])))
    )
    colour = Planes(luma, halve(u), halve(v))
    return Patch(left - odd_x - _MARGIN, top - odd_y - _MARGIN, colour, alpha, halve(alpha))


def _as_plane(values: ArrayLike) -> Plane:
    return np.ascontiguousarray(values, np.uint8)

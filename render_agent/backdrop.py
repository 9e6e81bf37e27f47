"""A background under a slow camera move, smooth to fractions of a pixel.

A zoom about a fixed point is, in each of the four quadrants around that point, what `cv2.resize` computes for a free
scale factor, if the quadrant is mirrored such that the point is its upper left corner. It is four times as fast as an
affine warp and gives the same pixels.
"""

from dataclasses import dataclass
from math import ceil
from typing import Final

import cv2
import numpy as np

from contracts import Zoom
from render_agent.planes import Pixels, Plane, Planes, to_planes

_SPARE: Final = 1.03
"""How much finer than the closest view the kept picture is.

`cv2.resize` merely copies when its rounded output is as large as its input, so the scale must stay clear of 1.
"""

_BORDER: Final = 4
_FLIPS: Final = {(False, False): None, (True, False): 1, (False, True): 0, (True, True): -1}
"""`cv2.flip` code by whether columns and rows are mirrored."""


@dataclass(frozen=True)
class _Quadrant:
    """A quarter of one plane around the zoom's centre, mirrored so that the centre is its upper left corner."""

    picture: Plane
    area: tuple[slice, slice]
    shape: tuple[int, int]
    flip: int | None


class Backdrop:
    """One background, ready to be drawn at any scale from 1.0 to the larger end of its zoom."""

    def __init__(self, rgb: Pixels, zoom: Zoom, width: int, height: int) -> None:
        self._fineness = max(zoom.start, zoom.end) * _SPARE
        picture = to_planes(_resized(rgb, _even(width * self._fineness), _even(height * self._fineness)))
        self._ratio_x = picture.size[0] / width
        self._ratio_y = picture.size[1] / height
        centre = _even(zoom.focus_x * width), _even(zoom.focus_y * height)
        self._quadrants = [
            _quadrants(plane, (width // unit, height // unit), (centre[0] // unit, centre[1] // unit))
            for plane, unit in zip(picture.all, (1, 2, 2), strict=True)
        ]

    def draw(self, scale: float, frame: Planes) -> None:
        """Fill a frame with the background enlarged `scale` times about its focus."""
        step_x, step_y = self._ratio_x / scale, self._ratio_y / scale
        for plane, quadrants in zip(frame.all, self._quadrants, strict=True):
            for quadrant in quadrants:
                _draw(quadrant, step_x, step_y, plane)


def _draw(quadrant: _Quadrant, step_x: float, step_y: float, plane: Plane) -> None:
    rows, columns = quadrant.shape
    source = quadrant.picture[: ceil(rows * step_y) + 2, : ceil(columns * step_x) + 2]
    drawn = cv2.resize(source, None, fx=1 / step_x, fy=1 / step_y, interpolation=cv2.INTER_LINEAR)[:rows, :columns]
    area = plane[quadrant.area]
    if quadrant.flip is None:
        np.copyto(area, drawn)
    else:
        cv2.flip(drawn, quadrant.flip, dst=area)


def _quadrants(plane: Plane, size: tuple[int, int], centre: tuple[int, int]) -> list[_Quadrant]:
    """Cut a plane about the point that corresponds to `centre` of a drawing of `size` (columns, rows)."""
    (width, height), (across, down) = size, centre
    rows, columns = plane.shape
    cut_x, cut_y = round(across * columns / width), round(down * rows / height)
    quadrants = []
    for (mirror_x, mirror_y), flip in _FLIPS.items():
        part = plane[:cut_y] if mirror_y else plane[cut_y:]
        part = part[:, :cut_x] if mirror_x else part[:, cut_x:]
        area = (
            slice(0, down) if mirror_y else slice(down, height),
            slice(0, across) if mirror_x else slice(across, width),
        )
        shape = (down if mirror_y else height - down, across if mirror_x else width - across)
        if min(part.shape) and min(shape):
            mirrored = part if flip is None else cv2.flip(part, flip)
            # The cut is at a whole pixel, so a view of the whole picture may ask for a little more than there is.
            roomy = cv2.copyMakeBorder(mirrored, 0, _BORDER, 0, _BORDER, cv2.BORDER_REPLICATE)
            quadrants.append(_Quadrant(np.asarray(roomy, np.uint8), area, shape, flip))
    return quadrants


def _resized(rgb: Pixels, width: int, height: int) -> Pixels:
    shrinks = width <= rgb.shape[1]
    method = cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(rgb, (width, height), interpolation=method), np.uint8)


def _even(value: float) -> int:
    return 2 * round(value / 2)

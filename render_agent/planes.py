"""Pictures as the encoder wants them: YUV 4:2:0 in BT.709, limited range; made from RGB once, never per frame."""

from dataclasses import dataclass
from typing import Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

Plane: TypeAlias = NDArray[np.uint8]
Pixels: TypeAlias = NDArray[np.uint8]
"""Rows, columns and three (RGB) or four (RGBA, straight alpha) channels."""

_LUMA_SPAN, _CHROMA_SPAN = 219 / 255, 224 / 255
_KR, _KB = 0.2126, 0.0722
_KG: Final = 1 - _KR - _KB
_FROM_RGB: Final[NDArray[np.float64]] = np.array(
    [
        [_LUMA_SPAN * _KR, _LUMA_SPAN * _KG, _LUMA_SPAN * _KB, 16],
        [
            -_CHROMA_SPAN * _KR / (2 - 2 * _KB),
            -_CHROMA_SPAN * _KG / (2 - 2 * _KB),
            _CHROMA_SPAN * (1 - _KB) / (2 - 2 * _KB),
            128,
        ],
        [
            _CHROMA_SPAN * (1 - _KR) / (2 - 2 * _KR),
            -_CHROMA_SPAN * _KG / (2 - 2 * _KR),
            -_CHROMA_SPAN * _KB / (2 - 2 * _KR),
            128,
        ],
    ]
)
"""ITU-R BT.709-6, items 3.2 to 3.4: R'G'B' of 0..255 to Y of 16..235 and Cb, Cr of 16..240."""


@dataclass(frozen=True)
class Planes:
    """One opaque picture: luma, and both chroma planes at half its width and height (both even)."""

    y: Plane
    u: Plane
    v: Plane

    @classmethod
    def blank(cls, width: int, height: int) -> "Planes":
        """Return a picture whose pixels are not set yet."""
        half = (height // 2, width // 2)
        return cls(np.empty((height, width), np.uint8), np.empty(half, np.uint8), np.empty(half, np.uint8))

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        height, width = self.y.shape
        return width, height

    @property
    def all(self) -> tuple[Plane, Plane, Plane]:
        """The three planes in their order in memory."""
        return self.y, self.u, self.v


def to_yuv444(rgb: Pixels) -> Pixels:
    """Return the picture in YUV, three channels of its full size."""
    return np.asarray(cv2.transform(rgb, _FROM_RGB), np.uint8)


def halve(plane: Plane) -> Plane:
    """Return a plane of even size at half its width and height, sampled where H.264 expects chroma to lie.

    That is on every second column (hence the 1-2-1 filter along rows) and midway between two rows.
    """
    columns = cv2.sepFilter2D(plane, -1, np.array([1, 2, 1]) / 4, np.array([1.0]), borderType=cv2.BORDER_REPLICATE)
    width, height = plane.shape[1] // 2, plane.shape[0] // 2
    return np.asarray(cv2.resize(columns[:, ::2].copy(), (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def to_planes(rgb: Pixels) -> Planes:
    """Return an opaque RGB picture of even size as planes."""
    y, u, v = cv2.split(to_yuv444(rgb))
    return Planes(np.asarray(y, np.uint8), halve(np.asarray(u, np.uint8)), halve(np.asarray(v, np.uint8)))


def cross_fade(frame: Planes, other: Planes, share: float) -> None:
    """Blend `share` of another picture of the same size into a frame."""
    for mine, theirs in zip(frame.all, other.all, strict=True):
        cv2.addWeighted(mine, 1 - share, theirs, share, 0, dst=mine)


def to_rgb(frame: Planes) -> Pixels:
    """Return an opaque picture in RGB."""
    size = frame.size
    u, v = (cv2.resize(plane, size, interpolation=cv2.INTER_LINEAR) for plane in (frame.u, frame.v))
    inverse = np.linalg.inv(_FROM_RGB[:, :3])
    matrix = np.column_stack([inverse, -inverse @ _FROM_RGB[:, 3]])
    return np.asarray(cv2.transform(cv2.merge([frame.y, u, v]), matrix), np.uint8)

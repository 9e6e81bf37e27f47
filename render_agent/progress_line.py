"""The thin line along the lower edge that grows with the film."""

from math import ceil

import cv2
import numpy as np
from PIL import ImageColor

from contracts import ProgressBar
from render_agent.planes import Plane, Planes, to_yuv444


class ProgressLine:
    """Draws a progress bar for one frame width; its end moves by fractions of a pixel."""

    def __init__(self, bar: ProgressBar) -> None:
        red, green, blue, *alpha = ImageColor.getrgb(bar.colour)
        self._height = bar.height
        self._opacity = alpha[0] / 255 if alpha else 1.0
        self._yuv = to_yuv444(np.array([[[red, green, blue]]], np.uint8))[0, 0]

    def draw(self, share: float, frame: Planes) -> None:
        """Draw the line over `share` of the frame's width."""
        for plane, value, unit in zip(frame.all, self._yuv, (1, 2, 2), strict=True):
            line = plane[plane.shape[0] - ceil(self._height / unit) :]
            length = line.shape[1] * share
            whole = int(length)
            _blend(line[:, :whole], int(value), self._opacity)
            _blend(line[:, whole : whole + 1], int(value), self._opacity * (length - whole))


def _blend(area: Plane, value: int, opacity: float) -> None:
    if area.size:
        area[:] = cv2.convertScaleAbs(area, alpha=1 - opacity, beta=value * opacity).reshape(area.shape)

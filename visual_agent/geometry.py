"""Boxes, and the stage a film's pictures are laid out on, in design units that no resolution changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce

DESIGN_SHORT_SIDE = 1080
"""Length of the frame's shorter side in design units: a design unit is one pixel of a 1080p film."""


@dataclass(frozen=True)
class Box:
    """An upright rectangle; y grows downwards."""

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def around(cls, cx: float, cy: float, reach: float) -> "Box":
        """Return the square whose edges are `reach` away from a point."""
        return cls(cx - reach, cy - reach, 2 * reach, 2 * reach)

    @property
    def right(self) -> float:
        """Right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.y + self.height

    @property
    def cx(self) -> float:
        """Horizontal centre."""
        return self.x + self.width / 2

    @property
    def cy(self) -> float:
        """Vertical centre."""
        return self.y + self.height / 2

    def moved(self, dx: float, dy: float) -> "Box":
        """Return the box shifted."""
        return Box(self.x + dx, self.y + dy, self.width, self.height)

    def grown(self, by: float) -> "Box":
        """Return the box with each edge moved outwards (inwards when negative)."""
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def united(self, other: "Box") -> "Box":
        """Return the smallest box around both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Box(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)

    def overlaps(self, other: "Box") -> bool:
        """Tell whether the boxes share any area."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def holds(self, other: "Box", slack: float = 0.5) -> bool:
        """Tell whether the other box lies inside this one."""
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )


def around_all(boxes: Iterable[Box]) -> Box:
    """Return the smallest box around all of them; there must be one."""
    return reduce(Box.united, boxes)


class Shape(StrEnum):
    """How a frame is laid out."""

    LANDSCAPE = "landscape"
    PORTRAIT = "portrait"
    SQUARE = "square"


@dataclass(frozen=True)
class Stage:
    """The frame in design units: where content may stand, and where the mark and the captions are."""

    width: float
    height: float
    scale: float
    """Pixels per design unit."""
    shape: Shape
    content: Box
    brand_y: float
    """Vertical centre of the mark."""
    caption_y: float
    """Baseline of the lowest caption line."""
    caption_size: float

    @property
    def frame(self) -> Box:
        """The whole frame."""
        return Box(0, 0, self.width, self.height)

    @property
    def margin(self) -> float:
        """Space kept free at the left and right."""
        return self.content.x


def stage_for(frame_size: tuple[int, int]) -> Stage:
    """Return the stage of a frame size in pixels.

    The portrait stage keeps the top and the lower quarter clear of content, where phone players lay their controls.
    """
    scale = min(frame_size) / DESIGN_SHORT_SIDE
    width, height = (side / scale for side in frame_size)
    if frame_size[0] > frame_size[1]:
        content = Box(120, 150, width - 240, 700)
        return Stage(width, height, scale, Shape.LANDSCAPE, content, brand_y=102, caption_y=962, caption_size=40)
    if frame_size[0] < frame_size[1]:
        content = Box(84, 290, width - 168, 1130)
        return Stage(width, height, scale, Shape.PORTRAIT, content, brand_y=190, caption_y=1590, caption_size=46)
    content = Box(80, 186, width - 160, 690)
    return Stage(width, height, scale, Shape.SQUARE, content, brand_y=92, caption_y=984, caption_size=36)

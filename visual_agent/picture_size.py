"""Which size of picture to order for a frame, and how many tokens the model will count for it.

The sizes are those of OpenAI's image guide (November 2026): models from GPT Image 2 on take any size within bounds, the
ones before it three sizes, which compatible servers know too.
"""

from math import ceil, gcd, sqrt
from typing import Final

from visual_agent.backgrounds import background_size

Size = tuple[int, int]

_FREE_SIZES: Final = ("gpt-image-2",)
"""Beginnings of the names of models that take any size."""

_STANDARD: Final[tuple[Size, ...]] = ((1536, 1024), (1024, 1536), (1024, 1024))
_STEP: Final = 16
_FEWEST_PIXELS: Final = 655_360
_MOST_PIXELS: Final = 2560 * 1440
"""Larger pictures are experimental; no frame of ours needs them."""

_ENOUGH: Final = 0.98
"""A picture may be this much smaller than the background it fills: nobody sees two per cent of magnification."""

_SQUARE_SHARE: Final = 0.762144
"""Tokens of a square picture of 1024 pixels, per token of its grid."""


def order_size(model: str, frame: Size) -> Size:
    """Return the smallest size the model offers that fills the frame's background without being magnified."""
    if not model.startswith(_FREE_SIZES):
        return min(_STANDARD, key=lambda size: abs(size[0] / size[1] - frame[0] / frame[1]))
    wanted, unit = background_size(frame), gcd(*frame)
    across, down = frame[0] // unit * _STEP, frame[1] // unit * _STEP
    factor = max(ceil(wanted[0] * _ENOUGH / across), ceil(sqrt(_FEWEST_PIXELS / (across * down))))
    while across * down * factor**2 > _MOST_PIXELS:
        factor -= 1
    return across * factor, down * factor


def size_of(text: str) -> Size:
    """Return the size that a text such as `1024x1024` tells."""
    width, height = text.split("x")
    return int(width), int(height)


def expected_tokens(size: Size, square_tokens: int) -> int:
    """Return the output tokens of a picture, given those of a square one of 1024 pixels at the same quality.

    The picture is counted as a grid that keeps its shape, weighted by its pixels; the formula gives the published
    figures of GPT Image 2 to the token (1536x1024 high: 5,488; 1792x1024: 5,063; 3584x2048: 12,329).
    """
    width, height = size
    long = round(sqrt(square_tokens / _SQUARE_SHARE))
    short = int(long * min(size) / max(size) + 0.5)
    return ceil(long * short * (2_000_000 + width * height) / 4_000_000)

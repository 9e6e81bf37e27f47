"""Drawing captions: words on a rounded plate, spoken ones bright, the current one in the accent colour."""

from dataclasses import dataclass
from io import BytesIO
from itertools import accumulate
from typing import Final, TypeAlias

import numpy as np
from PIL import Image, ImageColor, ImageDraw, ImageFont

from contracts import CaptionTheme
from render_agent.partition import partition
from render_agent.patch import Patch, to_patch

_YET_TO_COME: Final = 0.55
"""Opacity of words that are not spoken yet."""

_SIDE_MARGIN: Final = 0.08
"""Share of the frame's width that stays free on each side."""

_PADDING_X, _PADDING_Y = 0.62, 0.36
_LINE_HEIGHT: Final = 1.3
_SMOOTH: Final = 4
"""The plate's corners are drawn this much larger and reduced: Pillow's own are jagged."""

_Colour: TypeAlias = tuple[int, int, int, float]
"""Red, green and blue of 0..255, opacity of 0..1."""


@dataclass(frozen=True)
class _Placed:
    """A word and where its baseline starts on the plate."""

    text: str
    x: float
    y: float


class CaptionPainter:
    """Draws captions in one theme for frames of one width. Not for use by two threads at once."""

    def __init__(self, font: bytes, theme: CaptionTheme, frame_width: int) -> None:
        self._font = _font_of(font, theme)
        self._theme = theme
        self._frame_width = frame_width

    def paint(self, words: tuple[str, ...], current: int) -> Patch:
        """Return a caption while word number `current` is being spoken."""
        size = self._theme.size
        lines = self._lines(words)
        widths = [self._font.getlength(" ".join(line)) for line in lines]
        pad_x, pad_y = round(size * _PADDING_X), round(size * _PADDING_Y)
        ascent, descent = self._font.getbbox("Hg", anchor="ls")[1::2]
        last_baseline = pad_y - ascent + size * _LINE_HEIGHT * (len(lines) - 1)
        width = round(max(widths)) + 2 * pad_x
        height = round(last_baseline + descent) + pad_y
        placed = [
            _Placed(word, (width - line_width) / 2 + x, pad_y - ascent + number * size * _LINE_HEIGHT)
            for number, (line, line_width) in enumerate(zip(lines, widths, strict=True))
            for word, x in zip(line, self._offsets(line), strict=True)
        ]
        picture = self._plate(width, height)
        picture.alpha_composite(self._text(placed[:current], _colour(self._theme.colour), picture.size))
        picture.alpha_composite(self._text(placed[current : current + 1], _colour(self._theme.accent), picture.size))
        dim = _colour(self._theme.colour, _YET_TO_COME)
        picture.alpha_composite(self._text(placed[current + 1 :], dim, picture.size))
        return to_patch(np.asarray(picture), (self._frame_width - width) / 2, self._theme.baseline_y - last_baseline)

    def _lines(self, words: tuple[str, ...]) -> list[tuple[str, ...]]:
        room = self._frame_width * (1 - 2 * _SIDE_MARGIN)
        widths = [self._font.getlength(word) for word in words]
        if self._font.getlength(" ".join(words)) <= room:
            return [words]
        parts = partition(widths, self._font.getlength(" "), room, [False] * len(words))
        return [tuple(words[index] for index in part) for part in parts]

    def _offsets(self, line: tuple[str, ...]) -> list[float]:
        """Return where each word starts, measured in the running line so that kerning across spaces counts."""
        return [self._font.getlength(before) for before in accumulate(("", *line[:-1]), _with_space)]

    def _text(self, words: list[_Placed], colour: _Colour, size: tuple[int, int]) -> Image.Image:
        red, green, blue, opacity = colour
        mask = Image.new("L", size)
        draw = ImageDraw.Draw(mask)
        for word in words:
            draw.text((word.x, word.y), word.text, fill=round(255 * opacity), font=self._font, anchor="ls")
        layer = Image.new("RGBA", size, (red, green, blue, 0))
        layer.putalpha(mask)
        return layer

    def _plate(self, width: int, height: int) -> Image.Image:
        red, green, blue, opacity = _colour(self._theme.box)
        large = Image.new("L", (width * _SMOOTH, height * _SMOOTH))
        ImageDraw.Draw(large).rounded_rectangle(
            (0, 0, large.width - 1, large.height - 1), self._theme.box_radius * _SMOOTH, fill=round(255 * opacity)
        )
        plate = Image.new("RGBA", (width, height), (red, green, blue, 0))
        plate.putalpha(large.resize((width, height), Image.Resampling.BOX))
        return plate


def _with_space(line: str, word: str) -> str:
    return f"{line}{word} "


def _font_of(data: bytes, theme: CaptionTheme) -> ImageFont.FreeTypeFont:
    """Open a font at the theme's weight; one that does not vary is taken as it is."""
    font = ImageFont.truetype(BytesIO(data), theme.size)
    try:
        axes = font.get_variation_axes()
    except OSError:
        return font
    font.set_variation_by_axes([_axis_value(axis, theme.font_weight) for axis in axes])
    return font


def _axis_value(axis: ImageFont.Axis, weight: int) -> float:
    if axis["name"] != b"Weight":
        return axis["default"] or 0
    return min(max(weight, axis["minimum"] or weight), axis["maximum"] or weight)


def _colour(hex_colour: str, opacity: float = 1.0) -> _Colour:
    red, green, blue, *alpha = ImageColor.getrgb(hex_colour)
    return red, green, blue, opacity * (alpha[0] / 255 if alpha else 1.0)

"""Paints the opaque pictures behind everything: smooth colour fields with drawn overlays, dithered against banding."""

import io
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import gcd

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from visual_agent.colour import from_oklab, to_oklab
from visual_agent.geometry import Box, Stage
from visual_agent.raster import png_of

OVERSIZE = 1.08
"""How much larger than the frame a background is, so that the slow zoom never magnifies its pixels."""

_COARSENESS = 6
_PNG_SPEED = 1
_GRAIN_TILE = 512
_BANDS = 6
_Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Blob:
    """Light of one colour around a point; places and radii are shares of the frame's width and height."""

    x: float
    y: float
    radius_x: float
    radius_y: float
    colour: str
    strength: float = 1.0
    softness: float = 1.0
    """Exponent on the fall-off: below 1 reaches further, above 1 is tighter."""


@dataclass(frozen=True)
class Backdrop:
    """A recipe for a background; equal recipes give equal pictures."""

    top: str
    bottom: str
    blobs: tuple[Blob, ...] = ()
    overlay: str = ""
    """Markup in design units drawn over the colours."""
    grain: float = 1.0
    """Noise in steps of 8 bit: 1 hides banding, more looks like film or paper."""

    @property
    def is_flat(self) -> bool:
        """Whether the ground is one plain colour, which needs no dithering."""
        return self.top == self.bottom and not self.blobs and self.grain == 0


def background_size(frame: tuple[int, int]) -> tuple[int, int]:
    """Return the oversize picture's size: the frame's shape exactly."""
    unit = gcd(*frame)
    factor = max(round(unit * OVERSIZE), unit)
    return frame[0] // unit * factor, frame[1] // unit * factor


class BackgroundPainter:
    """Paints backgrounds and remembers the last few, since the scenes of a film share them."""

    def __init__(self, remembered: int = 12) -> None:
        self._paint = lru_cache(maxsize=remembered)(_paint)

    def paint(self, backdrop: Backdrop, stage: Stage, frame: tuple[int, int]) -> bytes:
        """Return the background as a PNG."""
        return self._paint(backdrop, stage.frame, background_size(frame))


def _paint(backdrop: Backdrop, view: Box, size: tuple[int, int]) -> bytes:
    image = Image.new("RGB", size, backdrop.top) if backdrop.is_flat else _dithered(backdrop, size)
    if backdrop.overlay:
        # Drawn over pixels that are dithered already: what is thin or translucent keeps their noise.
        _draw_over(image, backdrop.overlay, view)
    output = io.BytesIO()
    image.save(output, "PNG", compress_level=_PNG_SPEED)
    return output.getvalue()


def _draw_over(image: Image.Image, markup: str, view: Box) -> None:
    """Draw markup in bands, since the rasteriser lets no other thread run while it works."""
    width, height = image.size
    edges = [height * i // _BANDS for i in range(_BANDS + 1)]
    for top, bottom in pairwise(edges):
        band = Box(view.x, view.y + view.height * top / height, view.width, view.height * (bottom - top) / height)
        drawn = Image.open(io.BytesIO(png_of(markup, band, width, bottom - top)))
        image.paste(drawn, (0, top), drawn)


def _dithered(backdrop: Backdrop, size: tuple[int, int]) -> Image.Image:
    width, height = size
    coarse = _colour_field(backdrop, width // _COARSENESS, height // _COARSENESS)
    noise = grain(width, height, backdrop.grain) + np.float32(0.5)
    return Image.merge("RGB", [_channel(coarse[:, :, index], noise, size) for index in range(3)])


def _channel(coarse: _Floats, noise: _Floats, size: tuple[int, int]) -> Image.Image:
    smooth = np.asarray(Image.fromarray(coarse).resize(size, Image.Resampling.BILINEAR), np.float32)
    return Image.fromarray(np.clip(smooth + noise, 0, 255, dtype=np.float32).astype(np.uint8))


def _colour_field(backdrop: Backdrop, width: int, height: int) -> _Floats:
    """Blend the blobs over a vertical gradient in OKLab, coarse because nothing in it is sharp; sRGB 0-255."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = (x + 0.5) / width, (y + 0.5) / height
    top, bottom = to_oklab(backdrop.top), to_oklab(backdrop.bottom)
    lab = top + (bottom - top) * y[:, :, None]
    for blob in backdrop.blobs:
        distance = ((x - blob.x) / blob.radius_x) ** 2 + ((y - blob.y) / blob.radius_y) ** 2
        weight = blob.strength * np.exp(-2.2 * distance**blob.softness)
        lab = lab + (to_oklab(blob.colour) - lab) * weight[:, :, None]
    return from_oklab(lab)


def grain(width: int, height: int, amount: float) -> _Floats:
    """Return triangular noise; seeded, so that a picture made twice is the same to the byte."""
    random = np.random.default_rng(1)
    tile = (random.random((_GRAIN_TILE, _GRAIN_TILE)) - random.random((_GRAIN_TILE, _GRAIN_TILE))) * amount
    repeats = (-(-height // _GRAIN_TILE), -(-width // _GRAIN_TILE))
    return np.tile(tile.astype(np.float32), repeats)[:height, :width]

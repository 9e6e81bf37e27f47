"""A generated picture made into a background: cropped to the frame's shape, and covered where words stand."""

import io
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter, ImageOps, UnidentifiedImageError

from visual_agent.backgrounds import grain
from visual_agent.colour import contrasts, luminance, luminances, rgb
from visual_agent.cover import Cover
from visual_agent.geometry import Box, Stage
from visual_agent.layers import Ink, Layer
from visual_agent.raster import png_of

READABLE = 4.5
"""Least contrast of words to what is behind them (WCAG 2, level AA)."""

_AIM = 4.9
"""What the tint is reckoned with: encoding a film and dithering its pictures cost some contrast."""
_FORMATS = ("JPEG", "PNG", "WEBP")
_MOST_PIXELS = 4096 * 4096
_PAN = 64.0
"""How far a zoom can move what is behind a word, in design units."""
_COARSE = 8
_BRIGHTEST = 4096
_STEPS = 32
_PNG_SPEED = 1
_Floats = NDArray[np.float32]


def opened(data: bytes) -> Image.Image:
    """Return the picture in RGB; raises ValueError for bytes that are no whole picture of a format we know."""
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise ValueError(f"the picture has {image.width} x {image.height} pixels")
            return image.convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError) as error:
        raise ValueError("the answer is no whole picture") from error


def is_picture(data: bytes) -> bool:
    """Tell whether bytes are a whole picture of a format we know."""
    try:
        opened(data)
    except ValueError:
        return False
    return True


def fitted(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Return the largest part of a picture that has the shape of `size`, scaled to it: cropped, never distorted."""
    return ImageOps.fit(image, size, Image.Resampling.LANCZOS)


def covered(image: Image.Image, cover: Cover, stage: Stage, layers: Sequence[Layer]) -> Image.Image:
    """Return the picture under its cover: every word of the layers can be read on it."""
    scale = image.width / stage.width
    image = _tinted(image, cover, scale, layers) if cover.calm else image.copy()
    if cover.overlay:
        drawn = Image.open(io.BytesIO(png_of(cover.overlay, stage.frame, *image.size)))
        image.paste(drawn, (0, 0), drawn)
    return image


def png_file(image: Image.Image) -> bytes:
    """Return a picture as a PNG, quickly rather than small."""
    output = io.BytesIO()
    image.save(output, "PNG", compress_level=_PNG_SPEED)
    return output.getvalue()


def _tinted(image: Image.Image, cover: Cover, scale: float, layers: Sequence[Layer]) -> Image.Image:
    calm = _calmness(image.size, cover, scale)
    soft = _softened(image, cover.blur * scale)
    pixels = np.asarray(Image.composite(soft, image, Image.fromarray((calm * 255).astype(np.uint8))), np.float32)
    ground = np.array(rgb(cover.ground), np.float32) * 255
    share = max(cover.least, _needed_share(pixels, ground, scale, layers))
    tint = (cover.edge + (share - cover.edge) * calm)[:, :, None]
    noise = grain(image.width, image.height, 1.0)[:, :, None] + np.float32(0.5)
    return Image.fromarray(np.clip(pixels + (ground - pixels) * tint + noise, 0, 255).astype(np.uint8))


def _softened(image: Image.Image, radius: float) -> Image.Image:
    """Return the picture out of focus; blurred small, since nothing fine is left of it anyway."""
    small = image.resize((image.width // _COARSE, image.height // _COARSE), Image.Resampling.BOX)
    return small.filter(ImageFilter.GaussianBlur(radius / _COARSE)).resize(image.size, Image.Resampling.BICUBIC)


def _calmness(size: tuple[int, int], cover: Cover, scale: float) -> _Floats:
    """Return 1 inside the calm boxes, falling smoothly to 0 at `reach` from them."""
    width, height = size[0] // _COARSE, size[1] // _COARSE
    x = (np.arange(width, dtype=np.float32) + 0.5) * (size[0] / width / scale)
    y = (np.arange(height, dtype=np.float32)[:, None] + 0.5) * (size[1] / height / scale)
    calm = np.zeros((height, width), np.float32)
    for box in cover.calm:
        across = np.maximum(np.maximum(box.x - x, x - box.right), 0)
        down = np.maximum(np.maximum(box.y - y, y - box.bottom), 0)
        near = 1 - np.clip(np.hypot(across, down) / cover.reach, 0, 1)
        calm = np.maximum(calm, near * near * (3 - 2 * near))
    return np.asarray(Image.fromarray(calm).resize(size, Image.Resampling.BILINEAR), np.float32)


def _needed_share(pixels: _Floats, ground: _Floats, scale: float, layers: Sequence[Layer]) -> float:
    """Return the smallest share of the tint at which every ink can be read on what is behind its words."""
    share = 0.0
    for layer in layers:
        if layer.inks:
            behind = _extremes(pixels[_area(layer.placed.grown(_PAN), scale)].reshape(-1, 3))
            while share < 1 and not _can_be_read(layer.inks, behind + (ground - behind) * np.float32(share)):
                share = min(share + 1 / _STEPS, 1.0)
    return share


def _extremes(pixels: _Floats) -> _Floats:
    """Return the brightest and the darkest pixels: if an ink can be read on them, it can on the others."""
    if len(pixels) <= 2 * _BRIGHTEST:
        return pixels
    order = np.argpartition(luminances(pixels), [_BRIGHTEST, -_BRIGHTEST])
    return np.asarray(pixels[np.concatenate([order[:_BRIGHTEST], order[-_BRIGHTEST:]])], np.float32)


def _can_be_read(inks: Sequence[Ink], grounds: _Floats) -> bool:
    return all(
        contrasts(luminance(ink.colour), luminances(grounds + (255 - grounds) * np.float32(ink.veil))).min() >= _AIM
        for ink in inks
    )


def _area(box: Box, scale: float) -> tuple[slice, slice]:
    top, left = max(int(box.y * scale), 0), max(int(box.x * scale), 0)
    return slice(top, max(int(box.bottom * scale) + 1, top)), slice(left, max(int(box.right * scale) + 1, left))

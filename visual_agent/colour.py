"""Colour arithmetic: OKLab for blending and WCAG contrast for legibility."""

import numpy as np
from numpy.typing import NDArray

_Floats = NDArray[np.float32]

# Björn Ottosson, "A perceptual color space for image processing" (2020): linear sRGB to LMS, and cube roots to Lab.
_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    np.float32,
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ],
    np.float32,
)
_LUMINANCE = np.array([0.2126, 0.7152, 0.0722], np.float32)
_FROM_LMS = np.linalg.inv(_TO_LMS)
_FROM_LAB = np.linalg.inv(_TO_LAB)


def rgb(colour: str) -> tuple[float, float, float]:
    """Return a `#RRGGBB` colour's channels from 0 to 1."""
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def to_oklab(colour: str) -> _Floats:
    """Return a `#RRGGBB` colour in OKLab."""
    encoded = np.array(rgb(colour), np.float32)
    linear = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004 - sRGB
    return np.asarray(_TO_LAB @ np.cbrt(_TO_LMS @ linear), np.float32)


def from_oklab(lab: _Floats) -> _Floats:
    """Return sRGB from 0 to 255 for an array of OKLab colours along the last axis."""
    linear = np.clip((lab @ _FROM_LAB.T) ** 3 @ _FROM_LMS.T, 0, 1)
    encoded = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)  # noqa: PLR2004 - sRGB
    return np.asarray(encoded * 255, np.float32)


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2 contrast ratio of two colours, from 1 to 21."""
    return float(contrasts(luminance(one), luminances(np.array([rgb(other)], np.float32) * 255))[0])


def luminance(colour: str) -> float:
    """Return the WCAG 2 relative luminance of a `#RRGGBB` colour, from 0 to 1."""
    return float(luminances(np.array([rgb(colour)], np.float32) * 255)[0])


def luminances(pixels: _Floats) -> _Floats:
    """Return the relative luminance of sRGB colours from 0 to 255 along the last axis."""
    encoded = pixels / 255
    linear = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004 - sRGB
    return np.asarray(linear @ _LUMINANCE, np.float32)


def contrasts(ink: float, grounds: _Floats) -> _Floats:
    """Return the contrast ratio of one luminance to many."""
    return np.asarray((np.maximum(grounds, ink) + 0.05) / (np.minimum(grounds, ink) + 0.05), np.float32)

"""Patches in motion: faded, shifted by fractions of a pixel, scaled, partly revealed."""

from collections.abc import Callable
from dataclasses import replace
from math import floor
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from render_agent.motion import REST, Pose
from render_agent.patch import Patch
from render_agent.planes import Plane, Planes

_WIPE_EDGE: Final = 48
"""Width in pixels over which a wipe goes from clear to opaque."""

_Transform = Callable[[Plane, int], Plane]
"""What is done to one plane; the number is how many luma pixels one of its samples spans."""


def posed(patch: Patch, pose: Pose) -> Patch:
    """Return the patch as a pose shows it; the patch itself when it rests."""
    if pose == REST:
        return patch
    if pose.scale != 1.0:
        patch = _scaled(patch, pose.scale)
    if pose.shift_y:
        patch = _lowered(patch, pose.shift_y)
    if pose.revealed < 1:
        patch = _wiped(patch, pose.revealed)
    if pose.opacity < 1:
        patch = faded(patch, pose.opacity)
    return patch


def faded(patch: Patch, opacity: float) -> Patch:
    """Return the patch with all of it less opaque."""
    return _each(patch, lambda plane, _: np.asarray(cv2.convertScaleAbs(plane, alpha=opacity), np.uint8))


def _lowered(patch: Patch, pixels: float) -> Patch:
    """Move down: whole pairs of pixels by the patch's corner, so chroma stays aligned, the rest by interpolation."""
    pairs = floor(pixels / 2) * 2
    rest = pixels - pairs
    moved = _each(patch, lambda plane, unit: _warped(plane, np.array([[1, 0, 0], [0, 1, rest / unit]])))
    return replace(moved, y=patch.y + pairs)


def _scaled(patch: Patch, scale: float) -> Patch:
    """Scale about the middle; the patch first gets room to grow in."""
    width, height = patch.colour.size
    room_x, room_y = _room(width, scale), _room(height, scale)
    middle_x, middle_y = width / 2 + room_x, height / 2 + room_y

    def transform(plane: Plane, unit: int) -> Plane:
        top, left = room_y // unit, room_x // unit
        roomy = cv2.copyMakeBorder(plane, top, top, left, left, cv2.BORDER_CONSTANT, value=(0.0,))
        shift = (1 - scale) / unit
        # Samples lie at half-pixel centres: hence the half that is taken off the middle.
        matrix = np.array(
            [[scale, 0, middle_x * shift - (1 - scale) / 2], [0, scale, middle_y * shift - (1 - scale) / 2]]
        )
        return _warped(np.asarray(roomy, np.uint8), matrix)

    return replace(_each(patch, transform), x=patch.x - room_x, y=patch.y - room_y)


def _room(length: int, scale: float) -> int:
    return max(0, 2 * int(length * (scale - 1) / 4 + 1))


def _wiped(patch: Patch, share: float) -> Patch:
    """Reveal from the left."""
    width = patch.colour.size[0]
    edge = share * (width + _WIPE_EDGE)

    def transform(plane: Plane, unit: int) -> Plane:
        columns = (np.arange(plane.shape[1]) + 0.5) * unit
        seen = np.clip((edge - columns) / _WIPE_EDGE, 0, 1) * 255
        mask = np.broadcast_to(seen.astype(np.uint8), plane.shape)
        return np.asarray(cv2.multiply(plane, mask, scale=1 / 255), np.uint8)

    return _each(patch, transform)


def _warped(plane: Plane, matrix: NDArray[np.float64]) -> Plane:
    rows, columns = plane.shape
    return np.asarray(cv2.warpAffine(plane, matrix, (columns, rows), flags=cv2.INTER_LINEAR), np.uint8)


def _each(patch: Patch, transform: _Transform) -> Patch:
    y, u, v = (transform(plane, unit) for plane, unit in zip(patch.colour.all, (1, 2, 2), strict=True))
    return replace(
        patch, colour=Planes(y, u, v), alpha=transform(patch.alpha, 1), alpha_half=transform(patch.alpha_half, 2)
    )

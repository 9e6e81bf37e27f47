"""Turns SVG layers into PNG sprites placed on whole pixels; the only importer of resvg."""

from math import ceil, floor

import resvg_py

from visual_agent.art import SpriteArt
from visual_agent.geometry import Box
from visual_agent.layers import Layer
from visual_agent.svg import document


def png_of(markup: str, view: Box, width: int, height: int) -> bytes:
    """Rasterise markup to an RGBA PNG; text must already be outlines, no font is ever looked up."""
    return resvg_py.svg_to_bytes(svg_string=document(markup, view, width, height), skip_system_fonts=True)


def sprite_of(layer: Layer, scale: float, frame: tuple[int, int]) -> SpriteArt | None:
    """Rasterise one layer at `scale` pixels per design unit, cut to the frame; None if nothing of it is inside."""
    placed = layer.placed
    left, top = max(floor(placed.x * scale), 0), max(floor(placed.y * scale), 0)
    right, bottom = min(ceil(placed.right * scale), frame[0]), min(ceil(placed.bottom * scale), frame[1])
    width, height = right - left, bottom - top
    if width <= 0 or height <= 0:
        return None
    view = Box(left / scale - layer.dx, top / scale - layer.dy, width / scale, height / scale)
    return SpriteArt(
        png=png_of(layer.markup, view, width, height),
        x=left,
        y=top,
        width=width,
        height=height,
        entrance=layer.entrance,
        sentence=layer.sentence,
        delay_seconds=layer.delay_seconds,
    )

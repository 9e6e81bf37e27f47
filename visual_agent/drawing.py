"""Draws scenes and what lies over the whole film: by code, on a style's own ground or on a picture made for it."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from contracts import Entrance, ProgressBar, Scene
from visual_agent.art import CaptionArt, FilmArt, SceneArt
from visual_agent.backgrounds import BackgroundPainter, background_size
from visual_agent.commission import Commission
from visual_agent.cover import Cover
from visual_agent.geometry import around_all, stage_for
from visual_agent.layers import Layer
from visual_agent.layouts import lay_out
from visual_agent.picture import covered, fitted, opened, png_file
from visual_agent.raster import sprite_of
from visual_agent.styles import look_for
from visual_agent.styles.look import Look
from visual_agent.subject import Ground, Subject
from visual_agent.typeface import font_bytes

_PROGRESS_HEIGHT = 5


class SceneDrawer:
    """Draws each scene in the film's style."""

    def __init__(self) -> None:
        self._painter = BackgroundPainter()

    async def draw(self, commission: Commission, scene: Scene, ground: Ground, picture: bytes | None) -> SceneArt:
        """Return a scene's layers, drawn in a thread; `picture` is the encoded one the ground asks for."""
        return await asyncio.to_thread(self._draw, commission, scene, ground, picture)

    async def dress(self, commission: Commission) -> FilmArt:
        """Return the style's captions and progress bar."""
        return await asyncio.to_thread(_dress, commission)

    def _draw(self, commission: Commission, scene: Scene, ground: Ground, picture: bytes | None) -> SceneArt:
        frame = commission.frame_size
        stage = stage_for(frame)
        look = look_for(Subject.of(commission, scene, stage, ground))
        if picture is None or (ground is Ground.BORROWED and not look.borrows):
            look = look_for(replace(look.subject, ground=Ground.DRAWN))
        layers = lay_out(look)
        if picture is None or look.subject.ground is Ground.DRAWN:
            background, zoom = self._painter.paint(look.backdrop(), stage, frame), look.zoom
        else:
            cover = cover_of(look, layers)
            image = fitted(opened(picture), background_size(frame))
            background, zoom = png_file(covered(image, cover, stage, layers)), cover.zoom
        sprites = (sprite_of(layer, stage.scale, frame) for layer in layers)
        return SceneArt(background, tuple(sprite for sprite in sprites if sprite is not None), zoom)


def cover_of(look: Look, layers: Sequence[Layer]) -> Cover:
    """Return the style's cover for what enters over the picture and for the words that stand there from the start."""
    entering = [layer.placed for layer in layers if layer.entrance is not Entrance.NONE]
    marks = [layer.placed for layer in layers if layer.entrance is Entrance.NONE and layer.inks]
    return look.cover(around_all(entering), marks)


def _dress(commission: Commission) -> FilmArt:
    stage = stage_for(commission.frame_size)
    look: Look = look_for(Subject.of(commission, commission.scenes[0], stage))
    theme = look.captions
    captions = CaptionArt(
        font=font_bytes(theme.face),
        weight=theme.face.weight,
        size=stage.caption_size * stage.scale,
        baseline_y=stage.caption_y * stage.scale,
        colour=theme.colour,
        accent=theme.accent,
        box=theme.box,
        box_radius=theme.radius * stage.scale,
    )
    if look.progress_colour is None:
        return FilmArt(captions)
    height = max(round(_PROGRESS_HEIGHT * stage.scale), 2)
    return FilmArt(captions, ProgressBar(colour=look.progress_colour, height=height))

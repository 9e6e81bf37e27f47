"""The illustrator that needs no service: pictures drawn from the script by code."""

import asyncio

from contracts import ProgressBar, Scene, Script
from visual_agent.art import CaptionArt, FilmArt, SceneArt
from visual_agent.backgrounds import BackgroundPainter
from visual_agent.geometry import stage_for
from visual_agent.layouts import lay_out
from visual_agent.raster import sprite_of
from visual_agent.styles import look_for
from visual_agent.subject import Subject
from visual_agent.typeface import font_bytes

_PROGRESS_HEIGHT = 5


class LocalIllustrator:
    """Draws each scene in the briefing's style."""

    name = "local-1"

    def __init__(self) -> None:
        self._painter = BackgroundPainter()

    async def illustrate(self, script: Script, scene: Scene) -> SceneArt:
        """Return a scene's picture, drawn in a thread."""
        return await asyncio.to_thread(self._illustrate, script, scene)

    async def dress(self, script: Script) -> FilmArt:
        """Return the style's captions and progress bar."""
        return await asyncio.to_thread(self._dress, script)

    def _illustrate(self, script: Script, scene: Scene) -> SceneArt:
        frame = script.briefing.frame_size
        stage = stage_for(frame)
        look = look_for(Subject.of(script, scene, stage))
        sprites = (sprite_of(layer, stage.scale, frame) for layer in lay_out(look))
        return SceneArt(
            background=self._painter.paint(look.backdrop(), stage, frame),
            sprites=tuple(sprite for sprite in sprites if sprite is not None),
            zoom=look.zoom,
        )

    def _dress(self, script: Script) -> FilmArt:
        stage = stage_for(script.briefing.frame_size)
        look = look_for(Subject.of(script, script.scenes[0], stage))
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

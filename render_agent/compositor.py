"""Composing a shot's frames: background under its camera move, sprites in their poses, caption, progress line."""

from dataclasses import dataclass

from contracts import Visuals
from render_agent.backdrop import Backdrop
from render_agent.caption_patches import CaptionPainter
from render_agent.caption_track import CaptionTrack
from render_agent.layers import Layers
from render_agent.motion import CROSS_FADE_SECONDS, HIDDEN, REST, Pose, ease_in_out, entering, leaving, zoom_scale
from render_agent.planes import Planes, cross_fade
from render_agent.posing import posed
from render_agent.progress_line import ProgressLine
from render_agent.timeline import FRAMES_PER_SECOND, BackdropMove, Cue, Shot


@dataclass(frozen=True)
class _Move:
    """A background and the plan it moves by."""

    picture: Backdrop
    plan: BackdropMove

    def draw(self, seconds: float, frame: Planes) -> None:
        share = (seconds - self.plan.start) / self.plan.seconds
        self.picture.draw(zoom_scale(self.plan.zoom, share), frame)


class Compositor:
    """Draws the frames of one shot; holds the shot's pictures, so it is dropped with the shot."""

    def __init__(self, shot: Shot, visuals: Visuals, layers: Layers, film_seconds: float) -> None:
        self._size = visuals.width, visuals.height
        self._film_seconds = film_seconds
        self._start = shot.backdrop.start
        self._layers = layers
        self._here = self._move(shot.backdrop)
        self._before = self._move(shot.before) if shot.before else None
        self._scratch = Planes.blank(*self._size)
        self._sprites = [(cue, patch) for cue in shot.cues if (patch := layers.sprite(cue.sprite)) is not None]
        painter = CaptionPainter(layers.path(visuals.captions.font).read_bytes(), visuals.captions, visuals.width)
        self._captions = CaptionTrack(shot.captions, painter)
        self._line = ProgressLine(visuals.progress_bar) if visuals.progress_bar else None

    def draw(self, number: int, frame: Planes) -> None:
        """Draw frame `number` of the film, which must be one of this shot's."""
        self.draw_scene(number, frame)
        seconds = number / FRAMES_PER_SECOND
        self._captions.draw(seconds, frame)
        if self._line:
            self._line.draw(min((seconds + 1 / FRAMES_PER_SECOND) / self._film_seconds, 1.0), frame)

    def draw_scene(self, number: int, frame: Planes) -> None:
        """Draw a frame without caption and progress line, as posters are."""
        seconds = number / FRAMES_PER_SECOND
        self._draw_background(seconds, frame)
        for cue, patch in self._sprites:
            pose = self._pose(cue, seconds)
            if not pose.is_hidden:
                posed(patch, pose).over(frame)

    def _draw_background(self, seconds: float, frame: Planes) -> None:
        self._here.draw(seconds, frame)
        share = (seconds - self._start) / CROSS_FADE_SECONDS
        if self._before is None:
            return
        if share >= 1:
            self._before = None
            return
        self._before.draw(seconds, self._scratch)
        cross_fade(frame, self._scratch, 1 - ease_in_out(share))

    def _pose(self, cue: Cue, seconds: float) -> Pose:
        opacity = 1.0 if cue.gone is None else leaving(cue.gone - seconds)
        if opacity <= 0:
            return HIDDEN
        here = REST
        if cue.enter is not None:
            here = entering(cue.sprite.entrance, seconds - cue.enter, min(self._size))
        return here if opacity >= 1 else here.dimmed(opacity)

    def _move(self, plan: BackdropMove) -> _Move:
        return _Move(self._layers.backdrop(plan.image, plan.zoom), plan)

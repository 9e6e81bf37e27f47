"""The film's plan: which shot fills which frames, and when each sprite, background and caption is on. No pictures."""

from dataclasses import dataclass
from typing import Final

from chassis.errors import PermanentError
from contracts import (
    ArtefactRef,
    Briefing,
    Entrance,
    Narration,
    Scene,
    SceneRole,
    SceneVisuals,
    Script,
    SpokenScene,
    Sprite,
    Visuals,
    Zoom,
)
from render_agent.captions import Caption, captions_of
from render_agent.motion import CROSS_FADE_SECONDS, ENTER_SECONDS, LEAVE_SECONDS

FRAMES_PER_SECOND: Final = 30

_POSTER_ROLES: Final = (SceneRole.TITLE, SceneRole.HOOK)

_Place = tuple[str, float, float]
"""What makes two sprites the same: checksum of the picture, left, top."""


@dataclass(frozen=True)
class BackdropMove:
    """A background and its camera move, which goes on while the next background fades in over it."""

    image: ArtefactRef
    zoom: Zoom
    start: float
    seconds: float


@dataclass(frozen=True)
class Cue:
    """A sprite, when it comes in and by when it is gone; None stands for "not in this shot"."""

    sprite: Sprite
    enter: float | None
    gone: float | None


@dataclass(frozen=True)
class Shot:
    """One scene on the film's frames; times are film seconds."""

    first_frame: int
    frames: int
    backdrop: BackdropMove
    before: BackdropMove | None
    cues: tuple[Cue, ...]
    captions: tuple[Caption, ...]


@dataclass(frozen=True)
class Timeline:
    """The whole film's plan."""

    shots: tuple[Shot, ...]
    poster_frame: int
    poster_shot: int

    @property
    def frames(self) -> int:
        """How many frames the film has."""
        return sum(shot.frames for shot in self.shots)

    @property
    def seconds(self) -> float:
        """How long the picture is."""
        return self.frames / FRAMES_PER_SECOND

    @property
    def captions(self) -> tuple[Caption, ...]:
        """Every caption of the film, drawn or not."""
        return tuple(caption for shot in self.shots for caption in shot.captions)


def plan(script: Script, visuals: Visuals, narration: Narration) -> Timeline:
    """Lay the scenes the narration keeps on its clock.

    Raises `PermanentError("render_parts_mismatch")` when the pictures or the script lack a scene or a sentence.
    """
    scenes = {scene.id: scene for scene in script.scenes}
    pictures = {picture.scene_id: picture for picture in visuals.scenes}
    for spoken in narration.scenes:
        _check(spoken, scenes.get(spoken.scene_id), pictures.get(spoken.scene_id))
    kept = [pictures[spoken.scene_id] for spoken in narration.scenes]
    shots = tuple(
        _shot(index, kept, narration.scenes, scenes[spoken.scene_id], script.briefing)
        for index, spoken in enumerate(narration.scenes)
    )
    roles = [scenes[spoken.scene_id].role for spoken in narration.scenes]
    poster = next((roles.index(role) for role in _POSTER_ROLES if role in roles), 0)
    return Timeline(shots=shots, poster_shot=poster, poster_frame=_settled_frame(shots[poster]))


def frame_at(seconds: float) -> int:
    """Return the frame whose time is nearest."""
    return round(seconds * FRAMES_PER_SECOND)


def _check(spoken: SpokenScene, scene: Scene | None, picture: SceneVisuals | None) -> None:
    sentences = [sprite.sentence or 0 for sprite in picture.sprites] if picture else []
    if scene is None or picture is None or max(sentences, default=0) >= len(spoken.sentences):
        raise PermanentError(
            "render_parts_mismatch",
            f"Scene {spoken.scene_id} of the narration does not match the script or the pictures.",
            "Retry the task.",
        )


def _shot(
    index: int, pictures: list[SceneVisuals], spoken: tuple[SpokenScene, ...], scene: Scene, briefing: Briefing
) -> Shot:
    here, picture = spoken[index], pictures[index]
    last = index == len(spoken) - 1
    stays_from = _carried(pictures[index - 1], picture) if index else frozenset()
    stays_into = _carried(picture, pictures[index + 1]) if not last else frozenset()
    first = frame_at(here.start)
    return Shot(
        first_frame=first,
        frames=frame_at(here.end) - first,
        backdrop=_backdrop(picture, here),
        before=_backdrop(pictures[index - 1], spoken[index - 1]) if index else None,
        cues=tuple(
            Cue(
                sprite=sprite,
                enter=None if _is_among(sprite, stays_from) else _enter(sprite, here),
                gone=None if last or _is_among(sprite, stays_into) else here.end,
            )
            for sprite in picture.sprites
        ),
        captions=captions_of(here, scene.shown if briefing.captions else range(len(here.sentences))),
    )


def _backdrop(picture: SceneVisuals, spoken: SpokenScene) -> BackdropMove:
    seconds = spoken.end - spoken.start + CROSS_FADE_SECONDS
    return BackdropMove(image=picture.background, zoom=picture.zoom, start=spoken.start, seconds=seconds)


def _carried(earlier: SceneVisuals, later: SceneVisuals) -> frozenset[_Place]:
    """Return the sprites that two scenes in a row have from their start: they do not leave and come again."""
    return _from_the_start(earlier) & _from_the_start(later)


def _from_the_start(picture: SceneVisuals) -> frozenset[_Place]:
    return frozenset(_place(sprite) for sprite in picture.sprites if sprite.sentence is None)


def _is_among(sprite: Sprite, carried: frozenset[_Place]) -> bool:
    return sprite.sentence is None and _place(sprite) in carried


def _place(sprite: Sprite) -> _Place:
    return sprite.image.sha256, sprite.x, sprite.y


def _enter(sprite: Sprite, spoken: SpokenScene) -> float:
    cued = sprite.sentence is not None
    moment = spoken.sentences[sprite.sentence or 0].words[0].start if cued else spoken.start
    return moment + sprite.delay_seconds


def _settled_frame(shot: Shot) -> int:
    """Return a frame in which every sprite has come in and none is leaving, as far as the shot has one."""
    entrances = [cue.enter + _enter_seconds(cue) for cue in shot.cues if cue.enter is not None]
    latest = shot.first_frame + shot.frames - 1 - frame_at(LEAVE_SECONDS)
    settled = frame_at(max(entrances, default=shot.backdrop.start + CROSS_FADE_SECONDS)) + 1
    return max(min(settled, latest), shot.first_frame)


def _enter_seconds(cue: Cue) -> float:
    return 0.0 if cue.sprite.entrance is Entrance.NONE else ENTER_SECONDS

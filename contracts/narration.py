"""The spoken track: audio per scene, and when each word is said. It also fixes the film's clock."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from contracts.artefacts import ArtefactRef
from contracts.base import Contract, TaskId
from contracts.briefing import Language
from contracts.charges import Charge
from contracts.script import SceneId

Seconds = Annotated[float, Field(ge=0)]


class Word(Contract):
    """A word as captions show it, with the film time it is spoken at."""

    text: Annotated[str, Field(min_length=1)]
    start: Seconds
    end: Seconds


class SpokenSentence(Contract):
    """A sentence of the script as it was spoken; joined by spaces, its words are the sentence."""

    text: Annotated[str, Field(min_length=1)]
    start: Seconds
    end: Seconds
    words: Annotated[tuple[Word, ...], Field(min_length=1)]


class SpokenScene(Contract):
    """One scene on the film's clock; scenes touch: each starts where the one before ends."""

    scene_id: SceneId
    start: Seconds
    end: Seconds
    audio: ArtefactRef = Field(description="Mono speech of this scene, FLAC or WAV.")
    audio_start: Seconds = Field(description="Film time at which the audio's first sample is heard.")
    sentences: Annotated[tuple[SpokenSentence, ...], Field(min_length=1)]


class Narration(Contract):
    """The narrated film: which scenes are kept, when each is on, and how long the film is."""

    task_id: TaskId
    language: Language
    voice: Annotated[str, Field(min_length=1)]
    sample_rate: Annotated[int, Field(gt=0)]
    seconds: Annotated[float, Field(gt=0, description="Length of the film.")]
    scenes: Annotated[tuple[SpokenScene, ...], Field(min_length=1)]
    notes: tuple[str, ...] = ()
    charges: tuple[Charge, ...] = ()

    @model_validator(mode="after")
    def _scenes_fill_the_film(self) -> Self:
        edges = [0.0, *(scene.end for scene in self.scenes)]
        for scene, edge in zip(self.scenes, edges, strict=False):
            if abs(scene.start - edge) > 1e-3:  # noqa: PLR2004 - a thousandth of a second is rounding
                raise ValueError(f"scene {scene.scene_id} starts at {scene.start}, the one before ends at {edge}")
        if abs(edges[-1] - self.seconds) > 1e-3:  # noqa: PLR2004
            raise ValueError(f"the last scene ends at {edges[-1]}, the film at {self.seconds}")
        return self

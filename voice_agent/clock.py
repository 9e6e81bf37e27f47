"""Places spoken scenes on the film's clock."""

from collections.abc import Sequence
from typing import Final

from contracts import SpokenScene, SpokenSentence
from contracts.script import SceneId
from voice_agent.pauses import Pauses
from voice_agent.takes import Take

_ENTRY_SHARE: Final = 0.3
"""Share of the pause between two scenes that lies in the new one: its picture is up before it is spoken about."""


def scenes_on_clock(takes: Sequence[tuple[SceneId, Take]], pauses: Pauses, seconds: float) -> tuple[SpokenScene, ...]:
    """Return touching scenes with all times in seconds of the film; the last one ends where the film does."""
    entry = pauses.scene * _ENTRY_SHARE
    scenes: list[SpokenScene] = []
    start = 0.0
    for index, (scene_id, take) in enumerate(takes):
        audio_start = start + (entry if index else pauses.opening)
        audio_end = audio_start + take.sentences[-1].end
        end = seconds if index == len(takes) - 1 else audio_end + pauses.scene - entry
        scenes.append(_placed(scene_id, take, start, audio_start, end))
        start = scenes[-1].end
    return tuple(scenes)


def _placed(scene_id: SceneId, take: Take, start: float, audio_start: float, end: float) -> SpokenScene:
    return SpokenScene(
        scene_id=scene_id,
        start=start,
        end=round(end, 4),
        audio=take.audio,
        audio_start=round(audio_start, 4),
        sentences=tuple(_moved(sentence, audio_start) for sentence in take.sentences),
    )


def _moved(sentence: SpokenSentence, by: float) -> SpokenSentence:
    words = tuple(
        word.model_copy(update={"start": round(word.start + by, 4), "end": round(word.end + by, 4)})
        for word in sentence.words
    )
    return sentence.model_copy(
        update={"start": round(sentence.start + by, 4), "end": round(sentence.end + by, 4), "words": words}
    )

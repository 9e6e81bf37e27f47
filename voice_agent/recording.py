"""Records one film with one reader and fits it to the asked length."""

from collections.abc import Mapping, Sequence
from typing import Final

from contracts import Narration
from voice_agent.assignment import Assignment, SceneText
from voice_agent.clock import scenes_on_clock
from voice_agent.fit import SceneSpeech, corrected, length, measured, pauses_for, plan
from voice_agent.narrator import Reader, Run
from voice_agent.notes import notes_on
from voice_agent.recorder import Recorder
from voice_agent.survey import surveyed
from voice_agent.takes import Take

_ROUNDING_SECONDS: Final = 0.01
_BEGIN: Final = 0.05
_SURVEYED: Final = 0.8
_SPOKEN: Final = 0.85
_END: Final = 0.95
"""Progress when the lengths are known, when all is spoken at the planned pace, and when some had to be faster."""


async def recorded(assignment: Assignment, reader: Reader, run: Run) -> Narration:
    """Return the narrated film; each scene is kept once spoken, so that after a crash it is not spoken again."""
    recorder = Recorder(reader, run)
    asked = assignment.seconds
    lengths = await _lengths(assignment, reader, recorder)
    decided = plan(lengths, asked, reader.paces)
    scenes = [scene for scene in assignment.scenes if scene.id in decided.kept]
    begin = _SURVEYED if reader.is_paid else _BEGIN
    takes = await recorder.takes(scenes, decided.rate, (begin, _SPOKEN))
    faster = corrected(_speech(scenes, takes), asked, decided.rate, reader.paces)
    if faster is not None:
        takes = await recorder.takes(scenes, faster, (_SPOKEN, _END))
    speech = _speech(scenes, takes)
    pauses = pauses_for(speech, asked)
    seconds = _film_seconds(length(speech, pauses), asked)
    spaced = [(scene.id, await recorder.spaced(scene, takes[scene.id], pauses.sentence)) for scene in scenes]
    return Narration(
        task_id=run.task_id,
        language=reader.part.language,
        voice=reader.part.voice,
        sample_rate=spaced[0][1].sample_rate,
        seconds=seconds,
        scenes=scenes_on_clock(spaced, pauses, seconds),
        notes=notes_on(decided, speech, assignment, seconds),
    )


async def _lengths(assignment: Assignment, reader: Reader, recorder: Recorder) -> list[SceneSpeech]:
    if reader.is_paid:
        return await surveyed(recorder, assignment.scenes, assignment.seconds, reader.paces)
    return [await recorder.estimate(scene) for scene in assignment.scenes]


def _speech(scenes: Sequence[SceneText], takes: Mapping[str, Take]) -> list[SceneSpeech]:
    return [measured(scene, takes[scene.id].speech_seconds) for scene in scenes]


def _film_seconds(length_seconds: float, asked: float) -> float:
    """Return the asked length unless speech needs more than rounding."""
    return asked if length_seconds <= asked + _ROUNDING_SECONDS else round(length_seconds, 4)

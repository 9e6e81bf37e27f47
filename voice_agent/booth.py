"""The recording booth: has a script spoken scene by scene and fits the result to the asked length."""

from collections.abc import Mapping, Sequence
from typing import Final

from chassis.errors import PermanentError
from chassis.progress import Report
from chassis.workspace import Workspace
from contracts import Narration, Scene, Script
from voice_agent.clock import scenes_on_clock
from voice_agent.fit import SceneSpeech, corrected, length, measured, pauses_for, plan
from voice_agent.narrator import Narrator
from voice_agent.notes import notes_on
from voice_agent.recorder import Recorder
from voice_agent.takes import Take

_ROUNDING_SECONDS: Final = 0.01
_FIRST_TAKE: Final = (0.05, 0.8)
"""Progress through speaking at the planned pace."""

_SECOND_TAKE: Final = (0.8, 0.95)
"""Progress through speaking once more, if that was not fast enough."""


class Booth:
    """Records scripts with one narrator."""

    def __init__(self, narrator: Narrator) -> None:
        self._narrator = narrator

    @property
    def name(self) -> str:
        """Which narrator speaks here."""
        return self._narrator.name

    async def record(self, script: Script, workspace: Workspace, report: Report) -> Narration:
        """Return the narrated film; each scene is kept once spoken, so that after a crash it is not spoken again.

        Raises:
            PermanentError: the briefing asks for a voice that does not speak the film's language.
        """
        voice = self._voice(script)
        asked = float(script.briefing.duration)
        recorder = Recorder(self._narrator, script.language, voice, workspace)
        decided = plan([await recorder.estimate(scene) for scene in script.scenes], asked)
        scenes = [scene for scene in script.scenes if scene.id in decided.kept]
        takes = await _takes(recorder, scenes, decided.rate, report, _FIRST_TAKE)
        faster = corrected(_speech(scenes, takes), asked, decided.rate)
        if faster is not None:
            takes = await _takes(recorder, scenes, faster, report, _SECOND_TAKE)
        speech = _speech(scenes, takes)
        pauses = pauses_for(speech, asked)
        seconds = _film_seconds(length(speech, pauses), asked)
        spaced = [(scene.id, await recorder.spaced(scene, takes[scene.id], pauses.sentence)) for scene in scenes]
        await report(1.0)
        return Narration(
            task_id=script.task_id,
            language=script.language,
            voice=voice,
            sample_rate=spaced[0][1].sample_rate,
            seconds=seconds,
            scenes=scenes_on_clock(spaced, pauses, seconds),
            notes=notes_on(decided, speech, script, seconds),
        )

    def _voice(self, script: Script) -> str:
        available = [voice.id for voice in self._narrator.voices(script.language)]
        asked = script.briefing.voice
        if asked is None:
            return available[0]
        if asked not in available:
            raise PermanentError(
                "voice_unknown",
                f"No voice of the language {script.language.value} is called {asked!r}.",
                f"Leave the voice out or choose one of: {', '.join(available)}.",
            )
        return asked


async def _takes(
    recorder: Recorder, scenes: Sequence[Scene], rate: float, report: Report, span: tuple[float, float]
) -> dict[str, Take]:
    """Record scenes at a pace while the reported progress goes through `span`."""
    begin, end = span
    takes = {}
    for index, scene in enumerate(scenes, start=1):
        takes[scene.id] = await recorder.take(scene, rate)
        await report(begin + (end - begin) * index / len(scenes))
    return takes


def _speech(scenes: Sequence[Scene], takes: Mapping[str, Take]) -> list[SceneSpeech]:
    return [measured(scene, takes[scene.id].speech_seconds) for scene in scenes]


def _film_seconds(length_seconds: float, asked: float) -> float:
    """Return the asked length unless speech needs more than rounding."""
    return asked if length_seconds <= asked + _ROUNDING_SECONDS else round(length_seconds, 4)

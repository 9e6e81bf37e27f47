"""Has scenes spoken and keeps what was spoken, so that a crash costs one scene at most."""

import asyncio
from collections.abc import Sequence

from contracts import ArtefactRef
from contracts.script import SceneId
from voice_agent import wav
from voice_agent.assignment import SceneText
from voice_agent.fit import SceneSpeech, measured
from voice_agent.in_parallel import Job, in_parallel
from voice_agent.narrator import Reader, Run, Samples
from voice_agent.pauses import NATURAL
from voice_agent.takes import Take, joined, speeches_in

_JSON = "application/json"


class Recorder:
    """Records what one reader reads into one workspace."""

    def __init__(self, reader: Reader, run: Run) -> None:
        self._reader = reader
        self._workspace = run.workspace
        self._report = run.report

    async def estimate(self, scene: SceneText) -> SceneSpeech:
        """Return about how long a scene takes at the voice's own pace, without speaking it."""
        return measured(scene, await self._reader.estimate(scene.sentences))

    async def takes(self, scenes: Sequence[SceneText], rate: float, span: tuple[float, float]) -> dict[SceneId, Take]:
        """Record scenes at a pace while the reported progress goes through `span`."""
        begin, end = span
        takes: dict[SceneId, Take] = {}

        def job(scene: SceneText) -> Job:
            async def record() -> None:
                takes[scene.id] = await self.take(scene, rate)
                await self._report(begin + (end - begin) * len(takes) / len(scenes))

            return record

        await in_parallel(map(job, scenes), self._reader.at_once)
        return takes

    async def take(self, scene: SceneText, rate: float) -> Take:
        """Return the scene as spoken at a pace, now or by a run before this one."""
        name = f"{self._reader.provider}/{scene.id}-{round(rate * 1000)}"
        # What was paid is asked for again: its ledger has it, and tells what it cost.
        ref = None if self._reader.is_paid else await self._workspace.kept(f"{name}.json")
        if ref is None:
            take = await self._record(scene, rate, f"{name}.wav")
            ref = await self._workspace.keep(f"{name}.json", take.model_dump_json().encode(), _JSON)
        return Take.model_validate_json(await self._workspace.store.get(ref))

    async def spaced(self, scene: SceneText, take: Take, pause: float) -> Take:
        """Return the take with `pause` seconds between its sentences."""
        if len(take.sentences) == 1:
            return take
        samples = wav.decode(await self._workspace.store.get(take.audio))
        spaced, sentences = joined(speeches_in(take, samples), pause)
        audio = await self._keep_sound(f"{self._reader.provider}/{scene.id}-spaced.wav", spaced, take.sample_rate)
        return take.model_copy(update={"audio": audio, "sentences": sentences})

    async def _record(self, scene: SceneText, rate: float, name: str) -> Take:
        speeches = await self._reader.speak(scene.sentences, rate)
        samples, sentences = joined(speeches, NATURAL.sentence)
        sample_rate = speeches[0].sample_rate
        audio = await self._keep_sound(name, samples, sample_rate)
        return Take(audio=audio, sample_rate=sample_rate, sentences=sentences)

    async def _keep_sound(self, name: str, samples: Samples, sample_rate: int) -> ArtefactRef:
        data = await asyncio.to_thread(wav.encode, samples, sample_rate)
        return await self._workspace.keep(name, data, wav.MEDIA_TYPE)

"""Has scenes spoken and keeps what was spoken, so that a crash costs one scene at most."""

import asyncio

from chassis.workspace import Workspace
from contracts import ArtefactRef, Language, Scene
from voice_agent import wav
from voice_agent.fit import SceneSpeech, measured
from voice_agent.narrator import Narrator, Samples
from voice_agent.pauses import NATURAL
from voice_agent.takes import Take, joined, speeches_in

_JSON = "application/json"


class Recorder:
    """Records scenes with one voice into one workspace."""

    def __init__(self, narrator: Narrator, language: Language, voice: str, workspace: Workspace) -> None:
        self._narrator = narrator
        self._language = language
        self._voice = voice
        self._workspace = workspace

    async def estimate(self, scene: Scene) -> SceneSpeech:
        """Return about how long a scene takes at the voice's own pace, without speaking it."""
        texts = _spoken_texts(scene)
        seconds = [await self._narrator.estimate(text, self._language, self._voice) for text in texts]
        return measured(scene, sum(seconds))

    async def take(self, scene: Scene, rate: float) -> Take:
        """Return the scene as spoken at a pace, now or by a run before this one."""
        name = f"{scene.id}-{round(rate * 1000)}"
        ref = await self._workspace.kept(f"{name}.json")
        if ref is None:
            take = await self._record(scene, rate, f"{name}.wav")
            ref = await self._workspace.keep(f"{name}.json", take.model_dump_json().encode(), _JSON)
        return Take.model_validate_json(await self._workspace.store.get(ref))

    async def spaced(self, scene: Scene, take: Take, pause: float) -> Take:
        """Return the take with `pause` seconds between its sentences."""
        if len(take.sentences) == 1:
            return take
        samples = wav.decode(await self._workspace.store.get(take.audio))
        spaced, sentences = joined(speeches_in(take, samples), pause)
        audio = await self._keep_sound(f"{scene.id}-spaced.wav", spaced, take.sample_rate)
        return take.model_copy(update={"audio": audio, "sentences": sentences})

    async def _record(self, scene: Scene, rate: float, name: str) -> Take:
        texts = _spoken_texts(scene)
        speeches = [await self._narrator.speak(text, self._language, self._voice, rate) for text in texts]
        samples, sentences = joined(speeches, NATURAL.sentence)
        sample_rate = speeches[0].sample_rate
        audio = await self._keep_sound(name, samples, sample_rate)
        return Take(audio=audio, sample_rate=sample_rate, sentences=sentences)

    async def _keep_sound(self, name: str, samples: Samples, sample_rate: int) -> ArtefactRef:
        data = await asyncio.to_thread(wav.encode, samples, sample_rate)
        return await self._workspace.keep(name, data, wav.MEDIA_TYPE)


def _spoken_texts(scene: Scene) -> list[str]:
    return [" ".join(sentence.split()) for sentence in scene.sentences]

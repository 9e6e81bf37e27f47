"""Finds out how long scenes last when that costs money: buys those it needs, and judges the others by them."""

from collections.abc import Sequence
from dataclasses import replace

from voice_agent.assignment import SceneText
from voice_agent.fit import SceneSpeech, measured, plan
from voice_agent.narrator import OWN_PACE, Paces
from voice_agent.recorder import Recorder


async def surveyed(recorder: Recorder, scenes: Sequence[SceneText], asked: float, paces: Paces) -> list[SceneSpeech]:
    """Return the scenes that were bought, in order, with their real lengths at the voice's own pace.

    The scenes no film can do without come first. Their lengths correct the guesses of the others, and of those only
    the ones are bought that then still fit.
    """
    guesses = {scene.id: await recorder.estimate(scene) for scene in scenes}
    needed = [scene for scene in scenes if not scene.optional] or list(scenes[:1])
    known = await _bought(recorder, needed, (0.05, 0.6))
    factor = sum(speech.seconds for speech in known.values()) / sum(guesses[id_].seconds for id_ in known)
    likely = [known.get(id_) or replace(guess, seconds=guess.seconds * factor) for id_, guess in guesses.items()]
    kept = plan(likely, asked, paces).kept
    known |= await _bought(recorder, [scene for scene in scenes if scene.id in kept], (0.6, 0.8))
    return [known[scene.id] for scene in scenes if scene.id in known]


async def _bought(recorder: Recorder, scenes: Sequence[SceneText], span: tuple[float, float]) -> dict[str, SceneSpeech]:
    takes = await recorder.takes(scenes, OWN_PACE, span)
    return {scene.id: measured(scene, takes[scene.id].speech_seconds) for scene in scenes}

"""The parts of a film for benchmarks: script, pictures and narration from the services' own offline providers."""

from dataclasses import dataclass

from chassis.store import Store
from chassis.workspace import Workspace, inputs_hash
from contracts import Briefing, Narration, Phase, Script, Visuals
from script_agent.local import LocalScriptwriter
from visual_agent.local import LocalIllustrator
from visual_agent.studio import Studio
from voice_agent.booth import Booth
from voice_agent.local import LocalNarrator
from voice_agent.settings import VoiceSettings

_TASK_ID = "benchmark"


@dataclass(frozen=True)
class FilmParts:
    """What the render stage is given, and the store that holds its pictures and sounds."""

    script: Script
    visuals: Visuals
    narration: Narration
    store: Store


async def make_parts(briefing: Briefing, storage_url: str) -> FilmParts:
    """Return the parts of a briefing's film, stored at an URL; parts that are there are not made again."""
    store = Store.from_url(storage_url)
    script = await LocalScriptwriter().write(_TASK_ID, briefing)
    inputs = inputs_hash(script)
    pictures = Workspace(store, _TASK_ID, Phase.VISUALS, inputs)
    speech = Workspace(store, _TASK_ID, Phase.NARRATION, inputs)
    visuals = await pictures.once(Visuals, lambda: Studio(LocalIllustrator()).make(script, pictures, _quietly))
    booth = Booth(LocalNarrator(VoiceSettings()))
    narration = await speech.once(Narration, lambda: booth.record(script, speech, _quietly))
    return FilmParts(script, visuals.document, narration.document, store)


async def _quietly(_share: float) -> None:
    """Report to nobody."""

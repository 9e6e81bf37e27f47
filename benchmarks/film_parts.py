"""The parts of a film for benchmarks: script, pictures and narration from the services' own offline providers."""

from dataclasses import dataclass
from pathlib import Path

from chassis.store import Store
from chassis.workspace import Workspace
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


async def make_parts(briefing_file: Path, folder: Path) -> FilmParts:
    """Return the parts of a briefing's film, stored in a folder; parts that are there are not made again."""
    briefing = Briefing.model_validate_json(briefing_file.read_bytes())
    store = Store.from_url(folder.resolve().as_uri())
    script = await LocalScriptwriter().write(_TASK_ID, briefing)
    inputs = briefing_file.stem
    pictures = Workspace(store, _TASK_ID, Phase.VISUALS, inputs)
    speech = Workspace(store, _TASK_ID, Phase.NARRATION, inputs)
    visuals = await pictures.once(Visuals, lambda: Studio(LocalIllustrator()).make(script, pictures, _quietly))
    booth = Booth(LocalNarrator(VoiceSettings()))
    narration = await speech.once(Narration, lambda: booth.record(script, speech, _quietly))
    return FilmParts(script, visuals.document, narration.document, store)


async def _quietly(_share: float) -> None:
    """Report to nobody."""

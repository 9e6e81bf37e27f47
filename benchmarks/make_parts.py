"""Makes the parts of a film for benchmarks: `python -m benchmarks.make_parts BRIEFING FOLDER`.

Script, pictures and narration come from the services' own offline providers; what is there already is not made again.
"""

import asyncio
import sys
from pathlib import Path

from benchmarks.parts import FilmParts, save_parts, store_in
from chassis.effects import PaidCall
from chassis.workspace import Workspace, inputs_hash
from contracts import Briefing, Narration, Phase, Visuals
from script_agent.commission import Commission
from script_agent.local import LocalScriptwriter
from script_agent.screenplay import script_of
from visual_agent import commission as visual_commission
from visual_agent import studio as visual_studio
from visual_agent.drawing import SceneDrawer
from visual_agent.local import LocalIllustrator
from voice_agent.assignment import Assignment
from voice_agent.booth import Booth
from voice_agent.local import LocalNarrator
from voice_agent.narrator import Run
from voice_agent.settings import VoiceSettings

_TASK_ID = "benchmark"


async def make_parts(briefing: Briefing, folder: Path) -> FilmParts:
    """Return the parts of a briefing's film, their pictures and sounds stored in a folder."""
    store = store_in(folder)
    script = script_of(_TASK_ID, briefing, await LocalScriptwriter().write(Commission.of(briefing)))
    inputs = inputs_hash(script)
    pictures = Workspace(store, _TASK_ID, Phase.VISUALS, inputs)
    speech = Workspace(store, _TASK_ID, Phase.NARRATION, inputs)
    drawing = visual_studio.Run(_TASK_ID, pictures, _quietly, _Penniless())
    studio = visual_studio.Studio(LocalIllustrator(), SceneDrawer())
    visuals = await pictures.once(Visuals, lambda: studio.make(visual_commission.Commission.of(script), drawing))
    booth = Booth(LocalNarrator(VoiceSettings()))
    run = Run(_TASK_ID, speech, _quietly, _NoBuyer())
    narration = await speech.once(
        Narration, lambda: booth.record(Assignment.of(script, with_tone=booth.uses_tone), run)
    )
    return FilmParts(script, visuals.document, narration.document)


class _Penniless:
    """Buys nothing: offline providers are free."""

    async def buy(self, call: PaidCall) -> bytes:
        """Fail."""
        raise AssertionError(call.name)


async def _quietly(_share: float) -> None:
    """Report to nobody."""


class _NoBuyer:
    """Buys nothing: offline providers are free."""

    async def buy(self, call: PaidCall) -> bytes:
        """Refuse."""
        raise ValueError(f"{call.name} would cost money")


if __name__ == "__main__":
    briefing_file, parts_folder = map(Path, sys.argv[1:])
    made = asyncio.run(make_parts(Briefing.model_validate_json(briefing_file.read_bytes()), parts_folder))
    save_parts(made, parts_folder)

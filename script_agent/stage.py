"""The script stage's one step: from a submitted briefing to a stored script."""

from chassis.bus import Bus
from chassis.cancellation import Cancellation
from chassis.progress import Progress
from chassis.store import Store
from chassis.workspace import Workspace, inputs_hash
from contracts import BriefingSubmitted, Phase, Script, ScriptReady
from script_agent.commission import Commission
from script_agent.screenplay import script_of
from script_agent.scriptwriter import Scriptwriter


class ScriptStage:
    """Has each briefing written once."""

    def __init__(self, store: Store, bus: Bus, writer: Scriptwriter) -> None:
        self._store = store
        self._bus = bus
        self._writer = writer

    async def run(self, event: BriefingSubmitted) -> ScriptReady:
        """Return the event that announces the briefing's script, written now or before."""
        progress = Progress(self._bus, Cancellation(self._store, event.task_id, event.attempt), event, Phase.SCRIPT)
        await progress.report(0.0)
        workspace = Workspace(self._store, event.task_id, Phase.SCRIPT, inputs_hash(event.briefing, self._writer.name))
        script = await workspace.once(Script, lambda: self._written(event))
        return ScriptReady(task_id=event.task_id, attempt=event.attempt, script=script.ref)

    async def _written(self, event: BriefingSubmitted) -> Script:
        return script_of(event.task_id, event.briefing, await self._writer.write(Commission.of(event.briefing)))

"""The script stage's one step: from a submitted briefing to a stored script."""

from chassis.bus import Bus
from chassis.cancellation import Cancellation
from chassis.effects import Ledger
from chassis.estimates import estimate
from chassis.progress import Progress
from chassis.store import Store
from chassis.workspace import Workspace, inputs_hash
from contracts import BriefingSubmitted, Phase, Script, ScriptReady
from contracts.charges import total_usd
from contracts.estimate import Plan
from script_agent.commission import Commission
from script_agent.screenplay import script_of
from script_agent.scriptwriter import Scriptwriter


class ScriptStage:
    """Has each briefing written once.

    The script is stored for exactly this briefing, takes and writer. What was paid for it is found by the commission
    alone, so an attempt that only looks or sounds different gets the same scenes and pays nothing.
    """

    def __init__(self, store: Store, bus: Bus, ledger: Ledger, writer: Scriptwriter, plan: Plan) -> None:
        self._store = store
        self._bus = bus
        self._ledger = ledger
        self._writer = writer
        self._plan = plan

    async def run(self, event: BriefingSubmitted) -> ScriptReady:
        """Return the event that announces the briefing's script, written now or before."""
        cancellation = Cancellation(self._store, event.task_id, event.attempt)
        progress = Progress(self._bus, cancellation, event, Phase.SCRIPT)
        await progress.report(0.0)
        inputs = inputs_hash(event.briefing, event.takes, self._writer.name)
        workspace = Workspace(self._store, event.task_id, Phase.SCRIPT, inputs)
        script = await workspace.once(Script, lambda: self._written(event, cancellation, progress))
        charges = script.document.charges
        return ScriptReady(
            task_id=event.task_id,
            attempt=event.attempt,
            script=script.ref,
            cost_usd=total_usd(charges),
            charges=charges,
        )

    async def _written(self, event: BriefingSubmitted, cancellation: Cancellation, progress: Progress) -> Script:
        effects = self._ledger.open(event.task_id, cancellation.check, progress.charged)
        # Whoever cannot pay for the whole film should not pay for its beginning.
        effects.require_budget(estimate(event.briefing, self._plan, self._ledger.prices).cost_usd)
        screenplay = await self._writer.write(Commission.of(event.briefing, event.takes.script), effects)
        script = script_of(event.task_id, event.briefing, screenplay)
        return script.model_copy(update={"takes": event.takes, "charges": effects.charges})

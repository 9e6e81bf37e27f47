"""The narration stage's one step: from a finished script to a stored narration."""

from typing import Protocol

from chassis.bus import Bus
from chassis.cancellation import Cancellation
from chassis.effects import Effects, Ledger
from chassis.progress import Progress
from chassis.store import Store
from chassis.workspace import Workspace, inputs_hash
from contracts import AssetKind, AssetsReady, Narration, Phase, Script, ScriptReady
from contracts.charges import total_usd
from voice_agent.assignment import Assignment
from voice_agent.narrator import Run


class NarrationMaker(Protocol):
    """Makes the narration of a film."""

    @property
    def name(self) -> str:
        """What tells makers apart whose narrations differ."""

    @property
    def uses_tone(self) -> bool:
        """Whether the tone of a film changes its narration."""

    async def record(self, assignment: Assignment, run: Run) -> Narration:
        """Return the narrated film, its sound kept in the workspace."""


class NarrationStage:
    """Has each film narrated once, however often and with whatever other looks its script is announced."""

    def __init__(self, store: Store, bus: Bus, ledger: Ledger, maker: NarrationMaker) -> None:
        self._store = store
        self._bus = bus
        self._ledger = ledger
        self._maker = maker

    async def run(self, event: ScriptReady) -> AssetsReady:
        """Return the event that announces the script's narration, made now or before."""
        cancellation = Cancellation(self._store, event.task_id, event.attempt)
        progress = Progress(self._bus, cancellation, event, Phase.NARRATION)
        await progress.report(0.0)
        script = Script.model_validate_json(await self._store.get(event.script))
        assignment = Assignment.of(script, with_tone=self._maker.uses_tone)
        inputs = inputs_hash(assignment, self._maker.name)
        workspace = Workspace(self._store, event.task_id, Phase.NARRATION, inputs)
        effects = self._ledger.open(event.task_id, cancellation.check, progress.charged)
        run = Run(event.task_id, workspace, progress.report, effects)
        made = await workspace.once(Narration, lambda: self._recorded(assignment, run, effects))
        charges = made.document.charges
        return AssetsReady(
            task_id=event.task_id,
            attempt=event.attempt,
            kind=AssetKind.NARRATION,
            manifest=made.ref,
            script=event.script,
            charges=charges,
            cost_usd=total_usd(charges),
        )

    async def _recorded(self, assignment: Assignment, run: Run, effects: Effects) -> Narration:
        narration = await self._maker.record(assignment, run)
        return narration.model_copy(update={"charges": effects.charges})

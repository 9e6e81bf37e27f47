"""The visuals stage's one step: from a finished script to stored pictures."""

from typing import Protocol

from chassis.bus import Bus
from chassis.cancellation import Cancellation
from chassis.effects import Ledger
from chassis.progress import Progress
from chassis.store import Store
from chassis.workspace import Workspace, inputs_hash
from contracts import AssetKind, AssetsReady, Phase, Script, ScriptReady, Visuals
from contracts.charges import total_usd
from visual_agent.commission import Commission
from visual_agent.studio import Run


class PictureMaker(Protocol):
    """Makes the pictures of a film; `name` tells makers apart whose pictures differ."""

    @property
    def name(self) -> str:
        """Short stable name."""
        ...

    async def make(self, commission: Commission, run: Run) -> Visuals:
        """Return the film's visuals, their pictures kept in the run's workspace."""
        ...


class VisualStage:
    """Has each film's visuals made once, however often and with whatever other sound its script is announced."""

    def __init__(self, store: Store, bus: Bus, ledger: Ledger, maker: PictureMaker) -> None:
        self._store = store
        self._bus = bus
        self._ledger = ledger
        self._maker = maker

    async def run(self, event: ScriptReady) -> AssetsReady:
        """Return the event that announces the script's visuals, made now or before."""
        cancellation = Cancellation(self._store, event.task_id, event.attempt)
        progress = Progress(self._bus, cancellation, event, Phase.VISUALS)
        await progress.report(0.0)
        commission = Commission.of(Script.model_validate_json(await self._store.get(event.script)))
        inputs = inputs_hash(commission, self._maker.name)
        workspace = Workspace(self._store, event.task_id, Phase.VISUALS, inputs)
        effects = self._ledger.open(event.task_id, cancellation.check, progress.charged)
        run = Run(event.task_id, workspace, progress.report, effects)

        async def make() -> Visuals:
            visuals = await self._maker.make(commission, run)
            return visuals.model_copy(update={"charges": effects.charges})

        made = await workspace.once(Visuals, make)
        return AssetsReady(
            task_id=event.task_id,
            attempt=event.attempt,
            kind=AssetKind.VISUALS,
            manifest=made.ref,
            script=event.script,
            cost_usd=total_usd(made.document.charges),
            charges=made.document.charges,
        )

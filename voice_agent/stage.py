"""The narration stage's one step: from a finished script to a stored narration."""

from typing import Protocol

from chassis.bus import Bus
from chassis.cancellation import Cancellation
from chassis.progress import Progress, Report
from chassis.store import Store
from chassis.workspace import Workspace, inputs_hash
from contracts import AssetKind, AssetsReady, Narration, Phase, Script, ScriptReady


class NarrationMaker(Protocol):
    """Makes the narration of a film."""

    @property
    def name(self) -> str:
        """What tells makers apart whose narrations differ."""

    async def record(self, script: Script, workspace: Workspace, report: Report) -> Narration:
        """Return the narrated film, its sound kept in the workspace."""


class NarrationStage:
    """Has each script's narration made once."""

    def __init__(self, store: Store, bus: Bus, maker: NarrationMaker) -> None:
        self._store = store
        self._bus = bus
        self._maker = maker

    async def run(self, event: ScriptReady) -> AssetsReady:
        """Return the event that announces the script's narration, made now or before."""
        progress = Progress(self._bus, Cancellation(self._store, event.task_id, event.attempt), event, Phase.NARRATION)
        await progress.report(0.0)
        script = Script.model_validate_json(await self._store.get(event.script))
        workspace = Workspace(
            self._store, event.task_id, Phase.NARRATION, inputs_hash(event.script.sha256, self._maker.name)
        )
        made = await workspace.once(Narration, lambda: self._maker.record(script, workspace, progress.report))
        return AssetsReady(
            task_id=event.task_id,
            attempt=event.attempt,
            kind=AssetKind.NARRATION,
            manifest=made.ref,
            script=event.script,
        )

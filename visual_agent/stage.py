"""The visuals stage's one step: from a finished script to stored pictures."""

from typing import Protocol

from chassis.bus import Bus
from chassis.cancellation import Cancellation
from chassis.progress import Progress, Report
from chassis.store import Store
from chassis.workspace import Workspace, inputs_hash
from contracts import AssetKind, AssetsReady, Phase, Script, ScriptReady, Visuals


class PictureMaker(Protocol):
    """Makes the pictures of a film; `name` tells makers apart whose pictures differ."""

    name: str

    async def make(self, script: Script, workspace: Workspace, report: Report) -> Visuals:
        """Return the film's visuals, their pictures kept in the workspace."""


class VisualStage:
    """Has each script's visuals made once."""

    def __init__(self, store: Store, bus: Bus, maker: PictureMaker) -> None:
        self._store = store
        self._bus = bus
        self._maker = maker

    async def run(self, event: ScriptReady) -> AssetsReady:
        """Return the event that announces the script's visuals, made now or before."""
        progress = Progress(self._bus, Cancellation(self._store, event.task_id, event.attempt), event, Phase.VISUALS)
        await progress.report(0.0)
        script = Script.model_validate_json(await self._store.get(event.script))
        workspace = Workspace(
            self._store, event.task_id, Phase.VISUALS, inputs_hash(event.script.sha256, self._maker.name)
        )
        made = await workspace.once(Visuals, lambda: self._maker.make(script, workspace, progress.report))
        return AssetsReady(
            task_id=event.task_id,
            attempt=event.attempt,
            kind=AssetKind.VISUALS,
            manifest=made.ref,
            script=event.script,
        )

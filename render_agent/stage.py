"""The render stage's step: join a script's pictures with its narration, and make the film of them."""

from typing import Protocol, Self

from pydantic import BaseModel

from chassis.bus import Bus
from chassis.cancellation import Cancellation
from chassis.progress import Progress, Report
from chassis.store import Store
from chassis.workspace import Workspace, inputs_hash
from contracts import AssetKind, AssetsReady, Narration, Phase, Scene, Script, Tone, Video, VideoRendered, Visuals
from contracts.artefacts import Sha256
from contracts.charges import total_usd, united


class FilmMaker(Protocol):
    """Makes a film of its parts; `name` tells makers apart whose films differ."""

    name: str

    async def render(
        self, script: Script, visuals: Visuals, narration: Narration, workspace: Workspace, report: Report
    ) -> Video:
        """Return the film, its files kept in the workspace and checked."""


class Parts(BaseModel):
    """The two announcements a film is made of."""

    visuals: AssetsReady
    narration: AssetsReady


class Inputs(BaseModel):
    """All that decides how a film comes out; what else a briefing says has no part in it."""

    visuals: Sha256
    narration: Sha256
    scenes: tuple[Scene, ...]
    tone: Tone
    captions: bool
    music: bool
    take: int

    @classmethod
    def of(cls, script: Script, parts: Parts) -> Self:
        """Return what the film of these parts depends on."""
        briefing = script.briefing
        return cls(
            visuals=parts.visuals.manifest.sha256,
            narration=parts.narration.manifest.sha256,
            scenes=script.scenes,
            tone=briefing.tone,
            captions=briefing.captions,
            music=briefing.music,
            take=script.takes.render,
        )


class RenderStage:
    """Makes each film once, when the second of its two parts is announced."""

    def __init__(self, store: Store, bus: Bus, maker: FilmMaker) -> None:
        self._store = store
        self._bus = bus
        self._maker = maker

    async def run(self, event: AssetsReady) -> VideoRendered | None:
        """Return the event that announces the film, made now or before; None while its other part is missing."""
        parts = await self._join(event)
        if parts is None:
            return None
        cancellation = Cancellation(self._store, event.task_id, event.attempt)
        progress = Progress(self._bus, cancellation, event, Phase.RENDER)
        await progress.report(0.0)
        script = Script.model_validate_json(await self._store.get(event.script))
        visuals = Visuals.model_validate_json(await self._store.get(parts.visuals.manifest))
        narration = Narration.model_validate_json(await self._store.get(parts.narration.manifest))
        inputs = inputs_hash(Inputs.of(script, parts), self._maker.name)
        workspace = Workspace(self._store, event.task_id, Phase.RENDER, inputs)
        made = await workspace.once(
            Video, lambda: self._maker.render(script, visuals, narration, workspace, progress.report)
        )
        # A film that was withdrawn while it was made is kept for a later attempt, but not announced.
        await cancellation.check()
        paid = united((*script.charges, *visuals.charges, *narration.charges))
        return VideoRendered(
            task_id=event.task_id, attempt=event.attempt, video=made.document, total_cost_usd=total_usd(paid)
        )

    async def _join(self, event: AssetsReady) -> Parts | None:
        """Note this part and return both, if the other was noted too.

        Both events of a task are in one partition, so no two of them are handled at once and the second one always
        finds the first.
        """
        folder = f"tasks/{event.task_id}/parts/{event.attempt}"
        await self._store.put(f"{folder}/{event.kind}.json", event.model_dump_json().encode(), "application/json")
        notes = {kind.value: await self._store.read(f"{folder}/{kind}.json") for kind in AssetKind}
        found = {kind: AssetsReady.model_validate_json(note) for kind, note in notes.items() if note is not None}
        return Parts.model_validate(found) if len(found) == len(AssetKind) else None

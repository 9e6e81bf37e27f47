"""Makes a film's visuals scene by scene and keeps every artefact at once, so that a crash costs one scene at most."""

import asyncio
import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from chassis.errors import TaskWithdrawnError
from chassis.progress import Report
from chassis.workspace import Workspace
from contracts import Scene, SceneVisuals, Visuals
from visual_agent.art import FilmArt, SceneArt
from visual_agent.commission import Commission
from visual_agent.illustrator import Buyer, Illustrator, Painting
from visual_agent.keeping import keep_captions, keep_scene, kept_scene
from visual_agent.notes import notes_on
from visual_agent.paintings import Paintings
from visual_agent.sources import ground_of, sources_of
from visual_agent.subject import Ground


class Drawer(Protocol):
    """Draws what is code's to draw: `visual_agent.drawing.SceneDrawer`."""

    async def draw(self, commission: Commission, scene: Scene, ground: Ground, picture: bytes | None) -> SceneArt:
        """Return a scene's layers, over the picture if there is one."""
        ...

    async def dress(self, commission: Commission) -> FilmArt:
        """Return what is drawn over the whole film."""
        ...


@dataclass(frozen=True)
class Run:
    """What one making of one film's visuals works with."""

    task_id: str
    workspace: Workspace
    report: Report
    buyer: Buyer


class Studio:
    """Turns a commission into stored pictures: an illustrator makes them, a drawer sets everything else over them."""

    def __init__(self, illustrator: Illustrator, drawer: Drawer) -> None:
        self._illustrator = illustrator
        self._drawer = drawer

    @property
    def name(self) -> str:
        """The illustrator's."""
        return self._illustrator.name

    async def make(self, commission: Commission, run: Run) -> Visuals:
        """Return the film's visuals; scenes a run before this one finished are taken as they are."""
        sources = sources_of(commission)
        desks, done = asyncio.Semaphore(os.cpu_count() or 1), 0
        missing: dict[str, str] = {}

        async def make_scene(scene: Scene) -> SceneVisuals:
            nonlocal done
            source = sources.get(scene.id)
            # Pictures are asked for in every run, also those of finished scenes: what they cost is the film's cost.
            painting = await paintings.of(source) if source else Painting()
            if painting.missing is not None:
                missing[scene.id] = painting.missing
            async with desks:
                visuals = await self._scene(commission, scene, ground_of(scene, source), painting.picture, run)
            done += 1
            await run.report(done / len(commission.scenes))
            return visuals

        try:
            async with (
                Paintings(self._illustrator, commission, sources.values(), run.buyer) as paintings,
                asyncio.TaskGroup() as group,
            ):
                scenes = [group.create_task(make_scene(scene)) for scene in commission.scenes]
                dress = group.create_task(self._drawer.dress(commission))
        except BaseExceptionGroup as failures:
            # What is done about an error depends on its class, which a group would hide.
            raise _foremost(failures.exceptions) from None
        return Visuals(
            task_id=run.task_id,
            style=commission.style,
            width=commission.width,
            height=commission.height,
            scenes=tuple(scene.result() for scene in scenes),
            captions=await keep_captions(dress.result().captions, run.workspace),
            progress_bar=dress.result().progress_bar,
            notes=notes_on(dict(sorted(missing.items())), commission.language),
        )

    async def _scene(
        self, commission: Commission, scene: Scene, ground: Ground, picture: bytes | None, run: Run
    ) -> SceneVisuals:
        name = scene.id if picture is None else f"{scene.id}-{hashlib.sha256(picture).hexdigest()[:12]}"
        finished = await kept_scene(name, run.workspace)
        if finished is not None:
            return finished
        return await keep_scene(name, scene, await self._drawer.draw(commission, scene, ground, picture), run.workspace)


def _foremost(errors: Sequence[BaseException]) -> BaseException:
    """Return the error that decides: that nobody wants the film any more comes before anything that failed."""
    return next((error for error in errors if isinstance(error, TaskWithdrawnError)), errors[0])

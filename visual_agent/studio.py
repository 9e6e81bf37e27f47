"""Makes a film's visuals scene by scene and keeps every artefact at once, so that a crash costs one scene at most."""

import asyncio
import hashlib
import os

from chassis.progress import Report
from chassis.workspace import Workspace
from contracts import CaptionTheme, Scene, SceneVisuals, Script, Sprite, Visuals
from visual_agent.art import FilmArt, SceneArt, SpriteArt
from visual_agent.illustrator import Illustrator

_PNG = "image/png"
_FONT = "font/ttf"
_JSON = "application/json"


class Studio:
    """Turns a script into stored pictures with the help of an illustrator."""

    def __init__(self, illustrator: Illustrator) -> None:
        self._illustrator = illustrator
        self.name = illustrator.name

    async def make(self, script: Script, workspace: Workspace, report: Report) -> Visuals:
        """Return the film's visuals; scenes a run before this one finished are taken as they are."""
        done, desks = 0, asyncio.Semaphore(os.cpu_count() or 1)

        async def make_scene(scene: Scene) -> SceneVisuals:
            nonlocal done
            async with desks:
                visuals = await self._scene(script, scene, workspace)
            done += 1
            await report(done / len(script.scenes))
            return visuals

        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(make_scene(scene)) for scene in script.scenes]
                dress = group.create_task(self._illustrator.dress(script))
        except BaseExceptionGroup as failures:
            # What is done about an error depends on its class, which a group would hide.
            raise failures.exceptions[0] from None
        width, height = script.briefing.frame_size
        return Visuals(
            task_id=script.task_id,
            style=script.briefing.style,
            width=width,
            height=height,
            scenes=tuple(task.result() for task in tasks),
            captions=await _caption_theme(dress.result(), workspace),
            progress_bar=dress.result().progress_bar,
        )

    async def _scene(self, script: Script, scene: Scene, workspace: Workspace) -> SceneVisuals:
        name = f"{scene.id}/scene.json"
        kept = await workspace.kept(name)
        if kept is None:
            visuals = await _keep(scene, await self._illustrator.illustrate(script, scene), workspace)
            kept = await workspace.keep(name, visuals.model_dump_json().encode(), _JSON)
        return SceneVisuals.model_validate_json(await workspace.store.get(kept))


async def _keep(scene: Scene, art: SceneArt, workspace: Workspace) -> SceneVisuals:
    """Store a scene's pictures; scenes that share a background share its artefact."""
    digest = hashlib.sha256(art.background).hexdigest()[:16]
    background = await workspace.keep(f"background-{digest}.png", art.background, _PNG)
    sprites = [await _sprite(scene, index, sprite, workspace) for index, sprite in enumerate(art.sprites)]
    return SceneVisuals(scene_id=scene.id, background=background, zoom=art.zoom, sprites=tuple(sprites))


async def _sprite(scene: Scene, index: int, sprite: SpriteArt, workspace: Workspace) -> Sprite:
    image = await workspace.keep(f"{scene.id}/sprite-{index:02d}.png", sprite.png, _PNG)
    return Sprite(
        image=image,
        x=sprite.x,
        y=sprite.y,
        width=sprite.width,
        height=sprite.height,
        entrance=sprite.entrance,
        sentence=sprite.sentence,
        delay_seconds=sprite.delay_seconds,
    )


async def _caption_theme(art: FilmArt, workspace: Workspace) -> CaptionTheme:
    captions = art.captions
    return CaptionTheme(
        font=await workspace.keep("captions.ttf", captions.font, _FONT),
        font_weight=captions.weight,
        size=captions.size,
        baseline_y=captions.baseline_y,
        colour=captions.colour,
        accent=captions.accent,
        box=captions.box,
        box_radius=captions.box_radius,
    )

"""Keeps what was drawn in the workspace, and says in the contract's words where it is."""

import hashlib

from chassis.workspace import Workspace
from contracts import CaptionTheme, Scene, SceneVisuals, Sprite
from visual_agent.art import CaptionArt, SceneArt, SpriteArt

_PNG = "image/png"
_FONT = "font/ttf"
_JSON = "application/json"


async def kept_scene(name: str, workspace: Workspace) -> SceneVisuals | None:
    """Return the scene that a run before this one finished under a name."""
    kept = await workspace.kept(f"{name}/scene.json")
    return None if kept is None else SceneVisuals.model_validate_json(await workspace.store.get(kept))


async def keep_scene(name: str, scene: Scene, art: SceneArt, workspace: Workspace) -> SceneVisuals:
    """Store a scene's pictures, the scene itself last; scenes that share a background share its artefact."""
    digest = hashlib.sha256(art.background).hexdigest()[:16]
    background = await workspace.keep(f"background-{digest}.png", art.background, _PNG)
    sprites = [await _sprite(f"{name}/sprite-{i:02d}.png", sprite, workspace) for i, sprite in enumerate(art.sprites)]
    visuals = SceneVisuals(scene_id=scene.id, background=background, zoom=art.zoom, sprites=tuple(sprites))
    ref = await workspace.keep(f"{name}/scene.json", visuals.model_dump_json().encode(), _JSON)
    return SceneVisuals.model_validate_json(await workspace.store.get(ref))


async def keep_captions(captions: CaptionArt, workspace: Workspace) -> CaptionTheme:
    """Store the captions' font."""
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


async def _sprite(name: str, sprite: SpriteArt, workspace: Workspace) -> Sprite:
    return Sprite(
        image=await workspace.keep(name, sprite.png, _PNG),
        x=sprite.x,
        y=sprite.y,
        width=sprite.width,
        height=sprite.height,
        entrance=sprite.entrance,
        sentence=sprite.sentence,
        delay_seconds=sprite.delay_seconds,
    )

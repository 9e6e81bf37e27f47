import asyncio
from collections import Counter
from collections.abc import Callable

import pytest

from chassis.store import Store
from chassis.workspace import Workspace
from contracts import Entrance, Scene, Script, Visuals, Zoom
from visual_agent.art import CaptionArt, FilmArt, SceneArt, SpriteArt
from visual_agent.studio import Studio


class FakeIllustrator:
    """Draws a scene's id; fails on one scene when told to, and counts what it is asked."""

    name = "fake-1"

    def __init__(self, failing: str | None = None) -> None:
        self.failing = failing
        self.asked: Counter[str] = Counter()

    async def illustrate(self, script: Script, scene: Scene) -> SceneArt:
        """Return a picture of the id."""
        self.asked[scene.id] += 1
        await asyncio.sleep(0)
        if scene.id == self.failing:
            raise RuntimeError("out of paint")
        sprite = SpriteArt(scene.id.encode(), 10, 20, 30, 40, Entrance.POP, sentence=0, delay_seconds=0.5)
        return SceneArt(f"{script.brand} background".encode(), (sprite,), Zoom(end=1.05))

    async def dress(self, script: Script) -> FilmArt:
        """Return captions whose font is the brand."""
        return FilmArt(CaptionArt(script.brand.encode(), 600, 40, 900, "#FFFFFF", "#00FF00", "#000000CC", 12))


async def ignore(_share: float) -> None:
    """Take a report of progress and do nothing."""


@pytest.fixture
def workspace() -> Workspace:
    """Return a workspace in memory."""
    return Workspace(Store.in_memory(), "t-1", "visuals", "abc")


@pytest.fixture
def script(make_script: Callable[..., Script]) -> Script:
    """Return a script of seven scenes."""
    return make_script()


async def test_every_scene_is_in_the_manifest_in_order(script: Script, workspace: Workspace) -> None:
    """The manifest tells where each picture is, how it enters, and what the film looks like."""
    visuals = await Studio(FakeIllustrator()).make(script, workspace, ignore)
    assert [scene.scene_id for scene in visuals.scenes] == [scene.id for scene in script.scenes]
    sprite = visuals.scenes[0].sprites[0]
    assert (sprite.x, sprite.y, sprite.entrance, sprite.delay_seconds) == (10, 20, Entrance.POP, 0.5)
    assert await workspace.store.get(sprite.image) == b"s01"
    assert (visuals.width, visuals.height) == script.briefing.frame_size
    assert await workspace.store.get(visuals.captions.font) == script.brand.encode()


async def test_scenes_share_a_background_that_is_the_same(script: Script, workspace: Workspace) -> None:
    """One picture used by all scenes is stored once."""
    visuals = await Studio(FakeIllustrator()).make(script, workspace, ignore)
    assert len({scene.background.key for scene in visuals.scenes}) == 1


async def test_a_run_after_a_crash_only_makes_what_is_missing(script: Script, workspace: Workspace) -> None:
    """Scenes that were finished before the crash are not drawn again."""
    failing = FakeIllustrator(failing="s05")
    with pytest.raises(RuntimeError):
        await Studio(failing).make(script, workspace, ignore)
    second = FakeIllustrator()
    visuals = await Studio(second).make(script, workspace, ignore)
    assert len(visuals.scenes) == len(script.scenes)
    assert second.asked["s05"] == 1
    assert second.asked["s01"] == 0


async def test_progress_rises_to_one(script: Script, workspace: Workspace) -> None:
    """Each finished scene is reported."""
    shares: list[float] = []

    async def report(share: float) -> None:
        shares.append(share)

    await Studio(FakeIllustrator()).make(script, workspace, report)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert len(shares) == len(script.scenes)


async def test_two_runs_agree(script: Script, workspace: Workspace) -> None:
    """A redelivered script yields the same manifest."""
    first: Visuals = await Studio(FakeIllustrator()).make(script, workspace, ignore)
    assert first == await Studio(FakeIllustrator()).make(script, workspace, ignore)

import asyncio
from collections import Counter
from collections.abc import Callable

import pytest

from chassis.effects import PaidCall
from chassis.errors import PermanentError, TaskWithdrawnError
from chassis.progress import Report
from chassis.store import Store
from chassis.workspace import Workspace
from contracts import Entrance, Scene, SceneRole, Style, Visuals, Zoom
from visual_agent.art import CaptionArt, FilmArt, SceneArt, SpriteArt
from visual_agent.commission import Commission
from visual_agent.illustrator import Buyer, Painting
from visual_agent.studio import Run, Studio
from visual_agent.subject import Ground


class FakeDrawer:
    """Draws a scene's id on what it is given; fails on one scene when told to, and remembers what it drew."""

    def __init__(self, failing: str | None = None) -> None:
        self.failing = failing
        self.grounds: dict[str, tuple[Ground, bytes | None]] = {}

    async def draw(self, commission: Commission, scene: Scene, ground: Ground, picture: bytes | None) -> SceneArt:
        """Return a picture of the id."""
        self.grounds[scene.id] = (ground, picture)
        await asyncio.sleep(0)
        if scene.id == self.failing:
            raise RuntimeError("out of paint")
        sprite = SpriteArt(scene.id.encode(), 10, 20, 30, 40, Entrance.POP, sentence=0, delay_seconds=0.5)
        return SceneArt(picture or f"{commission.brand} background".encode(), (sprite,), Zoom(end=1.05))

    async def dress(self, commission: Commission) -> FilmArt:
        """Return captions whose font is the brand."""
        return FilmArt(CaptionArt(commission.brand.encode(), 600, 40, 900, "#FFFFFF", "#00FF00", "#000000CC", 12))


class FakeIllustrator:
    """Hands in what it was prepared with for each scene, and counts what it is asked."""

    name = "fake"

    def __init__(self, *, pictures: bool = False, missing: dict[str, str] | None = None) -> None:
        self.pictures = pictures
        self.missing = missing or {}
        self.asked: Counter[str] = Counter()

    async def paint(self, _commission: Commission, scene: Scene, _buyer: Buyer, /) -> Painting:
        """Return the picture of a scene's id, or the reason there is none."""
        self.asked[scene.id] += 1
        await asyncio.sleep(0)
        if scene.id in self.missing:
            return Painting(missing=self.missing[scene.id])
        return Painting(f"picture of {scene.id}".encode() if self.pictures else None)


class NoMoney:
    """Buys nothing."""

    async def buy(self, call: PaidCall) -> bytes:
        """Refuse."""
        raise AssertionError(call.name)


async def ignore(_share: float) -> None:
    """Take a report of progress and do nothing."""


def run_in(workspace: Workspace, report: Report = ignore) -> Run:
    """Return a run that keeps its pictures in a workspace."""
    return Run("t-1", workspace, report, NoMoney())


@pytest.fixture
def workspace() -> Workspace:
    """Return a workspace in memory."""
    return Workspace(Store.in_memory(), "t-1", "visuals", "abc")


@pytest.fixture
def commission(make_commission: Callable[..., Commission]) -> Commission:
    """Return a film of seven scenes, one of each role."""
    return make_commission()


def id_of(commission: Commission, role: SceneRole) -> str:
    """Return the id of the scene of a role."""
    return next(scene.id for scene in commission.scenes if scene.role is role)


async def test_every_scene_is_in_the_manifest_in_order(commission: Commission, workspace: Workspace) -> None:
    """The manifest tells where each picture is, how it enters, and what the film looks like."""
    visuals = await Studio(FakeIllustrator(), FakeDrawer()).make(commission, run_in(workspace))
    assert [scene.scene_id for scene in visuals.scenes] == [scene.id for scene in commission.scenes]
    sprite = visuals.scenes[0].sprites[0]
    assert (sprite.x, sprite.y, sprite.entrance, sprite.delay_seconds) == (10, 20, Entrance.POP, 0.5)
    assert await workspace.store.get(sprite.image) == b"s01"
    assert (visuals.width, visuals.height) == commission.frame_size
    assert await workspace.store.get(visuals.captions.font) == commission.brand.encode()
    assert (visuals.task_id, visuals.notes) == ("t-1", ())


async def test_scenes_share_a_background_that_is_the_same(commission: Commission, workspace: Workspace) -> None:
    """One picture used by all scenes is stored once."""
    visuals = await Studio(FakeIllustrator(), FakeDrawer()).make(commission, run_in(workspace))
    assert len({scene.background.key for scene in visuals.scenes}) == 1


async def test_scenes_that_tell_something_have_a_picture_of_their_own(
    commission: Commission, workspace: Workspace
) -> None:
    """Four pictures are asked for once each; cards, number and call to action are drawn on a borrowed one."""
    illustrator, drawer = FakeIllustrator(pictures=True), FakeDrawer()
    await Studio(illustrator, drawer).make(commission, run_in(workspace))
    own = [SceneRole.HOOK, SceneRole.TITLE, SceneRole.FEATURE, SceneRole.CLOSING]
    assert illustrator.asked == Counter(id_of(commission, role) for role in own)
    for role in own:
        id_ = id_of(commission, role)
        assert drawer.grounds[id_] == (Ground.PICTURE, f"picture of {id_}".encode())
    title = f"picture of {id_of(commission, SceneRole.TITLE)}".encode()
    assert drawer.grounds[id_of(commission, SceneRole.CTA)] == (Ground.BORROWED, title)
    assert drawer.grounds[id_of(commission, SceneRole.POINTS)] == (Ground.BORROWED, title)


async def test_flat_styles_borrow_no_picture(make_commission: Callable[..., Commission], workspace: Workspace) -> None:
    """In a style drawn on flat colour cards, numbers and the call to action stay on it."""
    commission, drawer = make_commission(Style.ENERGETIC), FakeDrawer()
    await Studio(FakeIllustrator(pictures=True), drawer).make(commission, run_in(workspace))
    for role in (SceneRole.POINTS, SceneRole.STAT, SceneRole.CTA):
        assert drawer.grounds[id_of(commission, role)] == (Ground.DRAWN, None)


async def test_the_film_says_which_scenes_have_no_picture(commission: Commission, workspace: Workspace) -> None:
    """A picture that could not be had is named with every scene that was to show it; the others keep theirs."""
    hook, title = id_of(commission, SceneRole.HOOK), id_of(commission, SceneRole.TITLE)
    illustrator = FakeIllustrator(pictures=True, missing={hook: "provider_refused", title: "provider_unavailable"})
    visuals = await Studio(illustrator, FakeDrawer()).make(commission, run_in(workspace))
    numbers = {role: int(id_of(commission, role)[1:]) for role in SceneRole}
    assert len(visuals.notes) == 2
    refused, unavailable = visuals.notes
    assert str(numbers[SceneRole.HOOK]) in refused
    assert "recusou" in refused
    for role in (SceneRole.TITLE, SceneRole.POINTS, SceneRole.CTA):
        assert str(numbers[role]) in unavailable
    assert str(numbers[SceneRole.CLOSING]) not in refused + unavailable


async def test_a_run_after_a_crash_only_makes_what_is_missing(commission: Commission, workspace: Workspace) -> None:
    """Scenes that were finished before the crash are not drawn again, though their pictures are accounted for."""
    with pytest.raises(RuntimeError):
        await Studio(FakeIllustrator(pictures=True), FakeDrawer("s05")).make(commission, run_in(workspace))
    illustrator, drawer = FakeIllustrator(pictures=True), FakeDrawer()
    visuals = await Studio(illustrator, drawer).make(commission, run_in(workspace))
    assert len(visuals.scenes) == len(commission.scenes)
    assert "s05" in drawer.grounds
    assert "s01" not in drawer.grounds
    assert illustrator.asked["s01"] == 1


async def test_a_scene_is_drawn_again_for_another_picture(commission: Commission, workspace: Workspace) -> None:
    """A scene that an earlier run drew without its picture is not taken for one with it."""
    with pytest.raises(RuntimeError):
        await Studio(FakeIllustrator(), FakeDrawer("s05")).make(commission, run_in(workspace))
    visuals = await Studio(FakeIllustrator(pictures=True), FakeDrawer()).make(commission, run_in(workspace))
    assert await workspace.store.get(visuals.scenes[0].background) == b"picture of s01"


async def test_progress_rises_to_one(commission: Commission, workspace: Workspace) -> None:
    """Each finished scene is reported."""
    shares: list[float] = []

    async def report(share: float) -> None:
        shares.append(share)

    await Studio(FakeIllustrator(), FakeDrawer()).make(commission, run_in(workspace, report))
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert len(shares) == len(commission.scenes)


async def test_a_withdrawn_film_is_not_drawn_to_its_end(commission: Commission, workspace: Workspace) -> None:
    """When a report says that nobody waits any more, that comes out as it is and the other scenes stop."""

    class SlowDrawer(FakeDrawer):
        """Never finishes any scene but the first."""

        async def draw(self, commission: Commission, scene: Scene, ground: Ground, picture: bytes | None) -> SceneArt:
            """Wait for ever, except on the first scene."""
            if scene.id != "s01":
                await asyncio.Event().wait()
            return await super().draw(commission, scene, ground, picture)

    async def withdraw(_share: float) -> None:
        raise TaskWithdrawnError

    with pytest.raises(TaskWithdrawnError):
        await asyncio.wait_for(
            Studio(FakeIllustrator(), SlowDrawer()).make(commission, run_in(workspace, withdraw)), timeout=5
        )


async def test_a_failed_picture_fails_the_stage_by_its_name(commission: Commission, workspace: Workspace) -> None:
    """The illustrator's error is not wrapped, so that what is done about it depends on its class."""

    class Failing(FakeIllustrator):
        """Has no key."""

        async def paint(self, _commission: Commission, _scene: Scene, _buyer: Buyer, /) -> Painting:
            """Fail."""
            raise PermanentError("provider_auth", "no")

    with pytest.raises(PermanentError) as failure:
        await Studio(Failing(), FakeDrawer()).make(commission, run_in(workspace))
    assert failure.value.code == "provider_auth"


async def test_two_runs_agree(commission: Commission, workspace: Workspace) -> None:
    """A redelivered script yields the same manifest."""
    first: Visuals = await Studio(FakeIllustrator(), FakeDrawer()).make(commission, run_in(workspace))
    assert first == await Studio(FakeIllustrator(), FakeDrawer()).make(commission, run_in(workspace))

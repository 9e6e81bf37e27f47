import contextlib
from pathlib import Path

import pytest
from faststream.kafka import KafkaBroker, TestKafkaBroker

from chassis.cancellation import mark_cancelled
from chassis.errors import TaskWithdrawnError
from chassis.progress import Report
from chassis.settings import ServiceSettings
from chassis.store import Store
from chassis.workspace import Workspace
from contracts import AssetKind, AssetsReady, Narration, Script, Video, VideoRendered, Visuals
from contracts.topics import ASSETS_READY
from render_agent.handlers import register
from render_agent.stage import RenderStage
from tests.handlers.conftest import RecordingBus

GOLDEN = Path(__file__).parents[2] / "contracts" / "golden"
VIDEO = Video.model_validate_json((GOLDEN / "video.v1.json").read_bytes())


class CountingMaker:
    """Returns the golden film, and counts."""

    name = "counting"

    def __init__(self) -> None:
        self.calls = 0

    async def render(
        self, script: Script, visuals: Visuals, narration: Narration, workspace: Workspace, report: Report
    ) -> Video:
        """Return the golden film."""
        self.calls += 1
        assert (script.task_id, visuals.task_id, narration.task_id) == (VIDEO.task_id,) * 3
        await report(1.0)
        await workspace.keep("film.mp4", b"film", "video/mp4")
        return VIDEO


async def _parts(store: Store, attempt: int = 1) -> list[AssetsReady]:
    refs = {
        name: await store.put(f"{name}.json", (GOLDEN / f"{name}.v1.json").read_bytes(), "application/json")
        for name in ("script", "visuals", "narration")
    }
    return [
        AssetsReady(task_id=VIDEO.task_id, attempt=attempt, kind=kind, manifest=refs[kind.value], script=refs["script"])
        for kind in AssetKind
    ]


def _films(bus: RecordingBus) -> list[VideoRendered]:
    return [event for event in bus.events if isinstance(event, VideoRendered)]


@pytest.mark.parametrize("order", [(0, 1), (1, 0), (0, 0, 1), (1, 0, 0, 1)])
async def test_a_film_is_made_once_when_both_parts_are_there(
    settings: ServiceSettings, store: Store, bus: RecordingBus, order: tuple[int, ...]
) -> None:
    """Whatever the order and repetition of its parts, a film is rendered once, and announced in the same words."""
    maker, broker, parts = CountingMaker(), KafkaBroker(), await _parts(store)
    register(broker, settings, RenderStage(store, bus, maker), bus)

    async with TestKafkaBroker(broker):
        for index in order:
            await broker.publish(parts[index], topic=ASSETS_READY)

    assert maker.calls == 1
    assert {event.video for event in _films(bus)} == {VIDEO}
    assert len({event.model_dump_json() for event in _films(bus)}) == 1


async def test_a_film_cancelled_while_it_is_made_is_not_announced(store: Store, bus: RecordingBus) -> None:
    """A cancellation that comes during the render keeps the film off the bus, without a failure."""

    class Cancelled(CountingMaker):
        async def render(
            self, script: Script, visuals: Visuals, narration: Narration, workspace: Workspace, report: Report
        ) -> Video:
            """Return the film as if the cancellation came too late for any report."""
            film = await super().render(script, visuals, narration, workspace, report)
            await mark_cancelled(store, VIDEO.task_id, 1)
            return film

    maker = Cancelled()
    stage = RenderStage(store, bus, maker)
    for part in await _parts(store):
        with contextlib.suppress(TaskWithdrawnError):
            await stage.run(part)

    assert (maker.calls, _films(bus)) == (1, [])


async def _parts_of_retry(store: Store, **changes: object) -> list[AssetsReady]:
    """Return the parts of a second attempt whose script has the same scenes and a changed briefing."""
    script = Script.model_validate_json((GOLDEN / "script.v1.json").read_bytes())
    changed = script.model_copy(update={"briefing": script.briefing.model_copy(update=changes)})
    ref = await store.put("script-2.json", changed.model_dump_json().encode(), "application/json")
    return [part.model_copy(update={"script": ref}) for part in await _parts(store, attempt=2)]


@pytest.mark.parametrize(
    ("change", "films"), [({"captions": False}, 2), ({"music": True}, 2), ({"target_audience": "Cyclists"}, 1)]
)
async def test_a_retry_renders_again_only_what_would_differ(
    store: Store, bus: RecordingBus, change: dict[str, object], films: int
) -> None:
    """A retry with other options of the render makes a new film; one without finds the film that is there."""
    maker = CountingMaker()
    stage = RenderStage(store, bus, maker)
    for part in (*await _parts(store), *await _parts_of_retry(store, **change)):
        await stage.run(part)

    assert maker.calls == films


async def test_parts_of_different_attempts_are_not_joined(
    settings: ServiceSettings, store: Store, bus: RecordingBus
) -> None:
    """The pictures of an earlier attempt do not meet the narration of a later one."""
    maker, broker = CountingMaker(), KafkaBroker()
    register(broker, settings, RenderStage(store, bus, maker), bus)

    async with TestKafkaBroker(broker):
        await broker.publish((await _parts(store, attempt=1))[0], topic=ASSETS_READY)
        await broker.publish((await _parts(store, attempt=2))[1], topic=ASSETS_READY)

    assert (maker.calls, _films(bus)) == (0, [])

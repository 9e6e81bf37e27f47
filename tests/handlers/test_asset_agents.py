"""The visual and the voice agent: both turn a script into a manifest, once."""

from pathlib import Path

from faststream.kafka import KafkaBroker, TestKafkaBroker

from chassis.progress import Report
from chassis.settings import ServiceSettings
from chassis.store import Store
from chassis.workspace import Workspace
from contracts import AssetsReady, Narration, Phase, Script, ScriptReady, TaskProgressed, Visuals
from contracts.topics import ASSETS_READY, SCRIPT_READY
from tests.handlers.conftest import RecordingBus
from visual_agent import handlers as visual_handlers
from visual_agent.stage import VisualStage
from voice_agent import handlers as voice_handlers
from voice_agent.stage import NarrationStage

GOLDEN = Path(__file__).parents[2] / "contracts" / "golden"
SCRIPT = (GOLDEN / "script.v1.json").read_bytes()
TASK = Script.model_validate_json(SCRIPT).task_id


class GoldenMaker:
    """Returns the golden pictures or narration, and counts."""

    name = "golden"

    def __init__(self) -> None:
        self.calls = 0

    async def make(self, script: Script, workspace: Workspace, report: Report) -> Visuals:
        """Return the golden visuals."""
        await self._work(script, workspace, report)
        return Visuals.model_validate_json((GOLDEN / "visuals.v1.json").read_bytes())

    async def record(self, script: Script, workspace: Workspace, report: Report) -> Narration:
        """Return the golden narration."""
        await self._work(script, workspace, report)
        return Narration.model_validate_json((GOLDEN / "narration.v1.json").read_bytes())

    async def _work(self, script: Script, workspace: Workspace, report: Report) -> None:
        self.calls += 1
        await workspace.keep("made.txt", script.brand.encode(), "text/plain")
        await report(1.0)


async def _answers(broker: KafkaBroker, store: Store) -> list[AssetsReady]:
    """Return what is announced when the same script is announced twice."""
    event = ScriptReady(task_id=TASK, attempt=2, script=await store.put("script.json", SCRIPT, "application/json"))
    answers = broker.publisher(ASSETS_READY)
    async with TestKafkaBroker(broker):
        for _ in range(2):
            await broker.publish(event, topic=SCRIPT_READY)
        assert answers.mock is not None
        return [AssetsReady.model_validate(call.args[0]) for call in answers.mock.call_args_list]


async def test_a_script_becomes_pictures_once(settings: ServiceSettings, store: Store, bus: RecordingBus) -> None:
    """A script is answered with the visuals; announced again it gets the same answer and no second pictures."""
    maker, broker = GoldenMaker(), KafkaBroker()
    visual_handlers.register(broker, settings, VisualStage(store, bus, maker))

    first, second = await _answers(broker, store)

    assert (maker.calls, first) == (1, second)
    assert (first.task_id, first.attempt, first.kind) == (TASK, 2, "visuals")
    assert Visuals.model_validate_json(await store.get(first.manifest)).task_id == TASK
    assert {event.phase for event in bus.events if isinstance(event, TaskProgressed)} == {Phase.VISUALS}


async def test_a_script_becomes_a_narration_once(settings: ServiceSettings, store: Store, bus: RecordingBus) -> None:
    """A script is answered with the narration; announced again it gets the same answer and is not spoken again."""
    maker, broker = GoldenMaker(), KafkaBroker()
    voice_handlers.register(broker, settings, NarrationStage(store, bus, maker))

    first, second = await _answers(broker, store)

    assert (maker.calls, first) == (1, second)
    assert (first.task_id, first.attempt, first.kind) == (TASK, 2, "narration")
    assert Narration.model_validate_json(await store.get(first.manifest)).task_id == TASK
    assert {event.phase for event in bus.events if isinstance(event, TaskProgressed)} == {Phase.NARRATION}

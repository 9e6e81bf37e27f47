"""The voice agent: a script becomes a narration, once."""

from pathlib import Path

import pytest
from faststream.kafka import KafkaBroker, TestKafkaBroker

from chassis.cancellation import mark_cancelled
from chassis.errors import TaskWithdrawnError
from chassis.progress import Report
from chassis.settings import ServiceSettings
from chassis.store import Store
from chassis.workspace import Workspace
from contracts import AspectRatio, AssetsReady, Narration, Phase, Script, ScriptReady, TaskProgressed
from contracts.topics import ASSETS_READY, SCRIPT_READY
from tests.handlers.conftest import RecordingBus, ledger
from voice_agent import handlers as voice_handlers
from voice_agent.assignment import Assignment
from voice_agent.narrator import Run
from voice_agent.stage import NarrationStage

GOLDEN = Path(__file__).parents[2] / "contracts" / "golden"
SCRIPT = (GOLDEN / "script.v1.json").read_bytes()
TASK = Script.model_validate_json(SCRIPT).task_id


class GoldenMaker:
    """Returns the golden narration, and counts."""

    name = "golden"
    uses_tone = False

    def __init__(self) -> None:
        self.calls = 0

    async def record(self, assignment: Assignment, run: Run) -> Narration:
        """Return the golden narration."""
        await self._work(assignment.scenes[0].title, run.workspace, run.report)
        return Narration.model_validate_json((GOLDEN / "narration.v1.json").read_bytes())

    async def _work(self, text: str, workspace: Workspace, report: Report) -> None:
        self.calls += 1
        await workspace.keep("made.txt", text.encode(), "text/plain")
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


async def test_a_script_becomes_a_narration_once(settings: ServiceSettings, store: Store, bus: RecordingBus) -> None:
    """A script is answered with the narration; announced again it gets the same answer and is not spoken again."""
    maker, broker = GoldenMaker(), KafkaBroker()
    voice_handlers.register(broker, settings, NarrationStage(store, bus, ledger(store), maker))

    first, second = await _answers(broker, store)

    assert (maker.calls, first) == (1, second)
    assert (first.task_id, first.attempt, first.kind) == (TASK, 2, "narration")
    assert Narration.model_validate_json(await store.get(first.manifest)).task_id == TASK
    assert {event.phase for event in bus.events if isinstance(event, TaskProgressed)} == {Phase.NARRATION}


async def test_a_retry_with_other_looks_is_not_narrated_again(store: Store, bus: RecordingBus) -> None:
    """A second attempt that changes captions, music and shape announces the narration that is there."""
    maker = GoldenMaker()
    stage = NarrationStage(store, bus, ledger(store), maker)
    script = Script.model_validate_json(SCRIPT)
    looks = script.briefing.model_copy(update={"captions": False, "music": False, "aspect_ratio": AspectRatio.SQUARE})
    changed = script.model_copy(update={"briefing": looks}).model_dump_json().encode()

    first = await stage.run(
        ScriptReady(task_id=TASK, script=await store.put("script.json", SCRIPT, "application/json"))
    )
    second = await stage.run(
        ScriptReady(task_id=TASK, attempt=2, script=await store.put("script-2.json", changed, "application/json"))
    )

    assert (maker.calls, second.manifest) == (1, first.manifest)
    assert second.attempt == 2


async def test_a_cancelled_task_is_not_narrated(store: Store, bus: RecordingBus) -> None:
    """A task that was withdrawn before its script is heard of costs no breath."""
    maker = GoldenMaker()
    event = ScriptReady(task_id=TASK, script=await store.put("script.json", SCRIPT, "application/json"))
    await mark_cancelled(store, TASK, 1)

    with pytest.raises(TaskWithdrawnError):
        await NarrationStage(store, bus, ledger(store), maker).run(event)

    assert maker.calls == 0

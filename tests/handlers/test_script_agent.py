from faststream.kafka import KafkaBroker, TestKafkaBroker

from chassis.settings import ServiceSettings
from chassis.store import Store
from contracts import Briefing, BriefingSubmitted, Headline, Language, Scene, SceneRole, Script, TaskProgressed
from contracts.topics import BRIEFING_SUBMITTED, SCRIPT_READY
from script_agent.commission import Commission
from script_agent.handlers import register
from script_agent.screenplay import Screenplay
from script_agent.stage import ScriptStage
from tests.handlers.conftest import RecordingBus

EVENT = BriefingSubmitted(task_id="t1", attempt=2, briefing=Briefing(title="Title", description="A description."))


class CountingWriter:
    """Writes the shortest possible script, and counts."""

    name = "counting"

    def __init__(self) -> None:
        self.calls = 0

    async def write(self, commission: Commission, /) -> Screenplay:
        """Return a film of one scene."""
        self.calls += 1
        scene = Scene(id="s01", role=SceneRole.TITLE, sentences=("Title.",), headline=Headline(text="Title"))
        return Screenplay(language=Language.ENGLISH, brand=commission.title, scenes=(scene,))


async def test_a_briefing_becomes_a_script_once(settings: ServiceSettings, store: Store, bus: RecordingBus) -> None:
    """A briefing is answered with `script.ready`; delivered again it gets the same answer and no second script."""
    writer, broker = CountingWriter(), KafkaBroker()
    register(broker, settings, ScriptStage(store, bus, writer))
    answers = broker.publisher(SCRIPT_READY)

    async with TestKafkaBroker(broker):
        for _ in range(2):
            await broker.publish(EVENT, topic=BRIEFING_SUBMITTED)
        assert answers.mock is not None
        first, second = (call.args[0] for call in answers.mock.call_args_list)

    assert writer.calls == 1
    assert first == second
    assert (first["task_id"], first["attempt"]) == ("t1", 2)
    assert Script.model_validate_json(await store.read(first["script"]["key"]) or b"").brand == "Title"
    assert [type(event) for event in bus.events] == [TaskProgressed, TaskProgressed]

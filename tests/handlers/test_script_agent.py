"""The script agent: a briefing becomes a script, once, and is paid for once."""

import pytest
from faststream.kafka import KafkaBroker, TestKafkaBroker
from prometheus_client import CollectorRegistry

from chassis.cancellation import mark_cancelled
from chassis.effects import Ledger
from chassis.errors import PermanentError, TaskWithdrawnError
from chassis.openai_client import openai_provider
from chassis.prices import PriceTable
from chassis.provider_metrics import ProviderMetrics
from chassis.provider_settings import ProviderSettings
from chassis.settings import ServiceSettings
from chassis.store import Store
from contracts import (
    AspectRatio,
    Briefing,
    BriefingSubmitted,
    Headline,
    Language,
    Resolution,
    Scene,
    SceneRole,
    Script,
    ScriptReady,
    Style,
    Takes,
    TaskProgressed,
)
from contracts.estimate import Plan
from contracts.topics import BRIEFING_SUBMITTED, SCRIPT_READY
from script_agent.commission import Commission
from script_agent.handlers import register
from script_agent.openai_writer import OpenAIScriptwriter
from script_agent.screenplay import Screenplay
from script_agent.scriptwriter import Buyer
from script_agent.stage import ScriptStage
from tests.handlers.conftest import RecordingBus
from tests.infra.script_answers import plausible_script, script_that_is_no_json
from tests.infra.scripted_model import Model

BRIEFING = Briefing(
    title="Nimbus Reports",
    description="Nimbus Reports automates reports, connects data and cuts errors. Teams save up to 40% of their time.",
    duration=18,
)
EVENT = BriefingSubmitted(task_id="t1", attempt=2, briefing=BRIEFING)


class CountingWriter:
    """Writes the shortest possible film, and counts."""

    name = "counting"

    def __init__(self) -> None:
        self.calls = 0

    async def write(self, commission: Commission, _buyer: Buyer, /) -> Screenplay:
        """Return a film of one scene."""
        self.calls += 1
        scene = Scene(id="s01", role=SceneRole.TITLE, sentences=("Title.",), headline=Headline(text="Title"))
        return Screenplay(language=Language.ENGLISH, brand=commission.title, scenes=(scene,))


def ledger(store: Store, max_cost_usd: float | None = None) -> Ledger:
    """Return a real ledger over the store."""
    provider = openai_provider(ProviderSettings(_env_file=None), ProviderMetrics(CollectorRegistry()))
    return Ledger(store, provider, PriceTable.load(), max_cost_usd)


def paid_stage(store: Store, bus: RecordingBus, model: Model) -> ScriptStage:
    """Return a stage whose writer asks the model."""
    return ScriptStage(store, bus, ledger(store), OpenAIScriptwriter(model.client, "gpt-6-luna"), Plan())


async def script_in(store: Store, ready: ScriptReady) -> Script:
    """Return the script an event announces."""
    return Script.model_validate_json(await store.get(ready.script))


async def test_a_briefing_becomes_a_script_once(settings: ServiceSettings, store: Store, bus: RecordingBus) -> None:
    """A briefing is answered with `script.ready`; delivered again it gets the same answer and no second script."""
    writer, broker = CountingWriter(), KafkaBroker()
    register(broker, settings, ScriptStage(store, bus, ledger(store), writer, Plan()))
    answers = broker.publisher(SCRIPT_READY)

    async with TestKafkaBroker(broker):
        for _ in range(2):
            await broker.publish(EVENT, topic=BRIEFING_SUBMITTED)
        assert answers.mock is not None
        first, second = (call.args[0] for call in answers.mock.call_args_list)

    assert writer.calls == 1
    assert first == second
    assert (first["task_id"], first["attempt"]) == ("t1", 2)
    assert Script.model_validate_json(await store.read(first["script"]["key"]) or b"").brand == "Nimbus Reports"
    assert [type(event) for event in bus.events] == [TaskProgressed, TaskProgressed]


async def test_what_was_paid_is_said_at_once_with_the_script_and_in_it(store: Store, bus: RecordingBus) -> None:
    """Progress, event and document carry the same charges; the stage costs their sum."""
    ready = await paid_stage(store, bus, Model(script_that_is_no_json, plausible_script)).run(EVENT)

    told = [charge for event in bus.events if isinstance(event, TaskProgressed) for charge in event.charges]
    assert [charge.id.rsplit("-", 1)[0] for charge in told] == ["script", "script-repair"]
    assert ready.charges == tuple(told) == (await script_in(store, ready)).charges
    assert ready.cost_usd == pytest.approx(sum(charge.cost_usd for charge in told))
    assert ready.cost_usd > 0


async def test_a_script_that_was_paid_is_never_paid_again(store: Store, bus: RecordingBus) -> None:
    """Redelivered to another process, after a crash that lost the script but not the answer, the same is announced."""
    model = Model(plausible_script)
    ready = await paid_stage(store, bus, model).run(EVENT)
    assert await paid_stage(store, bus, model).run(EVENT) == ready

    await store.delete_folder("tasks/t1/script")
    assert await paid_stage(store, bus, model).run(EVENT) == ready
    assert len(model.requests) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"style": Style.ELEGANT},
        {"aspect_ratio": AspectRatio.PORTRAIT},
        {"resolution": Resolution.HD},
        {"voice": "heart"},
        {"captions": False},
        {"music": False},
    ],
    ids=lambda change: next(iter(change)),
)
async def test_a_retry_that_looks_or_sounds_different_keeps_its_words(
    store: Store, bus: RecordingBus, change: dict[str, object]
) -> None:
    """The script carries the changed briefing, its scenes are the same, and nothing is bought for it."""
    model = Model(plausible_script)
    stage = paid_stage(store, bus, model)
    first = await script_in(store, await stage.run(EVENT))
    changed = EVENT.model_copy(update={"attempt": 3, "briefing": BRIEFING.model_copy(update=change)})
    second = await script_in(store, await stage.run(changed))

    assert second.briefing == changed.briefing
    assert (second.scenes, second.charges) == (first.scenes, first.charges)
    assert len(model.requests) == 1


async def test_another_take_of_the_script_is_written_and_paid(store: Store, bus: RecordingBus) -> None:
    """A user who asks for a new script gets one; a new take of something else only travels along."""
    model = Model(plausible_script)
    stage = paid_stage(store, bus, model)
    await stage.run(EVENT)
    other = await script_in(store, await stage.run(EVENT.model_copy(update={"takes": Takes(visuals=2)})))
    assert (other.takes, len(model.requests)) == (Takes(visuals=2), 1)

    anew = await script_in(store, await stage.run(EVENT.model_copy(update={"takes": Takes(script=2)})))
    assert (anew.takes, len(model.requests)) == (Takes(script=2), 2)


async def test_a_film_over_the_budget_is_not_begun(store: Store, bus: RecordingBus) -> None:
    """When the whole film is expected to cost too much, not even its script is bought."""
    model, plan = (
        Model(plausible_script),
        Plan(script_model="gpt-6-luna", image_model="gpt-image-2", tokens_per_image=1756),
    )
    writer = OpenAIScriptwriter(model.client, "gpt-6-luna")

    with pytest.raises(PermanentError, match=r"MAX_COST_PER_VIDEO allows \$0\.1000"):
        await ScriptStage(store, bus, ledger(store, 0.1), writer, plan).run(EVENT)

    assert model.requests == []


async def test_a_withdrawn_briefing_is_not_begun(store: Store, bus: RecordingBus) -> None:
    """Once a task is cancelled nothing is written, bought or told."""
    model = Model(plausible_script)
    await mark_cancelled(store, "t1", 2)
    with pytest.raises(TaskWithdrawnError):
        await paid_stage(store, bus, model).run(EVENT)

    assert (model.requests, bus.events) == ([], [])

"""The script agent with a paid provider: the real SDK, over HTTP, to a server that fails on command."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from decimal import Decimal
from typing import Any

import pytest
import pytest_asyncio
from prometheus_client import CollectorRegistry

from chassis.effects import Ledger
from chassis.errors import StageError
from chassis.openai_client import openai_client, openai_provider
from chassis.prices import PriceTable
from chassis.provider_metrics import ProviderMetrics
from chassis.store import Store
from contracts import Briefing, BriefingSubmitted, Script, ScriptReady
from contracts.estimate import Plan
from script_agent.local import LocalScriptwriter
from script_agent.openai_writer import OpenAIScriptwriter
from script_agent.settings import ScriptSettings
from script_agent.stage import ScriptStage
from script_agent.understudy import Understudied
from tests.handlers.conftest import RecordingBus
from tests.infra.openai_stand_in.faults import Fault, Kind, Route
from tests.infra.openai_stand_in.server import KEY, StandIn
from tests.infra.script_answers import written

Stage = Callable[..., ScriptStage]

EVENT = BriefingSubmitted(
    task_id="t1",
    briefing=Briefing(
        title="Nimbus Reports",
        description=(
            "Nimbus Reports automates reports, connects data and cuts errors. Teams save up to 40% of their time."
        ),
        duration=18,
    ),
)


@pytest.fixture
def stand_in(stand_in: StandIn) -> StandIn:
    """Return the stand-in with a writer of scripts."""
    stand_in.workshop.write = written
    return stand_in


@pytest_asyncio.fixture
async def stage(stand_in: StandIn, store: Store, bus: RecordingBus) -> AsyncIterator[Stage]:
    """Return how to make the stage with some settings: as the service wires it, but with little patience."""
    defaults = {"openai_patience_seconds": 0.3, "retry_base_seconds": 0.01, "openai_timeout_seconds": 5.0}
    async with AsyncExitStack() as open_clients:

        def made(**given: Any) -> ScriptStage:
            address = {"openai_api_key": KEY, "openai_base_url": stand_in.base_url}
            settings = ScriptSettings(_env_file=None, **{**address, **defaults, **given})
            client = openai_client(settings)
            open_clients.push_async_callback(client.close)
            paid = OpenAIScriptwriter(client, settings.openai_script_model)
            writer = Understudied(paid, LocalScriptwriter()) if settings.fallback_to_local else paid
            provider = openai_provider(settings, ProviderMetrics(CollectorRegistry()))
            ledger = Ledger(store, provider, PriceTable.load(), settings.max_cost_per_video)
            return ScriptStage(store, bus, ledger, writer, Plan())

        yield made


def assert_paid_as_billed(ready: ScriptReady, stand_in: StandIn) -> None:
    """The costs of the event are the stand-in's bill, to the last digit of it."""
    assert Decimal(str(ready.cost_usd)).quantize(Decimal("1e-10")) == stand_in.bill.total("t1").quantize(
        Decimal("1e-10")
    )


async def test_the_costs_are_the_bill(stand_in: StandIn, stage: Stage) -> None:
    """What the film is said to cost is what the provider charged for it, a repair included."""
    stand_in.faults.add(Fault(Route.TEXT, Kind.NONSENSE))
    ready = await stage().run(EVENT)

    assert [call.idempotency_key.split(".")[1][:-17] for call in stand_in.bill.calls] == ["script", "script-repair"]
    assert_paid_as_billed(ready, stand_in)


@pytest.mark.parametrize("kind", [Kind.RATE_LIMITED, Kind.SERVER_ERROR, Kind.RESET])
async def test_a_fault_that_passes_costs_nothing(stand_in: StandIn, stage: Stage, kind: Kind) -> None:
    """The call is made again, and billed once."""
    stand_in.faults.add(Fault(Route.TEXT, kind, times=2))
    ready = await stage(openai_patience_seconds=20).run(EVENT)

    assert len(stand_in.bill.calls) == 1
    assert_paid_as_billed(ready, stand_in)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (Kind.UNAUTHORIZED, "provider_auth"),
        (Kind.QUOTA, "provider_quota"),
        (Kind.UNKNOWN_MODEL, "provider_bad_request"),
        (Kind.REFUSAL, "provider_refused"),
        (Kind.MODERATION, "provider_refused"),
        (Kind.NONSENSE, "script_unusable"),
        (Kind.WRONG_JSON, "provider_unavailable"),
        (Kind.SERVER_ERROR, "provider_unavailable"),
        (Kind.RATE_LIMITED, "provider_rate_limited"),
    ],
)
async def test_a_lasting_fault_has_a_name_and_a_local_way_out(
    stand_in: StandIn, stage: Stage, store: Store, kind: Kind, code: str
) -> None:
    """The task fails with a code, a remedy and no secret; where the operator wants it, the local writer steps in."""
    stand_in.faults.add(Fault(Route.TEXT, kind, times=1000))
    with pytest.raises(StageError) as caught:
        await stage().run(EVENT)
    ready = await stage(fallback_to_local=True).run(EVENT)
    script = Script.model_validate_json(await store.get(ready.script))

    assert (caught.value.code, bool(caught.value.hint)) == (code, True)
    assert KEY not in f"{caught.value} {caught.value.hint} {script.model_dump_json()}"
    assert code in script.notes[0]


async def test_a_limit_stops_the_first_call(stand_in: StandIn, stage: Stage) -> None:
    """A script that may cost more than the film is not begun, and nobody steps in: the limit is the operator's word."""
    with pytest.raises(StageError, match=r"MAX_COST_PER_VIDEO allows \$0\.0010") as caught:
        await stage(max_cost_per_video=0.001, fallback_to_local=True).run(EVENT)

    assert (caught.value.code, stand_in.bill.calls) == ("budget_exceeded", ())

"""The real SDK against the stand-in: each scripted fault, and what becomes of it."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from openai import AsyncOpenAI
from prometheus_client import CollectorRegistry
from pydantic import HttpUrl, SecretStr

from chassis.effects import Answer, Ledger, PaidCall
from chassis.errors import StageError
from chassis.openai_client import idempotent, openai_client, openai_ledger
from chassis.provider import MOST_LOST_ANSWERS
from chassis.provider_metrics import ProviderMetrics
from chassis.provider_settings import ProviderSettings
from chassis.store import Store
from contracts import Charge, Usage
from tests.infra.openai_stand_in.faults import Fault, Kind, Route
from tests.infra.openai_stand_in.server import KEY, StandIn

IMAGE = "gpt-image-2.6-flare"


def _settings(stand_in: StandIn, patience: float = 5.0) -> ProviderSettings:
    return ProviderSettings(
        _env_file=None,
        openai_api_key=SecretStr(KEY),
        openai_base_url=HttpUrl(stand_in.base_url),
        openai_timeout_seconds=0.4,
        openai_patience_seconds=patience,
        retry_base_seconds=0.001,
        retry_max_seconds=0.01,
    )


def _ledger(stand_in: StandIn, patience: float = 5.0) -> Ledger:
    return openai_ledger(_settings(stand_in, patience), Store.in_memory(), ProviderMetrics(CollectorRegistry()))


@pytest_asyncio.fixture
async def client(stand_in: StandIn) -> AsyncIterator[AsyncOpenAI]:
    """Return the client as agents use it."""
    async with openai_client(_settings(stand_in)) as client:
        yield client


@pytest.fixture
def picture(client: AsyncOpenAI) -> PaidCall:
    """Return a call for a picture."""

    async def run(key: str) -> Answer:
        made = await client.images.generate(
            model=IMAGE, prompt="a lake", size="1024x1024", quality="medium", extra_headers=idempotent(key)
        )
        assert made.data
        assert made.usage
        usage = Usage(input_tokens=made.usage.input_tokens, output_tokens=made.usage.output_tokens, images=1)
        return Answer(data=(made.data[0].b64_json or "").encode(), media_type="image/png", usage=usage)

    return PaidCall("openai", IMAGE, "image-s01", "a lake", Usage(output_tokens=439), run)


async def _go_on() -> None:
    pass


async def _untold(_charge: Charge) -> None:
    pass


PASSING = [
    Fault(Route.IMAGE, Kind.RATE_LIMITED, times=2),
    Fault(Route.IMAGE, Kind.RATE_LIMITED, seconds=0.05),
    Fault(Route.IMAGE, Kind.SERVER_ERROR, times=3),
    Fault(Route.IMAGE, Kind.RESET),
    Fault(Route.IMAGE, Kind.SLOW, seconds=0.2),
]


@pytest.mark.parametrize("fault", PASSING, ids=lambda fault: f"{fault.kind} x{fault.times}")
async def test_a_passing_fault_costs_nothing(stand_in: StandIn, picture: PaidCall, fault: Fault) -> None:
    """The call is repeated and answered; it is billed once, and what we charge is the bill."""
    stand_in.faults.add(fault)
    effects = _ledger(stand_in).open("task_1", _go_on, _untold)

    assert await effects.buy(picture)

    assert len(stand_in.bill.calls) == 1
    assert sum(charge.cost_usd for charge in effects.charges) == pytest.approx(float(stand_in.bill.total("task_1")))


@pytest.mark.parametrize("kind", [Kind.HALF_ANSWER, Kind.WRONG_JSON])
async def test_a_lost_answer_is_asked_for_again(stand_in: StandIn, picture: PaidCall, kind: Kind) -> None:
    """An answer that did not arrive whole was billed; it is bought again, under the same idempotency key."""
    stand_in.faults.add(Fault(Route.IMAGE, kind))

    assert await _ledger(stand_in).open("task_1", _go_on, _untold).buy(picture)

    assert len(stand_in.bill.calls) == 2
    assert len({call.idempotency_key for call in stand_in.bill.calls}) == 1


LASTING = [
    (Kind.UNAUTHORIZED, "provider_auth", True, 1),
    (Kind.FORBIDDEN, "provider_auth", True, 1),
    (Kind.QUOTA, "provider_quota", True, 1),
    (Kind.BAD_REQUEST, "provider_bad_request", True, 1),
    (Kind.UNKNOWN_MODEL, "provider_bad_request", True, 1),
    (Kind.MODERATION, "provider_refused", False, 1),
    (Kind.HALF_ANSWER, "provider_unavailable", True, MOST_LOST_ANSWERS),
    (Kind.WRONG_JSON, "provider_unavailable", True, MOST_LOST_ANSWERS),
    (Kind.RESET, "provider_unavailable", True, MOST_LOST_ANSWERS),
    (Kind.SLOW, "provider_unavailable", True, MOST_LOST_ANSWERS),
    (Kind.SERVER_ERROR, "provider_unavailable", True, None),
    (Kind.RATE_LIMITED, "provider_rate_limited", True, None),
]


@pytest.mark.parametrize(("kind", "code", "retryable", "tries"), LASTING, ids=[str(row[0]) for row in LASTING])
async def test_a_lasting_fault_has_a_name(  # noqa: PLR0913 - the table has as many columns
    stand_in: StandIn,
    picture: PaidCall,
    kind: Kind,
    code: str,
    tries: int | None,
    *,
    retryable: bool,
) -> None:
    """A fault that does not pass ends in a code, a sentence and a hint, after as many tries as make sense."""
    fault = stand_in.faults.add(Fault(Route.IMAGE, kind, times=10_000, seconds=0.8 if kind is Kind.SLOW else 0))

    with pytest.raises(StageError) as caught:
        await _ledger(stand_in, patience=10.0 if tries else 0.3).open("task_1", _go_on, _untold).buy(picture)

    error = caught.value
    assert (error.code, error.retryable) == (code, retryable)
    assert error.hint
    assert tries in {None, fault.met}
    assert KEY not in f"{error.message} {error.hint} {error!r} {error.__cause__!r}"

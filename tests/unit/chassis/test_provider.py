import asyncio
import time

import pytest

from chassis.provider import FAILURES_TO_OPEN, MOST_LOST_ANSWERS, Patience, Provider
from chassis.provider_faults import Fault, FaultKind, ProviderFaultError
from tests.unit.chassis.paid_work import MODEL, fault, provider


class Caller:
    """Makes calls that meet scripted faults."""

    def __init__(self, provider: Provider, *faults: Fault) -> None:
        self.provider = provider
        self.faults = list(faults)
        self.tries: list[float] = []
        self.has_met_all = asyncio.Event()

    async def call(self) -> str:
        """Make one call."""
        return await self.provider.call(MODEL, self._run, _go_on)

    async def _run(self) -> str:
        self.tries.append(time.monotonic())
        if self.faults:
            met = self.faults.pop(0)
            if not self.faults:
                self.has_met_all.set()
            raise ProviderFaultError(met)
        return "answer"


async def _go_on() -> None:
    pass


async def test_it_waits_as_long_as_it_is_asked_to() -> None:
    """A Retry-After is honoured, with a little scatter on top, so that a crowd does not come back at once."""
    caller = Caller(provider(Patience(seconds=5, first=0.001, longest=0.01)), fault(FaultKind.RATE_LIMITED, 0.2))

    assert await caller.call() == "answer"

    assert 0.2 <= caller.tries[1] - caller.tries[0] < 5


@pytest.mark.parametrize("kind", [FaultKind.AUTH, FaultKind.QUOTA, FaultKind.REFUSED, FaultKind.BAD_REQUEST])
async def test_what_will_not_pass_is_not_repeated(kind: FaultKind) -> None:
    """A fault that the next try would meet again costs one try."""
    caller = Caller(provider(), *[fault(kind)] * 3)

    with pytest.raises(ProviderFaultError):
        await caller.call()

    assert len(caller.tries) == 1


async def test_lost_answers_are_not_repeated_for_long() -> None:
    """Each lost answer may have been billed, so there is a small number of them whatever the patience."""
    caller = Caller(provider(), *[fault(FaultKind.LOST)] * 10)

    with pytest.raises(ProviderFaultError):
        await caller.call()

    assert len(caller.tries) == MOST_LOST_ANSWERS


async def test_patience_ends() -> None:
    """A provider that stays down is given up after the set time, and nobody sleeps through the end of it."""
    caller = Caller(
        provider(Patience(seconds=0.3, first=0.02, longest=0.05, outage=0.1)), *[fault(FaultKind.RATE_LIMITED)] * 999
    )
    begun = time.monotonic()

    with pytest.raises(ProviderFaultError):
        await caller.call()

    assert 0.2 < time.monotonic() - begun < 5


async def test_a_wait_beyond_all_patience_is_not_begun() -> None:
    """Who is told to come back tomorrow fails now."""
    caller = Caller(provider(Patience(seconds=10_000)), fault(FaultKind.RATE_LIMITED, 3600))

    with pytest.raises(ProviderFaultError):
        await caller.call()

    assert len(caller.tries) == 1


async def test_a_provider_that_is_down_is_left_alone_and_then_tried_again() -> None:
    """After a row of outages calls wait without being sent; when the provider is back, they go through."""
    down = provider(Patience(seconds=5, first=0.001, longest=0.002, outage=0.3))
    caller = Caller(down, *[fault(FaultKind.UNAVAILABLE)] * FAILURES_TO_OPEN)
    others = [Caller(down) for _ in range(3)]
    first = asyncio.ensure_future(caller.call())
    await caller.has_met_all.wait()
    await asyncio.sleep(0)

    answers = await asyncio.gather(first, *(other.call() for other in others))

    assert answers == ["answer"] * 4
    assert all(other.tries[0] - caller.tries[FAILURES_TO_OPEN - 1] >= 0.29 for other in others)


async def test_faults_of_single_calls_do_not_count_as_outage() -> None:
    """Refusals and bad requests say that the provider is there."""
    busy = provider(Patience(seconds=5, outage=100))
    for _ in range(3 * FAILURES_TO_OPEN):
        with pytest.raises(ProviderFaultError):
            await Caller(busy, fault(FaultKind.REFUSED)).call()

    assert await Caller(busy).call() == "answer"


async def test_no_more_calls_than_allowed_are_under_way() -> None:
    """The limit holds for the whole process; a call that waits for its next try does not take a place."""
    most, now = 0, 0

    async def run() -> None:
        nonlocal most, now
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.005)
        now -= 1

    limited = provider(concurrency=3)
    await asyncio.gather(*(limited.call(MODEL, run, _go_on) for _ in range(12)))

    assert most == 3


async def test_errors_of_our_own_pass_through() -> None:
    """What is none of the provider's is neither repeated nor renamed."""

    async def run() -> None:
        raise KeyError("ours")

    with pytest.raises(KeyError):
        await provider().call(MODEL, run, _go_on)


async def test_outcomes_are_counted() -> None:
    """Each try is counted by what came of it."""
    counted = provider()
    await Caller(counted, fault(FaultKind.UNAVAILABLE), fault(FaultKind.RATE_LIMITED)).call()

    samples = [sample for metric in counted.metrics.calls.collect() for sample in metric.samples]
    outcomes = {sample.labels["outcome"]: sample.value for sample in samples if sample.name.endswith("_total")}
    assert outcomes == {"unavailable": 1.0, "rate_limited": 1.0, "answered": 1.0}

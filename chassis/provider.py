"""Calling a paid provider: not too much at once, again while that makes sense, and not at all while it is down.

The SDK's own retries are off: here they are counted, checked for cancellation, and bounded by time rather than number.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, TypeVar

import structlog
from purgatory import AsyncCircuitBreakerFactory
from purgatory.domain.model import ExcludeType, OpenedState
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, wait_random_exponential

from chassis.errors import StageError
from chassis.provider_faults import OUTAGE, PASSING, Fault, FaultKind, ProviderFaultError
from chassis.provider_metrics import ANSWERED, ProviderMetrics

Result = TypeVar("Result")

Classify = Callable[[Exception], Fault | None]
"""Tells what fault an SDK's error is; None for errors that are none of the provider's."""

MOST_LOST_ANSWERS: Final = 3
"""A lost answer may be billed, so calls that lose theirs are not repeated for as long as free ones."""

FAILURES_TO_OPEN: Final = 5
"""Outages in a row after which the provider counts as down."""

_CLOCK_GRAIN: Final = 0.01
_LONGEST_ASKED_WAIT: Final = 120.0
"""A provider that asks for more (a daily limit) will not be back within anyone's patience."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Patience:
    """How long calls are repeated: `seconds` in all, with waits from `first` to `longest` seconds between tries.

    After five outages in a row nothing is sent for `outage` seconds.
    """

    seconds: float = 600.0
    first: float = 0.5
    longest: float = 30.0
    outage: float = 30.0


class Provider:
    """One provider as one process uses it."""

    def __init__(
        self,
        name: str,
        classify: Classify,
        metrics: ProviderMetrics,
        *,
        concurrency: int = 1,
        patience: Patience = Patience(),
    ) -> None:
        self.name = name
        self.metrics = metrics
        self._classify = classify
        self._patience = patience
        self._places = asyncio.Semaphore(concurrency)
        # Whatever says nothing about the provider's health must not open the circuit.
        healthy: ExcludeType = [StageError, asyncio.CancelledError, (ProviderFaultError, _is_no_outage)]
        self._circuits = AsyncCircuitBreakerFactory(FAILURES_TO_OPEN, patience.outage, exclude=healthy)
        self._circuits.add_listener(self._note_circuit)
        metrics.watch(name)

    async def call(
        self, model: str, run: Callable[[], Awaitable[Result]], before_each: Callable[[], Awaitable[None]]
    ) -> Result:
        """Return what `run` does, tried again while its fault may pass; `before_each` try may call it off.

        Raises:
            ProviderFaultError: the fault of the last try.
        """

        async def attempt() -> Result:
            async with self._places:
                # Asked when it is the call's turn: it may have waited long for that.
                await before_each()
                return await self._once(model, run)

        result: Result = await _Retrying(self, model).policy(self._patience)(attempt)
        return result

    async def _once(self, model: str, run: Callable[[], Awaitable[Result]]) -> Result:
        breaker = await self._circuits.get_breaker(self.name)
        try:
            async with breaker:
                return await self._measured(model, run)
        except OpenedState as circuit:
            wait = max(circuit.opened_at + self._patience.outage - time.time(), 0.0) + _CLOCK_GRAIN
            raise ProviderFaultError(Fault(FaultKind.UNAVAILABLE, retry_after=wait)) from None

    async def _measured(self, model: str, run: Callable[[], Awaitable[Result]]) -> Result:
        outcome, started = "error", time.monotonic()
        try:
            with self.metrics.in_flight.labels(self.name).track_inprogress():
                result = await run()
            outcome = ANSWERED
        except Exception as error:
            fault = self._classify(error)
            if fault is None:
                raise
            outcome = fault.kind
            # The SDK's error holds the request, key included: it must not be in what is logged.
            raise ProviderFaultError(fault) from None
        finally:
            self.metrics.calls.labels(self.name, model, outcome).inc()
            self.metrics.seconds.labels(self.name, model).observe(time.monotonic() - started)
        return result

    def _note_circuit(self, circuit: str, kind: str, event: object) -> None:
        if kind == "state_changed":
            state = str(getattr(event, "state", ""))
            self.metrics.is_open.labels(circuit).set(state == "opened")
            _log.warning("provider_circuit", provider=circuit, state=state)


class _Retrying:
    """The tries of one call."""

    def __init__(self, provider: Provider, model: str) -> None:
        self._provider = provider
        self._model = model
        self._lost = 0

    def policy(self, patience: Patience) -> AsyncRetrying:
        backoff = wait_random_exponential(multiplier=patience.first, max=patience.longest)

        def wait(state: RetryCallState) -> float:
            asked = _fault_of(state).retry_after
            return backoff(state) if asked is None else asked + backoff(state) / 4

        def stop(state: RetryCallState) -> bool:
            fault = _fault_of(state)
            self._lost += fault.kind is FaultKind.LOST
            too_long = fault.retry_after is not None and fault.retry_after > _LONGEST_ASKED_WAIT
            elapsed = state.seconds_since_start or 0.0
            return too_long or self._lost >= MOST_LOST_ANSWERS or elapsed + state.upcoming_sleep > patience.seconds

        return AsyncRetrying(
            retry=retry_if_exception(_may_pass), wait=wait, stop=stop, before_sleep=self._note, reraise=True
        )

    def _note(self, state: RetryCallState) -> None:
        fault = _fault_of(state)
        self._provider.metrics.retries.labels(self._provider.name, self._model).inc()
        _log.warning(
            "provider_call_again",
            provider=self._provider.name,
            model=self._model,
            fault=fault.kind,
            attempt=state.attempt_number,
            wait_seconds=round(state.upcoming_sleep, 1),
        )


def _is_no_outage(error: ProviderFaultError) -> bool:
    return error.fault.kind not in OUTAGE


def _may_pass(error: BaseException) -> bool:
    return isinstance(error, ProviderFaultError) and error.fault.kind in PASSING


def _fault_of(state: RetryCallState) -> Fault:
    error = state.outcome.exception() if state.outcome else None
    return error.fault if isinstance(error, ProviderFaultError) else Fault(FaultKind.UNAVAILABLE)

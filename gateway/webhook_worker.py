"""Delivering webhooks in the background, in every replica at once: each takes what is due under a lease."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator
from functools import partial
from typing import Final

import structlog

from chassis.errors import UnavailableError
from gateway.background import in_background
from gateway.clock import Clock
from gateway.webhook_delivery import Courier
from gateway.webhook_metrics import WebhookMetrics
from gateway.webhook_store import Claim, DeliveryStore, Outcome
from gateway.webhooks import DeliveryState

_AT_ONCE: Final = 16
_AT_ONCE_PER_ENDPOINT: Final = 4
"""So that one receiver that hangs does not hold up the others."""

_LOOK_EVERY_SECONDS: Final = 1.0
_COUNT_EVERY_SECONDS: Final = 15.0
_STOP_SECONDS: Final = 3.0
"""Less than what the orchestrator gives a service that has its share of Kafka to hand back, too."""

_log = structlog.get_logger(__name__)


class WebhookWorker:
    """Delivers what is due until it is told to stop."""

    def __init__(self, deliveries: DeliveryStore, courier: Courier, metrics: WebhookMetrics, *, clock: Clock) -> None:
        self._deliveries = deliveries
        self._courier = courier
        self._metrics = metrics
        self._clock = clock
        self._busy: Counter[str] = Counter()
        self._finished = asyncio.Event()

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Deliver in the background; at the end begin nothing new and let what is under way finish, if it does so soon.

        What does not is taken over by another replica, or after the next start, when its lease ends.
        """
        tries: set[asyncio.Task[None]] = set()
        async with in_background(partial(self._deliver_all, tries)), in_background(self._count):
            yield
        if tries:
            _, late = await asyncio.wait(tries, timeout=_STOP_SECONDS)
            for attempt in late:
                attempt.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def deliver_next(self) -> bool:
        """Try the delivery that is due longest; return whether there was one."""
        claim = await self._claim()
        if claim:
            await self._deliver(claim)
        return claim is not None

    async def _deliver_all(self, tries: set[asyncio.Task[None]]) -> None:
        slots = asyncio.Semaphore(_AT_ONCE)

        def done(attempt: asyncio.Task[None]) -> None:
            tries.discard(attempt)
            slots.release()

        while True:
            await slots.acquire()
            claim = await self._claim_patiently()
            attempt = asyncio.create_task(self._deliver(claim))
            tries.add(attempt)
            attempt.add_done_callback(done)

    async def _claim_patiently(self) -> Claim:
        while True:
            self._finished.clear()
            try:
                claim = await self._claim()
            except UnavailableError:
                claim = None
            except Exception:  # noqa: BLE001 - the worker outlives any single look
                _log.exception("webhook_look_crashed")
                claim = None
            if claim:
                return claim
            await self._rest()

    async def _rest(self) -> None:
        """Return when it is time to look again, or when a try ended since the last look and made room for another."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_LOOK_EVERY_SECONDS):
                await self._finished.wait()

    async def _claim(self) -> Claim | None:
        crowded = [endpoint for endpoint, count in self._busy.items() if count >= _AT_ONCE_PER_ENDPOINT]
        now = self._clock()
        claim = await self._deliveries.claim(now, now + self._courier.longest_try, avoiding=crowded)
        if claim:
            self._busy[claim.delivery.endpoint_id] += 1
        return claim

    async def _deliver(self, claim: Claim) -> None:
        try:
            outcome = await self._outcome(claim)
            if await self._deliveries.settle(claim, outcome):
                self._metrics.note(outcome)
        except UnavailableError as error:
            # The lease ends by itself, and somebody tries again: the receiver knows the message by its id.
            _log.warning("webhook_not_settled", delivery=claim.delivery.id, error=str(error))
        finally:
            self._busy[claim.delivery.endpoint_id] -= 1
            self._busy += Counter()  # drops what is at zero
            self._finished.set()

    async def _outcome(self, claim: Claim) -> Outcome:
        try:
            return await self._courier.deliver(claim.delivery)
        except UnavailableError:
            raise
        except Exception:  # noqa: BLE001 - what crashed once would crash again with every lease
            _log.exception("webhook_crashed", delivery=claim.delivery.id)
            return Outcome(state=DeliveryState.FAILED, note="Something unforeseen went wrong on the server.")

    async def _count(self) -> None:
        while True:
            with contextlib.suppress(UnavailableError):
                self._metrics.pending.set(await self._deliveries.count_pending())
            await asyncio.sleep(_COUNT_EVERY_SECONDS)

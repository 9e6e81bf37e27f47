"""Connecting to Kafka and MongoDB while the API already answers, and letting go of them in order."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import structlog
from aiokafka.errors import KafkaError
from faststream.kafka import KafkaBroker
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, wait_random_exponential

from chassis.broker import ensure_topics
from chassis.errors import UnavailableError
from chassis.settings import ServiceSettings
from gateway.publisher import Publisher

_LONGEST_WAIT_SECONDS = 5.0

_log = structlog.get_logger(__name__)


class Store(Protocol):
    """Something kept in the database."""

    async def prepare(self) -> None:
        """Make what its queries need, if it is not there yet; raises `UnavailableError`."""


@dataclass(frozen=True)
class Connections:
    """What the gateway is connected to; `publisher` sends briefings, `subscriber` hears events."""

    settings: ServiceSettings
    publisher: Publisher
    subscriber: KafkaBroker
    stores: Sequence[Store]
    close_stores: Callable[[], None]

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Connect in the background for as long as it takes; at the end finish what is in flight and disconnect.

        So the order in which the parts of an installation start does not matter: until all are there, `/ready` and
        `/videos/generate` answer 503.
        """
        connecting = asyncio.create_task(self._connect())
        connecting.add_done_callback(_report_crash)
        try:
            yield
        finally:
            connecting.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await connecting
            await self.subscriber.stop()
            await self.publisher.stop()
            self.close_stores()

    async def _connect(self) -> None:
        away = (KafkaError, UnavailableError, OSError, TimeoutError)
        retrying = AsyncRetrying(
            retry=retry_if_exception_type(away),
            wait=wait_random_exponential(multiplier=0.2, max=_LONGEST_WAIT_SECONDS),
            before_sleep=_note,
        )
        await retrying(self._connect_once)

    async def _connect_once(self) -> None:
        await ensure_topics(self.settings)
        await self.publisher.start()
        for store in self.stores:
            await store.prepare()
        await self.subscriber.start()
        _log.info("connected")


def _note(state: RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    _log.warning("not_connected_yet", attempt=state.attempt_number, error=str(error) or repr(error))


def _report_crash(connecting: asyncio.Task[None]) -> None:
    if not connecting.cancelled() and (error := connecting.exception()):
        _log.error("connecting_crashed", exc_info=error)

"""Connecting to Kafka and MongoDB while the API already answers, and letting go of them in order."""

import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from faststream.kafka import KafkaBroker

from chassis.broker import ensure_topics
from chassis.connecting import connecting
from chassis.settings import ServiceSettings
from gateway.publisher import Publisher


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
        try:
            async with connecting(self._connect):
                yield
        finally:
            await self.subscriber.stop()
            await self.publisher.stop()
            self.close_stores()

    async def _connect(self) -> None:
        await ensure_topics(self.settings)
        await self.publisher.start()
        for store in self.stores:
            await store.prepare()
        await self.subscriber.start()

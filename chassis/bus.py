"""Saying things on the bus: the one way a service publishes events."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any, Protocol

from faststream import BaseMiddleware
from faststream.kafka import KafkaBroker
from faststream.kafka.response import KafkaPublishCommand

from chassis import traces
from chassis.metrics import DeliveryMetrics
from contracts import Envelope, Event
from contracts.topics import topic_of


class Bus(Protocol):
    """Anything events can be published on."""

    async def publish(self, event: Event) -> None:
        """Return once the event is on the topic of its type, acknowledged by every replica that must have it."""


class KafkaBus:
    """The bus on Kafka; needs a broker that has `SealEvents` among its middlewares."""

    def __init__(self, broker: KafkaBroker) -> None:
        self._broker = broker

    async def publish(self, event: Event) -> None:
        """See `Bus`."""
        await self._broker.publish(event, topic=topic_of(type(event)))


class SealEvents(BaseMiddleware[KafkaPublishCommand, Any]):
    """Gives each outgoing event its key (the task), its CloudEvents envelope and the trace it belongs to."""

    def __init__(self, msg: Any, /, *, context: Any, source: str, metrics: DeliveryMetrics) -> None:
        super().__init__(msg, context=context)
        self._source = source
        self._metrics = metrics

    async def publish_scope(
        self, call_next: Callable[[KafkaPublishCommand], Awaitable[Any]], cmd: KafkaPublishCommand
    ) -> Any:
        """Seal the command if it carries an event; raw bytes, as dead letters are, pass as they are."""
        if isinstance(cmd.body, Event):
            envelope = Envelope.around(cmd.body, source=self._source, time=datetime.now(UTC))
            cmd.key = cmd.body.task_id.encode()
            cmd.headers = {**(cmd.headers or {}), **envelope.to_headers()}
            traces.carry(cmd.headers)
        result = await call_next(cmd)
        self._metrics.published.labels(cmd.destination).inc()
        return result

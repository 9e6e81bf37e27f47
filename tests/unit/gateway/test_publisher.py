import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from faststream import BaseMiddleware
from faststream.kafka import KafkaBroker, TestKafkaBroker
from faststream.kafka.annotations import KafkaMessage
from faststream.kafka.response import KafkaPublishCommand
from prometheus_client import CollectorRegistry

from chassis.errors import UnavailableError
from chassis.metrics import DeliveryMetrics
from contracts import BriefingSubmitted, Envelope, event_id
from contracts.topics import BRIEFING_SUBMITTED
from gateway.publisher import Publisher, build_publisher
from gateway.settings import GatewaySettings
from tests.unit.gateway.samples import TASK, submitted


def _broker(settings: GatewaySettings) -> KafkaBroker:
    return build_publisher(settings, service="gateway", metrics=DeliveryMetrics(CollectorRegistry()))


class SilentKafka(BaseMiddleware[KafkaPublishCommand, Any]):
    """Takes messages and never says so."""

    async def publish_scope(
        self,
        call_next: Callable[[KafkaPublishCommand], Awaitable[Any]],  # noqa: ARG002 - the signature is FastStream's
        cmd: KafkaPublishCommand,  # noqa: ARG002
    ) -> None:
        """Wait for ever."""
        await asyncio.Event().wait()


async def test_an_event_is_published_in_its_envelope(settings: GatewaySettings) -> None:
    """The event goes to the topic of its type, keyed by its task, with the CloudEvents headers of the gateway."""
    broker = _broker(settings)
    heard: list[tuple[bytes | None, dict[str, str]]] = []

    async def listen(_event: BriefingSubmitted, message: KafkaMessage) -> None:
        record: Any = message.raw_message
        heard.append((record.key, dict(message.headers)))

    broker.subscriber(BRIEFING_SUBMITTED)(listen)
    async with TestKafkaBroker(broker):
        publisher = Publisher(broker, patience_seconds=5)
        await publisher.start()
        await publisher.publish(submitted())
    [(key, headers)] = heard
    envelope = Envelope.from_headers(headers)
    assert key == TASK.encode()
    assert (envelope.id, envelope.subject) == (str(event_id(submitted())), TASK)


async def test_a_publisher_that_is_not_connected_says_so(settings: GatewaySettings) -> None:
    """Before Kafka was ever reached a briefing is refused at once."""
    publisher = Publisher(_broker(settings), patience_seconds=5)
    with pytest.raises(UnavailableError, match="not connected yet"):
        await publisher.publish(submitted())


async def test_a_silent_kafka_is_not_waited_for(settings: GatewaySettings) -> None:
    """When no acknowledgement comes in time the briefing is refused."""
    broker: KafkaBroker = _broker(settings)
    broker.add_middleware(SilentKafka)
    async with TestKafkaBroker(broker):
        publisher = Publisher(broker, patience_seconds=0.05)
        await publisher.start()
        with pytest.raises(UnavailableError, match="TimeoutError"):
            await publisher.publish(submitted())

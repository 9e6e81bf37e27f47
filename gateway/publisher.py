"""Promising a film: events go out with a deadline, after which they are not sent any more."""

import asyncio

from aiokafka.errors import KafkaError
from faststream.exceptions import FastStreamException
from faststream.kafka import KafkaBroker
from prometheus_client import CollectorRegistry

from chassis.broker import build_broker
from chassis.bus import KafkaBus
from chassis.errors import UnavailableError
from contracts import Event
from gateway.settings import GatewaySettings


def build_publisher(settings: GatewaySettings, *, service: str) -> KafkaBroker:
    """Return a broker of its own for publishing, whose producer gives up in time for a user who waits.

    The time a producer keeps trying is also the time after which it drops what it could not send. The consuming broker
    needs a longer one: joining a group takes longer than a user should wait.
    """
    impatient = settings.model_copy(update={"kafka_request_timeout_ms": round(settings.publish_timeout_seconds * 1000)})
    return build_broker(impatient, service=f"{service}-publisher", phase=None, registry=CollectorRegistry())


class Publisher:
    """The bus of the gateway; see `Bus`."""

    def __init__(self, broker: KafkaBroker, *, patience_seconds: float) -> None:
        self._bus = KafkaBus(broker)
        self._patience_seconds = patience_seconds

    async def publish(self, event: Event) -> None:
        """Return once every replica that must have the event has it; raises `UnavailableError`.

        An event that could not be sent is dropped soon after; one that was, but whose acknowledgement got lost, may be
        on its topic or not.
        """
        try:
            async with asyncio.timeout(self._patience_seconds):
                await self._bus.publish(event)
        except (KafkaError, FastStreamException, OSError, TimeoutError) as error:
            raise UnavailableError(
                "broker_unavailable",
                f"Kafka does not answer: {type(error).__name__}.",
                "Nothing was begun; send it again in a few seconds.",
            ) from error

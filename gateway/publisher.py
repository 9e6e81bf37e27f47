"""Promising a film: events go out with a deadline, after which they are not sent any more."""

import asyncio

from aiokafka.errors import KafkaError
from faststream.kafka import KafkaBroker

from chassis.broker import build_broker
from chassis.bus import KafkaBus
from chassis.errors import UnavailableError
from chassis.metrics import DeliveryMetrics
from contracts import Event
from gateway.settings import GatewaySettings


def build_publisher(settings: GatewaySettings, *, service: str, metrics: DeliveryMetrics) -> KafkaBroker:
    """Return a broker of its own for publishing, whose producer gives up in time for a user who waits.

    The time a producer keeps trying is also the time after which it drops what it could not send. The consuming broker
    needs a longer one: joining a group takes longer than a user should wait.
    """
    impatient = settings.model_copy(update={"kafka_request_timeout_ms": round(settings.publish_timeout_seconds * 1000)})
    return build_broker(impatient, service=service, phase=None, metrics=metrics)


class Publisher:
    """The bus of the gateway; see `Bus`."""

    def __init__(self, broker: KafkaBroker, *, patience_seconds: float) -> None:
        self._broker = broker
        self._bus = KafkaBus(broker)
        self._patience_seconds = patience_seconds
        self._is_connected = False

    async def start(self) -> None:
        """Connect; raises `KafkaError` when that fails."""
        await self._broker.start()
        self._is_connected = True

    async def stop(self) -> None:
        """Disconnect."""
        self._is_connected = False
        await self._broker.stop()

    async def publish(self, event: Event) -> None:
        """Return once every replica that must have the event has it; raises `UnavailableError`.

        An event that could not be sent is dropped soon after; one that was, but whose acknowledgement got lost, may be
        on its topic or not.
        """
        if not self._is_connected:
            raise _away("not connected yet")
        try:
            async with asyncio.timeout(self._patience_seconds):
                await self._bus.publish(event)
        except (KafkaError, OSError, TimeoutError) as error:
            raise _away(type(error).__name__) from error


def _away(reason: str) -> UnavailableError:
    return UnavailableError(
        "broker_unavailable",
        f"Kafka does not answer: {reason}.",
        "Nothing was begun; send it again in a few seconds.",
    )

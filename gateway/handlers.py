"""What the gateway listens to: every event of every task."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from faststream.kafka import KafkaBroker
from faststream.kafka.annotations import KafkaMessage
from pydantic import AwareDatetime, TypeAdapter, ValidationError

from chassis.broker import subscription
from chassis.inbox import Record
from chassis.settings import ServiceSettings
from contracts import EVENT_TYPES, AnyEvent
from contracts.topics import topic_of
from gateway.projector import Projector

TOPICS: Final = tuple(topic_of(event_type) for event_type in EVENT_TYPES)
_TIME: Final = TypeAdapter[datetime](AwareDatetime)


def register(broker: KafkaBroker, settings: ServiceSettings, projector: Projector) -> None:
    """Subscribe the projection to all topics of events."""

    async def on_event(event: AnyEvent, message: KafkaMessage) -> None:
        await projector.record(event, occurred_at(message.headers, message.raw_message))

    broker.subscriber(*TOPICS, **subscription(settings, group="gateway"))(on_event)


def occurred_at(headers: Mapping[str, str], record: Record) -> datetime:
    """Return when an event happened: its envelope's time or, without one, when Kafka got it."""
    try:
        return _TIME.validate_python(headers.get("ce_time"))
    except ValidationError:
        return datetime.fromtimestamp(record.timestamp / 1000, UTC)

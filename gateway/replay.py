"""All events there are, read again from the beginning and in large pieces."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Final, NamedTuple, Self, cast

import structlog
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from chassis.errors import UnavailableError
from chassis.inbox import Record, UnreadableEventError, event_of, headers_of
from chassis.partitions import partitions_of
from chassis.settings import ServiceSettings
from contracts import AnyEvent
from gateway.handlers import TOPICS, occurred_at
from gateway.projection import apply
from gateway.task_view import TaskView

_MOST_RECORDS: Final = 5000
"""Of one piece: some ten MB of events."""
_FETCH_MILLISECONDS: Final = 500

_log = structlog.get_logger(__name__)


class Heard(NamedTuple):
    """An event and when it happened."""

    event: AnyEvent
    at: datetime


def folded(view: TaskView | None, events: Sequence[Heard]) -> TaskView:
    """Return the view after these events, of which there must be one."""
    for event, at in events:
        view = apply(view, event, at)
    if view is None:
        raise ValueError("a task without events has no view")
    return view


class IncompleteLogError(Exception):
    """The topics do not go back to the beginning any more."""


class Replay:
    """A reader without a group: it commits nothing and takes no events from anyone."""

    def __init__(self, consumer: AIOKafkaConsumer, partitions: Sequence[TopicPartition]) -> None:
        self._consumer = consumer
        self._partitions = partitions

    @classmethod
    @asynccontextmanager
    async def opened(cls, settings: ServiceSettings) -> AsyncIterator[Self]:
        """Begin at the beginning; raises `UnavailableError` without Kafka, `IncompleteLogError` if that is gone."""
        consumer = AIOKafkaConsumer(
            bootstrap_servers=settings.kafka_bootstrap_servers.split(","),
            request_timeout_ms=settings.kafka_request_timeout_ms,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
        )
        try:
            await consumer.start()
            partitions = await _partitions(settings)
            await _require_beginning(partitions, consumer)
            consumer.assign(partitions)
            await consumer.seek_to_beginning(*partitions)
            yield cls(consumer, partitions)
        except (KafkaError, OSError, TimeoutError) as error:
            raise UnavailableError(
                "broker_unavailable", f"Kafka does not answer: {type(error).__name__}.", "Run it again."
            ) from error
        finally:
            await consumer.stop()

    async def until_now(self) -> AsyncIterator[Sequence[Heard]]:
        """Yield what is on the topics at this moment and was not yielded before, in no order but that of partitions."""
        ends = await self._consumer.end_offsets(self._partitions)
        while any([await self._consumer.position(partition) < ends[partition] for partition in self._partitions]):
            batches = await self._consumer.getmany(timeout_ms=_FETCH_MILLISECONDS, max_records=_MOST_RECORDS)
            yield [heard for batch in batches.values() for record in batch if (heard := _read(record))]


async def _partitions(settings: ServiceSettings) -> list[TopicPartition]:
    admin = AIOKafkaAdminClient(
        bootstrap_servers=settings.kafka_bootstrap_servers.split(","),
        request_timeout_ms=settings.kafka_request_timeout_ms,
    )
    try:
        await admin.start()
        by_topic = await partitions_of(TOPICS, admin)
    finally:
        await admin.close()
    if missing := sorted(topic for topic, partitions in by_topic.items() if not partitions):
        raise IncompleteLogError(f"Kafka has no {', '.join(missing)}.")
    return [partition for partitions in by_topic.values() for partition in partitions]


async def _require_beginning(partitions: Sequence[TopicPartition], consumer: AIOKafkaConsumer) -> None:
    begins = await consumer.beginning_offsets(partitions)
    if cut := sorted({partition.topic for partition, begin in begins.items() if begin > 0}):
        raise IncompleteLogError(f"Kafka has deleted old events of {', '.join(cut)}.")


def _read(record: Record) -> Heard | None:
    """Return the event of a record; one that is none was put aside when it was first heard."""
    try:
        event = cast(AnyEvent, event_of(record))
    except UnreadableEventError:
        return None
    return Heard(event, occurred_at(headers_of(record), record))

"""The dead-letter queues of a Kafka cluster: reading what lies in them, and sending it on its way again."""

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Final, Self

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from chassis.inbox import Record
from chassis.letters import Letter, letters_in
from chassis.partitions import partitions_of
from chassis.settings import ServiceSettings

_CLIENT: Final = "oma-dlq"
_FETCH_MILLISECONDS: Final = 1000


class LetterBox:
    """Reads whole queues each time: they are short in a healthy installation, and hold their own notes."""

    def __init__(self, admin: AIOKafkaAdminClient, consumer: AIOKafkaConsumer, producer: AIOKafkaProducer) -> None:
        self._admin = admin
        self._consumer = consumer
        self._producer = producer

    @classmethod
    @asynccontextmanager
    async def connected(cls, settings: ServiceSettings) -> AsyncIterator[Self]:
        """Yield the box of a cluster; raises `KafkaError` when that does not answer."""
        common = {
            "bootstrap_servers": settings.kafka_bootstrap_servers.split(","),
            "client_id": _CLIENT,
            "request_timeout_ms": settings.kafka_request_timeout_ms,
        }
        async with AsyncExitStack() as stack:
            admin = AIOKafkaAdminClient(**common)
            stack.push_async_callback(admin.close)
            await admin.start()
            consumer = AIOKafkaConsumer(**common, enable_auto_commit=False)
            stack.push_async_callback(consumer.stop)
            await consumer.start()
            producer = AIOKafkaProducer(**common, acks="all", enable_idempotence=settings.kafka_idempotent_producer)
            stack.push_async_callback(producer.stop)
            await producer.start()
            yield cls(admin, consumer, producer)

    async def letters(self, queues: Iterable[str]) -> list[Letter]:
        """Return all letters of some queues, those of one partition in their order; a queue may be missing."""
        known = await partitions_of(tuple(queues), self._admin)
        partitions = [partition for there in known.values() for partition in there]
        records = await self._records(partitions)
        return [letter for partition in partitions for letter in letters_in(records.get(partition, ()))]

    async def redrive(self, letter: Letter) -> None:
        """Send a letter to the topic it came from, then note that; a crash between the two sends it once more."""
        await self._producer.send_and_wait(
            letter.origin, letter.value, key=letter.key, headers=_encoded(letter.headers_of_redrive)
        )
        await self._producer.send_and_wait(
            letter.queue, b"", key=letter.key, partition=letter.partition, headers=_encoded(letter.note_of_redrive)
        )

    async def _records(self, partitions: list[TopicPartition]) -> Mapping[TopicPartition, list[Record]]:
        starts = await self._consumer.beginning_offsets(partitions)
        ends = await self._consumer.end_offsets(partitions)
        unread = [partition for partition in partitions if starts[partition] < ends[partition]]
        self._consumer.assign(unread)
        for partition in unread:
            self._consumer.seek(partition, starts[partition])
        records: dict[TopicPartition, list[Record]] = {partition: [] for partition in unread}
        while [partition for partition in unread if await self._consumer.position(partition) < ends[partition]]:
            batches = await self._consumer.getmany(timeout_ms=_FETCH_MILLISECONDS)
            for partition, batch in batches.items():
                records[partition] += batch
        return records


def _encoded(headers: dict[str, str]) -> list[tuple[str, bytes]]:
    return [(name, value.encode()) for name, value in headers.items()]

"""The bus as the end-to-end tests use it: a plain Kafka client that shares no code with the services."""

import asyncio
import time

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from pydantic import BaseModel


class Message(BaseModel):
    """One record as a foreign client sees it."""

    topic: str
    key: bytes | None
    value: bytes
    headers: dict[str, str]


def read_topic(bootstrap_servers: str, *topics: str, until: int = 0, seconds: float = 20.0) -> list[Message]:
    """Return everything on the topics, waiting until there are `until` messages or the time is over."""
    return asyncio.run(_read(bootstrap_servers, topics, until, seconds))


def write(bootstrap_servers: str, topic: str, value: bytes, key: bytes | None = None) -> None:
    """Write bytes to a topic, as anyone could."""
    asyncio.run(_write(bootstrap_servers, topic, value, key))


async def _read(bootstrap_servers: str, topics: tuple[str, ...], until: int, seconds: float) -> list[Message]:
    consumer = AIOKafkaConsumer(*topics, bootstrap_servers=bootstrap_servers, auto_offset_reset="earliest")
    await consumer.start()
    messages: list[Message] = []
    deadline = time.monotonic() + seconds
    try:
        while time.monotonic() < deadline:
            batches = await consumer.getmany(timeout_ms=1000)
            records = [record for batch in batches.values() for record in batch]
            messages += [
                Message(
                    topic=record.topic,
                    key=record.key,
                    value=record.value or b"",
                    headers={name: value.decode() for name, value in record.headers},
                )
                for record in records
            ]
            if not records and len(messages) >= until:
                break
    finally:
        await consumer.stop()
    return messages


async def _write(bootstrap_servers: str, topic: str, value: bytes, key: bytes | None) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap_servers)
    await producer.start()
    try:
        await producer.send_and_wait(topic, value, key=key)
    finally:
        await producer.stop()

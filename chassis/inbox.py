"""What came in: one consumed Kafka record, read without trusting a byte of it."""

import dataclasses
from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeAlias

from aiokafka import ConsumerRecord
from faststream import StreamMessage
from faststream.kafka import KafkaMessage
from pydantic import ValidationError
from pydantic_core import from_json

from contracts import EVENT_TYPES, Event
from contracts.topics import topic_of

Record: TypeAlias = ConsumerRecord

_TYPES: Final = {topic_of(event_type): event_type for event_type in EVENT_TYPES}


class UnreadableEventError(Exception):
    """The record does not hold an event of its topic."""


def headers_of(record: Record) -> dict[str, str]:
    """Return the record's headers as text; bytes that are no UTF-8 are replaced, absent values are empty."""
    return {name: (value or b"").decode(errors="replace") for name, value in record.headers}


def event_of(record: Record) -> Event:
    """Return the event a record holds; raises `UnreadableEventError` saying what is wrong with it."""
    try:
        return _TYPES[record.topic].model_validate_json(record.value or b"")
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "body"
        raise UnreadableEventError(f"{place}: {first['msg']}") from error


async def parse(record: Record, original: Callable[[Record], Awaitable[KafkaMessage]]) -> KafkaMessage:
    """Parse a record as FastStream does, but let no undecodable header stop it."""
    safe = [(name, text.encode()) for name, text in headers_of(record).items()]
    message = await original(dataclasses.replace(record, headers=safe))
    message.raw_message = record
    return message


async def decode(message: StreamMessage[Any]) -> Any:
    """Decode the body as JSON whatever its content type claims, so that any client can write to our topics."""
    return from_json(message.body)

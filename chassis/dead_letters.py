"""The dead-letter queues: where a message goes that no handler can take, with everything needed to try it again."""

from datetime import UTC, datetime
from typing import Final, Protocol

from faststream.kafka import KafkaBroker

from chassis.inbox import Record, headers_of
from contracts.topics import dlq_of

_LONGEST_ERROR: Final = 1000


class DeadLetters(Protocol):
    """Anything dead letters can be put in."""

    async def put(self, record: Record, *, code: str, error: str, attempts: int) -> None:
        """Return once the record is safe, with why and after how many tries it was given up."""


class KafkaDeadLetters:
    """Writes to `<topic>.dlq`: the message as it came, its headers, and `dlq_*` headers that say what happened."""

    def __init__(self, broker: KafkaBroker, service: str) -> None:
        self._broker = broker
        self._service = service

    async def put(self, record: Record, *, code: str, error: str, attempts: int) -> None:
        """See `DeadLetters`."""
        headers = {
            **headers_of(record),
            "dlq_origin_topic": record.topic,
            "dlq_origin_partition": str(record.partition),
            "dlq_origin_offset": str(record.offset),
            "dlq_service": self._service,
            "dlq_attempts": str(attempts),
            "dlq_error_code": code,
            "dlq_error": error[:_LONGEST_ERROR],
            "dlq_failed_at": datetime.now(UTC).isoformat(),
        }
        await self._broker.publish(record.value or b"", topic=dlq_of(record.topic), key=record.key, headers=headers)

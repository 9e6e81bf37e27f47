"""Dead letters as they lie in a dead-letter queue, and notes of which were sent on their way again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Self

from chassis.inbox import Record, headers_of
from contracts.topics import DLQ_SUFFIX

_PREFIX: Final = "dlq_"
_REDRIVES: Final = "dlq_redrives"
_NOTE: Final = "dlq_redriven_offset"


@dataclass(frozen=True)
class Letter:
    """One message that was given up; `queue`, `partition` and `offset` say where it lies."""

    queue: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes
    headers: Mapping[str, str]
    was_redriven: bool = False

    @classmethod
    def of(cls, record: Record) -> Self:
        """Return the letter a record of a dead-letter queue is."""
        return cls(record.topic, record.partition, record.offset, record.key, record.value or b"", headers_of(record))

    @property
    def address(self) -> str:
        """What commands know the letter by."""
        return f"{self.queue}/{self.partition}/{self.offset}"

    @property
    def origin(self) -> str:
        """The topic that the message came from."""
        return self.headers.get("dlq_origin_topic") or self.queue.removesuffix(DLQ_SUFFIX)

    def reason(self, name: str) -> str:
        """Return what was noted when the message was given up: `error_code`, `error`, `attempts`, `service`, ..."""
        return self.headers.get(_PREFIX + name, "")

    @property
    def headers_of_redrive(self) -> dict[str, str]:
        """The headers that the message travels with again: its own, and how often this was tried."""
        own = {name: value for name, value in self.headers.items() if not name.startswith(_PREFIX)}
        return {**own, _REDRIVES: str(int(self.headers.get(_REDRIVES, "0")) + 1)}

    @property
    def note_of_redrive(self) -> dict[str, str]:
        """The headers of an empty message that, in the letter's own partition, says that it was redriven."""
        return {_NOTE: str(self.offset)}


def letters_in(records: Iterable[Record]) -> list[Letter]:
    """Return the letters of one partition in their order, each knowing whether it was redriven."""
    letters: dict[int, Letter] = {}
    redriven = set()
    for record in records:
        note = headers_of(record).get(_NOTE)
        if note is None:
            letters[record.offset] = Letter.of(record)
        else:
            redriven.add(int(note))
    return [_marked(letter) if offset in redriven else letter for offset, letter in letters.items()]


def _marked(letter: Letter) -> Letter:
    return Letter(
        letter.queue, letter.partition, letter.offset, letter.key, letter.value, letter.headers, was_redriven=True
    )

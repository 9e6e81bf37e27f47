"""CloudEvents 1.0 in Kafka's binary mode: the headers that travel beside an event's JSON.

The mapping (prefix `ce_`, content type in `content-type`) is section 3.2 of the Kafka protocol binding 1.0.2.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final, Self
from uuid import NAMESPACE_URL, UUID, uuid5

from pydantic import AwareDatetime

from contracts.base import Contract
from contracts.events import Event

SPEC_VERSION: Final = "1.0"
CONTENT_TYPE: Final = "application/json"
_EVENT_NAMESPACE: Final[UUID] = uuid5(NAMESPACE_URL, "urn:oma:events")


def event_id(event: Event) -> UUID:
    """Return the id of an event: the same for the same words, so that a repeated event can be told from a new one."""
    return uuid5(_EVENT_NAMESPACE, event.model_dump_json())


def data_schema(event: Event) -> str:
    """Return the address of the JSON Schema an event's body follows."""
    body = event.model_dump(include={"type", "version"})
    return f"urn:oma:schema:{body['type']}:v{body['version']}"


class Envelope(Contract):
    """The context attributes of one event."""

    id: str
    type: str
    source: str
    time: AwareDatetime
    subject: str
    dataschema: str

    @classmethod
    def around(cls, event: Event, *, source: str, time: datetime | None = None) -> Self:
        """Make the envelope of an event; `time` is now unless given."""
        return cls(
            id=str(event_id(event)),
            type=event.model_dump(include={"type"})["type"],
            source=source,
            time=time or datetime.now(UTC),
            subject=event.task_id,
            dataschema=data_schema(event),
        )

    def to_headers(self) -> dict[str, str]:
        """Return the Kafka headers."""
        attributes = self.model_dump(mode="json")
        return {
            "content-type": CONTENT_TYPE,
            "ce_specversion": SPEC_VERSION,
            **{f"ce_{name}": value for name, value in attributes.items()},
        }

    @classmethod
    def from_headers(cls, headers: Mapping[str, str]) -> Self:
        """Read the Kafka headers; raises `pydantic.ValidationError` when an attribute is missing or malformed."""
        return cls.model_validate({name: headers.get(f"ce_{name}") for name in cls.model_fields})

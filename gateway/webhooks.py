"""Webhooks: who wants to be told of the end of a task, and how far telling them has come."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from gateway.facts import Fact
from gateway.task_view import TaskStatus

CALLBACK_PREFIX: Final = "callback_"
"""Ids of the addresses that came with one task; what follows is the task's id."""


class EventType(StrEnum):
    """What webhooks tell."""

    COMPLETED = "task.completed"
    FAILED = "task.failed"
    CANCELLED = "task.cancelled"

    @classmethod
    def of(cls, status: TaskStatus) -> "EventType | None":
        """Return what a task of this status has to tell; None while it runs."""
        return cls(f"task.{status}") if status.is_final else None


class Endpoint(Fact):
    """An address to tell ends to: a standing subscription or, with a task id, the `callback_url` of one task."""

    id: str
    url: str
    signer: str
    """Whose secret signs; see `SigningSecrets`."""
    events: tuple[EventType, ...] = tuple(EventType)
    name: str | None = None
    task_id: str | None = None
    created_at: datetime
    enabled: bool = True
    disabled_reason: str | None = None
    failing_since: datetime | None = None
    """First of the failures after which nothing was delivered."""


def callback(task_id: str, url: str, *, signer: str, created_at: datetime) -> Endpoint:
    """Return the endpoint of a task's `callback_url`."""
    identity = callback_id(task_id)
    return Endpoint(id=identity, url=url, signer=signer, task_id=task_id, created_at=created_at)


def callback_id(task_id: str) -> str:
    """Return the id of the endpoint that a task's `callback_url` is."""
    return CALLBACK_PREFIX + task_id


class DeliveryState(StrEnum):
    """Where a delivery stands."""

    PENDING = "pending"
    DELIVERED = "delivered"
    FAILED = "failed"
    SUPERSEDED = "superseded"


class Try(Fact):
    """One request to a receiver, and what came of it."""

    at: datetime
    seconds: float
    status_code: int | None = None
    error: str | None = None


class Delivery(Fact):
    """The end of one attempt at a task, on its way to one endpoint; `id` is the message's `webhook-id`."""

    id: str
    endpoint_id: str
    task_id: str
    attempt: int
    event: EventType
    created_at: datetime
    expires_at: datetime
    state: DeliveryState = DeliveryState.PENDING
    due_at: datetime | None
    """When it is tried next or, while it is being tried, taken over from whoever tries it."""
    tries: tuple[Try, ...] = ()
    """The last of them; see `MOST_TRIES_KEPT`."""
    tries_since_asked: int = 0
    """Tries since it was enqueued or a user asked for it again: its place in the retry schedule."""
    asked_again: bool = False
    note: str | None = None
    """Why it was given up, if that is not in the last try."""


MOST_TRIES_KEPT: Final = 20

"""What a webhook says, and how it is signed (Standard Webhooks 1.0)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Self
from uuid import UUID, uuid5

from pydantic import AwareDatetime, BaseModel, Field
from standardwebhooks import Webhook

from gateway.detail_bodies import Links
from gateway.films import FilmFolder
from gateway.task_bodies import Status
from gateway.task_view import TaskStatus, TaskView
from gateway.webhooks import EventType

_MESSAGES: Final = UUID("5c1b4c1e-9f0e-5d5c-8f55-0f3c5f6c2a11")
"""Namespace of message ids; made once at random."""


class EndedTask(Status):
    """The task as its status tells it, with links that work from anywhere."""

    attempt: int = Field(description="Which attempt ended; a task can be retried.", examples=[1])
    links: Links


class WebhookBody(BaseModel):
    """The body of a webhook."""

    type: EventType
    timestamp: AwareDatetime = Field(description="When the task ended.")
    data: EndedTask

    @classmethod
    def of(cls, event: EventType, view: TaskView, films: FilmFolder, *, base_url: str) -> Self:
        """Return what is told of a task that ended; its links begin with `base_url`."""
        links = {name: base_url + address if address else None for name, address in Links.of(view)}
        status, attempt = dict(Status.of(view, films)), view.latest.number
        data = EndedTask(**status, attempt=attempt, links=Links.model_validate(links))
        return cls.model_validate({"type": event, "timestamp": ended_at(view), "data": data})


def message_id(task_id: str, attempt: int, event: EventType, endpoint_id: str) -> str:
    """Return the id of a message: the same for the same end and endpoint, however often its event is heard."""
    return f"msg_{uuid5(_MESSAGES, f'{task_id}/{attempt}/{event}/{endpoint_id}').hex}"


def ended_at(view: TaskView) -> datetime | None:
    """Return when the latest attempt ended; None while it runs."""
    latest = view.latest
    said = {TaskStatus.COMPLETED: latest.video, TaskStatus.FAILED: latest.failure}.get(view.status)
    if view.status is TaskStatus.CANCELLED:
        return latest.cancelled_at
    return said.at if said else None


def signed_headers(identity: str, now: datetime, body: str, secrets: Sequence[str]) -> dict[str, str]:
    """Return the headers of a message; it carries one signature for each secret."""
    return {
        "content-type": "application/json",
        "user-agent": "OMA-Webhooks/1.0",
        "webhook-id": identity,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(Webhook(secret).sign(identity, now, body) for secret in secrets),
    }

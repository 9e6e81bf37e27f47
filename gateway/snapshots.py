"""A task's state as events of a stream: each one tells all of it, so that a client needs only the last."""

import hashlib
from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Final, Self

from sse_starlette import ServerSentEvent

from chassis.errors import UnavailableError
from contracts import Phase
from gateway.detail_bodies import PhaseDetail
from gateway.films import FilmFolder
from gateway.parts import Parts
from gateway.task_bodies import Status
from gateway.task_view import TaskView

_LOOK_AGAIN_SECONDS: Final = 1.0
"""Pause after the database did not answer."""


class Snapshot(Status):
    """Where a task stands, and each of its phases."""

    phases: list[PhaseDetail]
    updated_at: datetime | None

    @classmethod
    def of(cls, view: TaskView, films: FilmFolder) -> Self:
        """Return where a task stands."""
        return cls(
            **dict(Status.of(view, films)),
            phases=[PhaseDetail.of(view, phase) for phase in Phase],
            updated_at=view.updated_at,
        )


def event_of(view: TaskView, films: FilmFolder) -> ServerSentEvent:
    """Return the event that tells a state; its id is a digest of it, the same whichever replica is asked."""
    data = Snapshot.of(view, films).model_dump_json()
    return ServerSentEvent(data, id=hashlib.sha256(data.encode()).hexdigest()[:16])


async def follow(task_id: str, parts: Parts, last_seen: str | None) -> AsyncGenerator[ServerSentEvent, None]:
    """Yield the state of a task now, unless it is the one last seen, and whenever it changes, until the task ends.

    A slow reader misses states between, never the last one; nothing is queued for it.
    """
    with parts.live.changes(task_id) as changed:
        while True:
            changed.clear()
            try:
                view = await parts.tasks.find(task_id)
            except UnavailableError:
                await parts.sleep(_LOOK_AGAIN_SECONDS)
                continue
            if view is None or view.deletion:
                return
            event = event_of(view, parts.films)
            if event.id != last_seen:
                yield event
                last_seen = event.id
            if view.status.is_final:
                return
            await changed.wait()

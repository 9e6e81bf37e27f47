"""Following a task as it goes on."""

from http import HTTPStatus
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Header, Response
from sse_starlette import EventSourceResponse

from gateway.addresses import TASKS
from gateway.callers import Scope
from gateway.needed_scope import needs
from gateway.parts import PartsOf
from gateway.routes.documented_errors import errors
from gateway.routes.known_task import known_task
from gateway.snapshots import event_of, follow
from gateway.task_view import TaskView

router = APIRouter(prefix=TASKS, tags=["Tasks"])

_HEARTBEAT_SECONDS: Final = 15
"""Under the 30 to 60 seconds after which proxies close a silent connection."""
_STUCK_CLIENT_SECONDS: Final = 30
"""A client that has not taken an event for so long is let go."""

_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "Server-sent events; `data` of each is a Snapshot as JSON, `id` names its content.",
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
    },
    204: {"description": "The task has ended and Last-Event-ID names its last event: do not connect again."},
    **errors(HTTPStatus.NOT_FOUND, HTTPStatus.SERVICE_UNAVAILABLE),
}


@router.get(
    "/{task_id}/events",
    dependencies=[needs(Scope.READ)],
    response_class=EventSourceResponse,
    responses=_RESPONSES,
)
async def events(
    task: Annotated[TaskView, Depends(known_task)],
    parts: PartsOf,
    last_event_id: Annotated[str | None, Header(description="Id of the last event that arrived.")] = None,
) -> Response:
    """Follow a task by server-sent events.

    Each event is the whole state of the task, sent at once and after every change; states that follow each other
    faster than the client reads are left out. The stream ends with the task. A client that lost the connection comes
    back with `Last-Event-ID` and gets the present state if it is another one.
    """
    if task.status.is_final and event_of(task, parts.films).id == last_event_id:
        return Response(status_code=HTTPStatus.NO_CONTENT)
    return EventSourceResponse(
        follow(task.task_id, parts, last_event_id), ping=_HEARTBEAT_SECONDS, send_timeout=_STUCK_CLIENT_SECONDS
    )

"""Showing at once what this gateway itself said on the bus."""

from functools import partial

import structlog

from chassis.errors import UnavailableError
from contracts import AnyEvent
from gateway.clock import Clock
from gateway.projection import apply
from gateway.task_store import TaskStore
from gateway.task_view import TaskView

_log = structlog.get_logger(__name__)


async def show(event: AnyEvent, view: TaskView | None, *, tasks: TaskStore, clock: Clock) -> TaskView:
    """Write into its task's view an event that Kafka has, so that the next request sees it; return the new view.

    When the database does not answer, what is returned was made of `view`, the task as it was last seen: the event is
    safe, and the projection will write it down later.
    """
    # Read after the event got its own time: of the two, the projection keeps the earlier, which is the event's.
    heard = partial(apply, event=event, occurred_at=clock())
    try:
        return await tasks.change(event.task_id, heard)
    except UnavailableError as error:
        _log.warning("view_not_written", task_id=event.task_id, error=str(error))
        return heard(view)

"""Cancelling a task: said to the user only when Kafka holds it, and from then on final."""

import structlog

from chassis.bus import Bus
from chassis.cancellation import mark_cancelled
from chassis.errors import UnavailableError
from chassis.store import Store
from contracts import TaskCancelled
from gateway.announcement import show
from gateway.clock import Clock
from gateway.task_store import TaskStore
from gateway.task_view import TaskView

_log = structlog.get_logger(__name__)


async def cancel_task(view: TaskView, *, tasks: TaskStore, bus: Bus, store: Store, clock: Clock) -> TaskView:
    """Return the task as it is after its cancellation; one that has ended stays as it ended.

    Raises `UnavailableError`, with nothing done, when Kafka does not take the event. A film that is announced at the
    same time gives way, so the view that is returned is never taken back. An attempt that begins meanwhile is cancelled
    too.
    """
    while not view.status.is_final:
        event = TaskCancelled(task_id=view.task_id, attempt=view.latest.number)
        await bus.publish(event)
        await _mark(event, store)
        view = await show(event, view, tasks=tasks, clock=clock)
    return view


async def _mark(event: TaskCancelled, store: Store) -> None:
    try:
        await mark_cancelled(store, event.task_id, event.attempt)
    except UnavailableError as error:
        # The projection puts the mark too, as soon as the store is back.
        _log.warning("cancellation_not_marked", task_id=event.task_id, error=str(error))

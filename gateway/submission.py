"""Taking a briefing: the promise of a film is given only when Kafka holds it."""

import secrets
import string
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

import structlog

from chassis.bus import Bus
from chassis.errors import UnavailableError
from contracts import BriefingSubmitted
from gateway.announcement import show
from gateway.clock import Clock
from gateway.projection import delete
from gateway.task_store import TaskStore
from gateway.task_view import TaskView

_TAIL_LETTERS: Final = string.ascii_lowercase + string.digits
_TAIL_LENGTH: Final = 8
"""Two tasks of the same second get the same id once in 3e12."""

_LOOK_EVERY_SECONDS: Final = 0.5

Sleep = Callable[[float], Awaitable[None]]

_log = structlog.get_logger(__name__)


def new_task_id(now: datetime) -> str:
    """Return an id that tells when its task was asked for and cannot be guessed from that."""
    tail = "".join(secrets.choice(_TAIL_LETTERS) for _ in range(_TAIL_LENGTH))
    return f"video_{now:%Y%m%d_%H%M%S}_{tail}"


async def submit(event: BriefingSubmitted, *, tasks: TaskStore, bus: Bus, clock: Clock) -> TaskView:
    """Publish a briefing and return its task; raises `UnavailableError` when none was begun, or none that shows.

    When Kafka falls silent in the middle, nobody can tell whether it has the briefing. The task is then marked as
    deleted, so that it never shows, and should its briefing be heard after all, the projector cancels it.
    """
    await tasks.check()
    try:
        await bus.publish(event)
    except UnavailableError:
        await _disown(event.task_id, tasks, clock)
        raise
    return await show(event, None, tasks=tasks, clock=clock)


async def _disown(task_id: str, tasks: TaskStore, clock: Clock) -> None:
    try:
        await tasks.change(task_id, lambda view: delete(view or TaskView(task_id=task_id), clock()))
    except UnavailableError as error:
        _log.warning("task_not_disowned", task_id=task_id, error=str(error))


async def wait_for_end(view: TaskView, *, tasks: TaskStore, seconds: float, clock: Clock, sleep: Sleep) -> TaskView:
    """Return the task's view when it ended, or as it is after so many seconds or when the database stops answering.

    It is the view that is watched, not the events: another replica may be the one that hears them.
    """
    deadline = clock() + timedelta(seconds=seconds)
    while not view.status.is_final and clock() < deadline:
        await sleep(_LOOK_EVERY_SECONDS)
        try:
            view = await tasks.find(view.task_id) or view
        except UnavailableError:
            return view
    return view

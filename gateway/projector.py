"""Keeping the views in step with the events."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import Final, TypeAlias

from chassis.bus import Bus
from chassis.cancellation import is_cancelled, mark_cancelled
from chassis.errors import CorruptArtefactError
from chassis.store import Store
from contracts import AnyEvent, BriefingSubmitted, Phase, TaskCancelled, TaskFailed, VideoRendered
from gateway.films import FilmFolder
from gateway.projection import apply
from gateway.task_store import TaskStore
from gateway.task_view import TaskView

Announce: TypeAlias = Callable[[TaskView], Awaitable[None]]
"""Tells whoever wants to know that a task ended, if it has; called again when an event is heard again."""

_ENDS: Final = (VideoRendered, TaskFailed, TaskCancelled)


class Projector:
    """Writes down what each event means for its task; a task's end is announced before its event counts as heard."""

    def __init__(
        self, tasks: TaskStore, films: FilmFolder, bus: Bus, store: Store, announce: Announce | None = None
    ) -> None:
        self._tasks = tasks
        self._films = films
        self._bus = bus
        self._store = store
        self._announce = announce

    async def record(self, event: AnyEvent, occurred_at: datetime) -> None:
        """Return once the view says what the event does; a film is in its folder before the view names it.

        A briefing that nobody waits for any more is cancelled. A cancellation reaches the agents even if the gateway
        that took it died before it could put the mark.
        """
        if isinstance(event, TaskCancelled):
            await mark_cancelled(self._store, event.task_id, event.attempt)
        if isinstance(event, VideoRendered):
            try:
                await self._keep_film(event, occurred_at)
            except CorruptArtefactError as error:
                await self._bus.publish(_failure(event, error))
                return
        view = await self._tasks.change(event.task_id, partial(apply, event=event, occurred_at=occurred_at))
        if isinstance(event, BriefingSubmitted) and await self._is_unwanted(view, event.attempt):
            await self._bus.publish(TaskCancelled(task_id=event.task_id, attempt=event.attempt, reason="unwanted"))
        if view.latest.cancelled_at and view.latest.video:
            await self._films.remove(event.task_id)
        if self._announce and isinstance(event, _ENDS):
            await self._announce(view)

    async def _is_unwanted(self, view: TaskView, attempt: int) -> bool:
        """Return whether, before this was heard, the task was deleted or the retry given up as Kafka fell silent."""
        if view.deletion:
            return True
        shows_as_running = attempt > 1 and view.latest.number == attempt and not view.status.is_final
        return shows_as_running and await is_cancelled(self._store, view.task_id, attempt)

    async def _keep_film(self, event: VideoRendered, occurred_at: datetime) -> None:
        """Copy the film if users will see it: not when its attempt was cancelled or replaced, or its task deleted."""
        view = apply(await self._tasks.find(event.task_id), event, occurred_at)
        if view.video == event.video:
            await self._films.keep(event.task_id, event.video.file)


def _failure(event: VideoRendered, error: CorruptArtefactError) -> TaskFailed:
    return TaskFailed(
        task_id=event.task_id,
        attempt=event.attempt,
        phase=Phase.RENDER,
        code=error.code,
        message=error.message,
        retryable=error.retryable,
        hint=error.hint,
    )

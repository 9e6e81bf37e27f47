"""Beginning the next attempt at a task, once, however many ask for it at the same time."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import structlog

from chassis.bus import Bus
from chassis.cancellation import is_cancelled, mark_cancelled
from chassis.errors import UnavailableError
from chassis.store import Store
from contracts import BriefingSubmitted
from gateway.addresses import status_address
from gateway.announcement import show
from gateway.clock import Clock
from gateway.leases import Leases, new_holder
from gateway.retry_bodies import RetryRequest
from gateway.retry_plan import conflict, next_attempt
from gateway.task_store import TaskStore
from gateway.task_view import TaskView

_LEASE_SECONDS: Final = 30.0
"""Longer than Kafka, database and store together may take to answer."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Retries:
    """Begins attempts; of several callers at the same time one gets the attempt."""

    leases: Leases
    tasks: TaskStore
    bus: Bus
    store: Store
    clock: Clock

    async def begin(self, task_id: str, wish: RetryRequest) -> TaskView:
        """Begin the next attempt and return its task; work on earlier attempts is told to stop.

        Raises `ApiError` 409 while the task has not ended or somebody else is retrying it, and `UnavailableError`, with
        nothing begun, when Kafka does not take the briefing.
        """
        name, holder = f"retry:{task_id}", new_holder()
        if not await self.leases.take(name, holder, _LEASE_SECONDS):
            raise conflict("The task is just being retried.", f"See GET {status_address(task_id)}.")
        try:
            return await self._begin(task_id, wish)
        finally:
            # Without a database it ends by itself.
            with suppress(UnavailableError):
                await self.leases.give_back(name, holder)

    async def _begin(self, task_id: str, wish: RetryRequest) -> TaskView:
        # A change that changes nothing: what is found elsewhere may be from before the lease was ours.
        view = await self.tasks.change(task_id, lambda current: current or TaskView(task_id=task_id))
        event = await self._with_unused_number(next_attempt(view, wish))
        for attempt in view.attempts:
            await mark_cancelled(self.store, task_id, attempt.number)
        await self._publish(event)
        return await show(event, view, tasks=self.tasks, clock=self.clock)

    async def _with_unused_number(self, event: BriefingSubmitted) -> BriefingSubmitted:
        """Return the event with a number nobody can have heard of: not that of a retry that was given up half-way."""
        while await is_cancelled(self.store, event.task_id, event.attempt):
            event = event.model_copy(update={"attempt": event.attempt + 1})
        return event

    async def _publish(self, event: BriefingSubmitted) -> None:
        try:
            await self.bus.publish(event)
        except UnavailableError:
            # Whether Kafka has the event nobody can tell. The mark keeps agents from it, and the projector cancels it.
            await self._disown(event)
            raise

    async def _disown(self, event: BriefingSubmitted) -> None:
        try:
            await mark_cancelled(self.store, event.task_id, event.attempt)
        except UnavailableError as error:
            _log.warning("attempt_not_disowned", task_id=event.task_id, attempt=event.attempt, error=str(error))

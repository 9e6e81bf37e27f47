"""Taking a briefing: the promise of a film is given only when Kafka holds it."""

import secrets
import string
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog

from chassis.bus import Bus
from chassis.errors import UnavailableError
from contracts import Briefing, BriefingSubmitted
from gateway.announcement import show
from gateway.backlog import Backlog
from gateway.callers import Caller
from gateway.clock import Clock
from gateway.facts import moment
from gateway.idempotency import Promise, Records, Repeatable
from gateway.projection import delete
from gateway.task_store import TaskStore
from gateway.task_view import TaskView
from gateway.totals import Totals
from gateway.webhook_service import Webhooks

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


class WithdrawnError(UnavailableError):
    """Kafka fell silent, and the task was taken back: it will not be made even if Kafka has its briefing."""


@dataclass(frozen=True)
class Wish:
    """Who asks for which film, and where to tell its end."""

    briefing: Briefing
    caller: Caller
    callback_url: str | None = None


@dataclass(frozen=True)
class Submissions:
    """Takes briefings; the same request with the same key begins one task, however often and wherever it comes in."""

    tasks: TaskStore
    bus: Bus
    backlog: Backlog
    records: Records
    webhooks: Webhooks
    clock: Clock

    async def take(self, wish: Wish, repeatable: Repeatable | None) -> tuple[TaskView, Promise]:
        """Return the task of a briefing and what was promised, once Kafka has it.

        Raises `UnavailableError` when no task was begun, and `ApiError` 409, 422 or 429 when none may be.
        """
        if wish.callback_url:
            # Before the key is taken: the request may come again with the key and a better address.
            await self.webhooks.check(wish.callback_url, field="callback_url")
        now = moment(self.clock())
        promise = Promise(task_id=new_task_id(now), made_at=now)
        if repeatable is None:
            return await self._begin(wish, promise), promise
        # Written before anything is begun: after a crash, the same request finds it and goes on where this one ended.
        record = await repeatable.promised(promise, self.records)
        try:
            return await self._begin(wish, record.promise), record.promise
        except WithdrawnError:
            await self.records.release(record)
            raise

    async def _begin(self, wish: Wish, promise: Promise) -> TaskView:
        """Return the promised task; its event is published unless the task is there already.

        Of several at the same time each may publish the event. It is the same event, which agents handle once.
        """
        view = await self.tasks.find(promise.task_id)
        if view is None:
            key_id = wish.caller.key_id
            event = BriefingSubmitted(task_id=promise.task_id, briefing=wish.briefing, submitted_by=key_id)
            called_back = self.webhooks.calling_back(promise.task_id, wish.callback_url, key_id)
            async with self.backlog.place(wish.caller), called_back:
                view = await self._publish(event)
        if _was_withdrawn(view):
            raise _withdrawn()
        return view

    async def _publish(self, event: BriefingSubmitted) -> TaskView:
        try:
            await self.bus.publish(event)
        except UnavailableError as error:
            return await self._withdraw(event.task_id, error)
        return await show(event, None, tasks=self.tasks, clock=self.clock)

    async def _withdraw(self, task_id: str, reason: UnavailableError) -> TaskView:
        """Take back a task whose briefing Kafka may have or not; return it if it turns out that it was begun.

        It is marked as deleted, so that it never shows, and should its briefing be heard, the projector cancels it.
        """

        def withdraw(view: TaskView | None) -> TaskView:
            return view or delete(TaskView(task_id=task_id), self.clock())

        try:
            view = await self.tasks.change(task_id, withdraw)
        except UnavailableError as error:
            _log.warning("task_not_withdrawn", task_id=task_id, error=str(error))
            raise reason from error
        if _was_withdrawn(view):
            raise WithdrawnError(reason.code, reason.message, reason.hint) from reason
        return view


def _was_withdrawn(view: TaskView) -> bool:
    """Return whether nothing ever happened to a deleted task; users can delete only those that have ended."""
    return view.deletion is not None and view.deletion.counted == Totals()


def _withdrawn() -> WithdrawnError:
    return WithdrawnError(
        "broker_unavailable", "Kafka did not take the briefing.", "Nothing was begun; send it again in a few seconds."
    )


async def wait_for_end(view: TaskView, *, tasks: TaskStore, seconds: float, clock: Clock, sleep: Sleep) -> TaskView:
    """Return the task's view when it ended, or as it is after so many seconds or when the database stops answering.

    It is the view that is watched, not the events: another replica may be the one that hears them.
    """
    deadline = clock() + timedelta(seconds=seconds)
    while not (view.status.is_final or view.deletion) and clock() < deadline:
        await sleep(_LOOK_EVERY_SECONDS)
        try:
            view = await tasks.find(view.task_id) or view
        except UnavailableError:
            return view
    return view

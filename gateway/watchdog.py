"""The watchdog: starts tasks again that nobody works on any more, and fails those that it cannot get going by name.

Everything it does may be done twice: a briefing heard again finds what was made of it, a failure of an attempt that
went on gives way to its film, and one that was retried is not the attempt that shows.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, Self

import structlog

from chassis.backlog import Backlog, Dones, Ends
from chassis.bus import Bus
from chassis.cancellation import mark_cancelled
from chassis.store import Store
from contracts import BriefingSubmitted, Phase, TaskFailed
from gateway.announcement import show
from gateway.clock import Clock
from gateway.settings import GatewaySettings
from gateway.task_store import TaskStore
from gateway.watch_records import Redriven, Try, Unfinished, WatchRecords

STALLED: Final = "stalled"
"""Code of the failure of tasks that were given up."""

_HINT: Final = "Retry the task: what was made is kept. If it stalls again, report the task id to the operator."

_LONGEST_BETWEEN_LOOKS_SECONDS: Final = 10.0

_STANDSTILL: Final = 5
"""Times the silence after which agents that have something left to do, but do nothing, are sent it again."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class _Noticed:
    """A silent attempt: when it was last heard of, where the logs ended then, and how far agents came until when."""

    heard_at: datetime
    ends: Ends
    dones: Dones
    moved_at: datetime


@dataclass(frozen=True)
class Patience:
    """How long nothing may be heard of a task, how often it is started again, and how long it may take in all."""

    silence: timedelta
    most_redrives: int
    deadline: timedelta

    @classmethod
    def from_settings(cls, settings: GatewaySettings) -> Self:
        """Return the patience an operator wishes for."""
        return cls(
            silence=timedelta(seconds=settings.watchdog_silence_seconds),
            most_redrives=settings.watchdog_max_redrives,
            deadline=timedelta(seconds=settings.task_deadline_seconds),
        )

    @property
    def seconds_between_looks(self) -> float:
        """How often to look: a task waits little longer than it has to."""
        return min(self.silence.total_seconds() / 4, _LONGEST_BETWEEN_LOOKS_SECONDS)


@dataclass(frozen=True)
class Watchdog:
    """One round of watching is one call of `look`; between rounds it remembers only where the logs ended."""

    records: WatchRecords
    tasks: TaskStore
    bus: Bus
    store: Store
    clock: Clock
    read_backlog: Callable[[], Awaitable[Backlog]]
    ensure_topics: Callable[[], Awaitable[None]]
    patience: Patience
    _noticed: dict[Try, _Noticed] = field(default_factory=dict, init=False)

    async def look(self) -> None:
        """Do what has to be done for every task that is late; raises `UnavailableError` when a part is away."""
        now = self.clock()
        overdue = await self.records.overdue(
            silent_since=now - self.patience.silence, begun_before=now - self.patience.deadline
        )
        self._forget_all_but(overdue)
        if not overdue:
            return
        # A broker that lost its log lost the topics too, and what is said on a topic that is not there is lost.
        await self.ensure_topics()
        backlog = await self.read_backlog()
        redriven = await self.records.redriven([late.key for late in overdue])
        for late in overdue:
            await self._look_at(late, redriven.get(late.key, Redriven()), backlog, now)

    async def _look_at(self, late: Unfinished, redriven: Redriven, backlog: Backlog, now: datetime) -> None:
        if now - late.begun_at >= self.patience.deadline:
            hours = self.patience.deadline / timedelta(hours=1)
            await self._give_up(late, f"The film was not finished within {hours:g} hours.")
            return
        heard_at = max(late.heard_at, redriven.at or late.heard_at)
        if now - heard_at < self.patience.silence:
            return
        noticed = self._notice(late, heard_at, backlog, now)
        if not backlog.has_passed(noticed.ends, late.task_id):
            await self._prod(late, noticed, now)
        elif redriven.count < self.patience.most_redrives:
            await self._redrive(late, redriven, now)
        else:
            count = redriven.count
            await self._give_up(late, f"Nobody worked on the film any more, though it was started again {count}x.")

    def _notice(self, late: Unfinished, heard_at: datetime, backlog: Backlog, now: datetime) -> _Noticed:
        """Return what is known of a silence, and since when no agent got on with what lay before it.

        How long agents take is no matter: work that waits in a queue, or in front of a slow provider, is not lost.
        """
        dones = backlog.dones(late.task_id)
        noticed = self._noticed.get(late.key)
        if noticed is None or noticed.heard_at != heard_at:
            noticed = _Noticed(heard_at, backlog.ends(late.task_id), dones, now)
        elif noticed.dones != dones:
            noticed = replace(noticed, dones=dones, moved_at=now)
        self._noticed[late.key] = noticed
        return noticed

    async def _prod(self, late: Unfinished, noticed: _Noticed, now: datetime) -> None:
        """Say again what the user asked for where agents do not get on; it counts as no start.

        Behind a long call it only waits. But after a broker lost its log, agents read on at offsets that new messages
        have to reach first: what lies before them is never read, and looks like work that waits.
        """
        if now - noticed.moved_at < _STANDSTILL * self.patience.silence:
            return
        self._noticed[late.key] = replace(noticed, moved_at=now)
        asked = await self._asked(late)
        if asked is not None:
            _log.warning("task_prodded", task_id=late.task_id, attempt=late.attempt)
            await self.bus.publish(asked)

    async def _redrive(self, late: Unfinished, redriven: Redriven, now: datetime) -> None:
        """Say again what the user asked for; counted before, so that a crash in between is not repeated for ever."""
        asked = await self._asked(late)
        if asked is None or not await self.records.note_redrive(late.key, redriven, now):
            return
        _log.warning("task_redriven", task_id=late.task_id, attempt=late.attempt, count=redriven.count + 1)
        await self.bus.publish(asked)

    async def _give_up(self, late: Unfinished, message: str) -> None:
        """Fail the attempt; should an agent be at work on it after all, it stops."""
        view = await self.tasks.find(late.task_id)
        phase = (view.current_phase if view else None) or Phase.SCRIPT
        failure = TaskFailed(
            task_id=late.task_id,
            attempt=late.attempt,
            phase=phase,
            code=STALLED,
            message=message,
            retryable=True,
            hint=_HINT,
        )
        _log.error("task_stalled", task_id=late.task_id, attempt=late.attempt, reason=message)
        await self.bus.publish(failure)
        await mark_cancelled(self.store, late.task_id, late.attempt)
        await show(failure, view, tasks=self.tasks, clock=self.clock)

    async def _asked(self, late: Unfinished) -> BriefingSubmitted | None:
        """Return the event that began an attempt, if the attempt still goes on and it is known."""
        view = await self.tasks.find(late.task_id)
        if view is None or view.status.is_final or view.latest.number != late.attempt or not view.latest.asked:
            return None
        return view.latest.asked.what

    def _forget_all_but(self, overdue: Sequence[Unfinished]) -> None:
        keys = {late.key for late in overdue}
        for key in [key for key in self._noticed if key not in keys]:
            del self._noticed[key]

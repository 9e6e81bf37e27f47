"""Stores that forget with the process: for tests, and held to the same tests as the real ones."""

import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from gateway.live_views import LiveViews, RevisedView
from gateway.paging import Cursor
from gateway.task_store import Change, UnfinishedCount
from gateway.task_view import TaskStatus, TaskView
from gateway.totals import Totals
from gateway.watch_records import Redriven, Try, Unfinished


class InMemoryTaskStore:
    """See `TaskStore`; nothing is awaited inside, so each method is one step.

    Who waits in `live` hears of every change.
    """

    def __init__(self, live: LiveViews | None = None) -> None:
        self._live = live or LiveViews()
        self._views: dict[str, TaskView] = {}

    @property
    def views(self) -> Sequence[TaskView]:
        """Every view there is."""
        return list(self._views.values())

    async def prepare(self) -> None:
        """There is nothing to make."""

    async def check(self) -> None:
        """Memory always answers."""

    async def find(self, task_id: str) -> TaskView | None:
        """See `TaskStore`."""
        return self._views.get(task_id)

    async def change(self, task_id: str, change: Change) -> TaskView:
        """See `TaskStore`."""
        view = change(self._views.get(task_id))
        self._views[task_id] = view
        self._live.hear(RevisedView(view, 0))
        return view

    async def newest(self, *, status: TaskStatus | None, limit: int, after: Cursor | None = None) -> Sequence[TaskView]:
        """See `TaskStore`."""
        listed = [view for view in self._views.values() if not view.deletion and status in {None, view.status}]
        if after:
            listed = [view for view in listed if _age(view) < (after.created_at, after.task_id)]
        return sorted(listed, key=_age, reverse=True)[:limit]

    async def among(self, task_ids: Sequence[str], *, created_before: datetime) -> Sequence[TaskView]:
        """See `TaskStore`."""
        views = [self._views[task_id] for task_id in task_ids if task_id in self._views]
        return [view for view in views if not view.deletion and view.created_at and view.created_at < created_before]

    async def count_unfinished(self, submitted_by: str | None) -> UnfinishedCount:
        """See `TaskStore`."""
        views = [view for view in self._views.values() if view.is_unfinished]
        own = [view for view in views if view.submitted_by == submitted_by]
        return UnfinishedCount(len(views), len(own))

    async def totals(self) -> Totals:
        """See `TaskStore`."""
        return sum((view.counted for view in self._views.values()), start=Totals())


class InMemoryLeases:
    """See `Leases`."""

    def __init__(self) -> None:
        self._leases: dict[str, tuple[str, float]] = {}

    async def take(self, name: str, holder: str, seconds: float) -> bool:
        """See `Leases`."""
        now = time.monotonic()
        present, ends_at = self._leases.get(name, (holder, now))
        if present != holder and now < ends_at:
            return False
        self._leases[name] = (holder, now + seconds)
        return True

    async def give_back(self, name: str, holder: str) -> None:
        """See `Leases`."""
        if self._leases.get(name, ("", 0.0))[0] == holder:
            del self._leases[name]


class InMemoryWatchRecords:
    """See `WatchRecords`; knows the tasks of a store in memory."""

    def __init__(self, tasks: InMemoryTaskStore) -> None:
        self._tasks = tasks
        self._redriven: dict[Try, Redriven] = {}

    async def overdue(self, *, silent_since: datetime, begun_before: datetime) -> Sequence[Unfinished]:
        """See `WatchRecords`."""
        running = [view for view in self._tasks.views if not view.deletion and not view.status.is_final]
        attempts = [
            Unfinished(
                task_id=view.task_id, attempt=view.latest.number, begun_at=view.begun_at, heard_at=view.updated_at
            )
            for view in running
            if view.begun_at and view.updated_at
        ]
        return [tried for tried in attempts if tried.heard_at <= silent_since or tried.begun_at <= begun_before]

    async def redriven(self, attempts: Sequence[Try]) -> Mapping[Try, Redriven]:
        """See `WatchRecords`."""
        return {attempt: self._redriven[attempt] for attempt in attempts if attempt in self._redriven}

    async def note_redrive(self, attempt: Try, before: Redriven, at: datetime) -> bool:
        """See `WatchRecords`."""
        if self._redriven.get(attempt, Redriven()).count != before.count:
            return False
        self._redriven[attempt] = Redriven(count=before.count + 1, at=at)
        return True


def _age(view: TaskView) -> tuple[datetime, str]:
    return view.created_at or datetime.min.replace(tzinfo=UTC), view.task_id

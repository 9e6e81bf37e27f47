"""Stores that forget with the process: for tests, and held to the same tests as the real ones."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime

from gateway.live_views import LiveViews, RevisedView
from gateway.task_store import Change
from gateway.task_view import TaskStatus, TaskView
from gateway.totals import Totals


class InMemoryTaskStore:
    """See `TaskStore`; nothing is awaited inside, so each method is one step.

    Who waits in `live` hears of every change.
    """

    def __init__(self, live: LiveViews | None = None) -> None:
        self._live = live or LiveViews()
        self._views: dict[str, TaskView] = {}

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

    async def newest(self, *, status: TaskStatus | None, limit: int) -> Sequence[TaskView]:
        """See `TaskStore`."""
        listed = [view for view in self._views.values() if not view.deletion and status in {None, view.status}]
        return sorted(listed, key=_age, reverse=True)[:limit]

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


def _age(view: TaskView) -> tuple[datetime, str]:
    return view.created_at or datetime.min.replace(tzinfo=UTC), view.task_id

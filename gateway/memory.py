"""A task store that forgets with the process: for tests, and held to the same tests as the real one."""

from collections.abc import Sequence
from datetime import UTC, datetime

from gateway.task_store import Change
from gateway.task_view import TaskStatus, TaskView
from gateway.totals import Totals


class InMemoryTaskStore:
    """See `TaskStore`; nothing is awaited inside, so each method is one step."""

    def __init__(self) -> None:
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
        return view

    async def newest(self, *, status: TaskStatus | None, limit: int) -> Sequence[TaskView]:
        """See `TaskStore`."""
        listed = [view for view in self._views.values() if not view.deletion and status in {None, view.status}]
        return sorted(listed, key=_age, reverse=True)[:limit]

    async def totals(self) -> Totals:
        """See `TaskStore`."""
        return sum((view.counted for view in self._views.values()), start=Totals())


def _age(view: TaskView) -> tuple[datetime, str]:
    return view.created_at or datetime.min.replace(tzinfo=UTC), view.task_id

"""Where the views of tasks are kept, as the rest of the gateway sees it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol, TypeAlias

from gateway.paging import Cursor
from gateway.task_view import TaskStatus, TaskView
from gateway.totals import Totals

Change: TypeAlias = Callable[[TaskView | None], TaskView]
"""Makes the new view of a task from the old one; called again when somebody else was faster, so free of effects."""


class UnfinishedCount(NamedTuple):
    """How many tasks have not ended: of all callers, and of one key."""

    all: int
    own: int


class TaskStore(Protocol):
    """Views by task id, deleted ones included, and the statistics over all of them.

    Every method raises `UnavailableError` when the database does not answer in time.
    """

    async def prepare(self) -> None:
        """Make what queries need, if it is not there yet."""

    async def check(self) -> None:
        """Return if the database can be written to."""

    async def find(self, task_id: str) -> TaskView | None:
        """Return a view; None when nothing was ever heard of the task."""

    async def change(self, task_id: str, change: Change) -> TaskView:
        """Change a view as if nobody else did at that time, and the statistics with it; return the new view."""

    async def newest(self, *, status: TaskStatus | None, limit: int, after: Cursor | None = None) -> Sequence[TaskView]:
        """Return the views that are not deleted, of one status if asked, the youngest task first."""

    async def among(self, task_ids: Sequence[str], *, created_before: datetime) -> Sequence[TaskView]:
        """Return those of these views that are not deleted and are that old."""

    async def count_unfinished(self, submitted_by: str | None) -> UnfinishedCount:
        """Return how many tasks have not ended; the time this takes grows with their number, not with that of all."""

    async def totals(self) -> Totals:
        """Return the statistics; the time this takes does not grow with the number of tasks."""

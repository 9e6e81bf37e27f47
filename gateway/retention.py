"""How long the files of a task are kept after its end: derived from its view, so there is nothing to write down."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog

from chassis.store import Store
from gateway.clock import Clock
from gateway.films import FilmFolder
from gateway.task_store import TaskStore
from gateway.task_view import TaskView

_BATCH: Final = 200
"""Tasks looked up at once."""

_log = structlog.get_logger(__name__)


def expires_at(view: TaskView, days: int | None) -> datetime | None:
    """Return when the files of a task are deleted; None while it runs, or where files are kept for ever."""
    return view.ended_at + timedelta(days=days) if days is not None and view.ended_at else None


@dataclass(frozen=True)
class Retention:
    """Deletes the files of tasks that ended so many days ago; the tasks stay listed."""

    days: int | None
    tasks: TaskStore
    store: Store
    films: FilmFolder
    clock: Clock

    async def sweep_once(self) -> None:
        """Delete the files of every expired task that has any; raises `UnavailableError`, then the next sweep goes on.

        It looks at what is stored, not at what was swept before: so a sweep that broke off is made good by the next.
        """
        if self.days is None:
            return
        task_ids = await self.store.folders("tasks")
        for start in range(0, len(task_ids), _BATCH):
            # What was begun after this moment cannot have ended before it.
            begun_before = self.clock() - timedelta(days=self.days)
            for view in await self.tasks.among(task_ids[start : start + _BATCH], created_before=begun_before):
                await self._sweep(view)

    async def _sweep(self, view: TaskView) -> None:
        end = expires_at(view, self.days)
        if end is None or end > self.clock():
            return
        await self.films.remove(view.task_id)
        count = await self.store.delete_folder(f"tasks/{view.task_id}")
        if count:  # some stores go on listing a folder that is empty
            _log.info("expired_files_deleted", task_id=view.task_id, files=count)

"""Deleting a task with everything that was made for it."""

from chassis.store import Store
from gateway.clock import Clock
from gateway.films import FilmFolder
from gateway.projection import delete
from gateway.task_store import TaskStore
from gateway.task_view import TaskView


async def delete_task(view: TaskView, *, tasks: TaskStore, store: Store, films: FilmFolder, clock: Clock) -> bool:
    """Delete a task that has ended; return False, with nothing deleted, while it runs.

    Files go first: when a deletion breaks off, the task is still listed and can be deleted again.
    """
    if not view.status.is_final:
        return False
    await films.remove(view.task_id)
    await store.delete_folder(f"tasks/{view.task_id}")
    await tasks.change(view.task_id, lambda current: delete(current or view, clock()))
    return True

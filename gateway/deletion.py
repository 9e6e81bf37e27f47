"""Deleting a task with everything that was made for it."""

from datetime import datetime
from functools import partial

from gateway.parts import Parts
from gateway.projection import delete
from gateway.task_view import TaskView


async def delete_task(view: TaskView, parts: Parts) -> bool:
    """Delete a task that has ended; return False, with the task still there, while it runs.

    Files go first: when a deletion breaks off, the task is still listed and can be deleted again.
    """
    if not view.status.is_final:
        return False
    await parts.films.remove(view.task_id)
    await parts.store.delete_folder(f"tasks/{view.task_id}")
    await parts.webhooks.forget(view.task_id)
    left = await parts.tasks.change(view.task_id, partial(_unless_retried, seen=view, now=parts.clock()))
    return left.deletion is not None


def _unless_retried(current: TaskView | None, seen: TaskView, now: datetime) -> TaskView:
    """Return what is left of the task, or the task itself if a retry of it began meanwhile and makes all files anew."""
    if current and not current.deletion and not current.status.is_final:
        return current
    return delete(current or seen, now)

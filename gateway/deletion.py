"""Deleting a task with everything that was made for it."""

from gateway.parts import Parts
from gateway.projection import delete
from gateway.task_view import TaskView


async def delete_task(view: TaskView, parts: Parts) -> bool:
    """Delete a task that has ended; return False, with nothing deleted, while it runs.

    Files go first: when a deletion breaks off, the task is still listed and can be deleted again.
    """
    if not view.status.is_final:
        return False
    await parts.films.remove(view.task_id)
    await parts.store.delete_folder(f"tasks/{view.task_id}")
    await parts.webhooks.forget(view.task_id)
    await parts.tasks.change(view.task_id, lambda current: delete(current or view, parts.clock()))
    return True

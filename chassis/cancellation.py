"""Whether the work on a task is still wanted: a mark in the object store that every replica of every agent can see.

The event `task.cancelled` tells subscribers; the mark reaches also the agent that starts next week and hears a message
of today, and it needs no consumer of its own in each process.
"""

from typing import Final

from chassis.errors import TaskWithdrawnError
from chassis.store import Store

_MARK: Final = b"{}"


async def mark_cancelled(store: Store, task_id: str, attempt: int) -> None:
    """Make every further check of this attempt raise; marking twice is marking once."""
    await store.put_if_absent(_key(task_id, attempt), _MARK)


async def is_cancelled(store: Store, task_id: str, attempt: int) -> bool:
    """Return whether the attempt has the mark."""
    return await store.read(_key(task_id, attempt)) is not None


class Cancellation:
    """What an agent asks before it works on, and now and then during the work."""

    def __init__(self, store: Store, task_id: str, attempt: int) -> None:
        self._store = store
        self._task_id = task_id
        self._attempt = attempt

    async def check(self) -> None:
        """Raise `TaskWithdrawnError` if the attempt was cancelled or a later one has taken its place."""
        if await is_cancelled(self._store, self._task_id, self._attempt):
            raise TaskWithdrawnError


def _key(task_id: str, attempt: int) -> str:
    return f"tasks/{task_id}/cancelled/{attempt}.json"

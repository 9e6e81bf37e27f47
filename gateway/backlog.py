"""How many tasks may be unfinished at the same time, of all callers together and of each key."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Final

from gateway.callers import Caller
from gateway.error_bodies import ApiError, ErrorDetails
from gateway.task_store import TaskStore

_RETRY_AFTER_SECONDS: Final = 30
"""About what the embedded stack needs for a film."""


class Backlog:
    """Keeps places for tasks; a limit of None is not checked, and two of them cost no query.

    The tasks of this process are counted exactly. Those that other replicas take at the same moment may be missed, so
    that at most as many too many are taken as replicas have requests in flight.
    """

    def __init__(self, tasks: TaskStore, *, most: int | None, most_per_key: int | None) -> None:
        self._tasks = tasks
        self._most = most
        self._most_per_key = most_per_key
        self._entered = Counter[str | None]()
        self._settled = Counter[str | None]()

    @asynccontextmanager
    async def place(self, caller: Caller) -> AsyncIterator[None]:
        """Keep a place for a task while its view is not written; raises `ApiError` 429 when there is none."""
        await self._wait_for_count(caller)
        self._entered[caller.key_id] += 1
        try:
            yield
        finally:
            self._settled[caller.key_id] += 1

    async def _wait_for_count(self, caller: Caller) -> None:
        own_most = (caller.quotas.unfinished_tasks or self._most_per_key) if caller.key_id else None
        if self._most is None and own_most is None:
            return
        all_settled, own_settled = self._settled.total(), self._settled[caller.key_id]
        unfinished = await self._tasks.count_unfinished(caller.key_id)
        # Tasks that entered and were not settled when the query began may not be in its result.
        all_tasks = unfinished.all + self._entered.total() - all_settled
        own_tasks = unfinished.own + self._entered[caller.key_id] - own_settled
        if own_most is not None and own_tasks >= own_most:
            raise _full("key_busy", f"Your key has {own_tasks} unfinished tasks of at most {own_most}.")
        if self._most is not None and all_tasks >= self._most:
            raise _full("server_busy", f"The server has {all_tasks} unfinished tasks of at most {self._most}.")


def _full(code: str, message: str) -> ApiError:
    details = ErrorDetails(code=code, hint="Wait until some of them have ended, or cancel those nobody needs.")
    return ApiError(HTTPStatus.TOO_MANY_REQUESTS, message, details, {"Retry-After": str(_RETRY_AFTER_SECONDS)})

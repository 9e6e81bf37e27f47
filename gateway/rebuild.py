"""`python -m gateway.rebuild`: make all views anew from the topics, while the API goes on serving and taking tasks.

Only the views and the statistics are replaced. What the topics do not tell stays: keys, idempotency records, webhooks,
leases, and what is left of deleted tasks.
"""

import asyncio
import sys
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Final

from chassis.errors import UnavailableError
from gateway import clock
from gateway.leases import Leases, new_holder
from gateway.mongo import MongoTaskStore
from gateway.mongo_connection import connect
from gateway.mongo_leases import MongoLeases
from gateway.mongo_rebuild import FreshViews
from gateway.replay import Heard, IncompleteLogError, Replay, folded
from gateway.settings import GatewaySettings, read_settings
from gateway.task_store import TaskStore
from gateway.task_view import TaskView

_LEASE: Final = "rebuild"
_LEASE_SECONDS: Final = 120.0
_PATIENCE_SECONDS: Final = 600.0
"""How long one operation may take: some go over all views."""

_EXPLAINED: Final = "Rebuilt views would lack what they told; nothing was changed. Keep the topics without a limit."


class AlreadyRunningError(Exception):
    """Somebody else rebuilds the views."""


def main() -> int:
    """Rebuild the views of the configured installation; return 0 when they are in place."""
    try:
        asyncio.run(rebuild(read_settings(), print))
    except (UnavailableError, IncompleteLogError, AlreadyRunningError) as error:
        sys.stderr.write(f"{error} {_EXPLAINED if isinstance(error, IncompleteLogError) else ''}\n")
        return 1
    return 0


async def rebuild(settings: GatewaySettings, report: Callable[[str], None]) -> None:
    """Rebuild the views.

    Raises `AlreadyRunningError`, `IncompleteLogError` when old events were deleted, `UnavailableError` when Kafka or
    MongoDB stops answering. Until the swap nothing has changed; after it the views are whole once the events that came
    meanwhile are heard again, by this call or by running it anew.
    """
    patient = settings.model_copy(update={"mongodb_timeout_seconds": _PATIENCE_SECONDS})
    client = connect(patient)
    try:
        await _rebuild(
            patient,
            FreshViews(client, settings.mongodb_database, clock.now),
            MongoTaskStore(client, settings.mongodb_database),
            _Turn(MongoLeases(client, settings.mongodb_database)),
            report,
        )
    finally:
        client.close()


class _Turn:
    """The right to rebuild, kept by asking for it again."""

    def __init__(self, leases: Leases) -> None:
        self._leases = leases
        self._holder = new_holder()

    async def keep(self) -> None:
        if not await self._leases.take(_LEASE, self._holder, _LEASE_SECONDS):
            raise AlreadyRunningError("The views are being rebuilt already.")

    async def end(self) -> None:
        await self._leases.give_back(_LEASE, self._holder)


async def _rebuild(
    settings: GatewaySettings, fresh: FreshViews, tasks: TaskStore, turn: _Turn, report: Callable[[str], None]
) -> None:
    await turn.keep()
    try:
        async with Replay.opened(settings) as replay, fresh.begun() as deletions:

            async def fold(batch: Sequence[Heard]) -> None:
                await fresh.fold(batch)
                await fresh.note(deletions)
                await turn.keep()

            await _work_off(replay, fold, report)
            # What came during the first pass is little, and what comes during the second next to nothing.
            await _work_off(replay, fold, report)
            await fresh.swap()
            await fresh.note(deletions, until_swap=True)
            for view in fresh.deleted:
                await tasks.change(view.task_id, partial(_left, view))
            await _work_off(replay, partial(_hear_again, tasks), report)
    finally:
        await turn.end()
    report("The views are rebuilt.")


async def _work_off(
    replay: Replay, take: Callable[[Sequence[Heard]], Awaitable[None]], report: Callable[[str], None]
) -> None:
    begun, count = time.monotonic(), 0
    async for batch in replay.until_now():
        await take(batch)
        count += len(batch)
    seconds = time.monotonic() - begun
    report(f"{count} events in {seconds:.1f} s ({count / max(seconds, 0.001):.0f}/s)")


async def _hear_again(tasks: TaskStore, batch: Sequence[Heard]) -> None:
    """Apply events to the views that are live now; those that a gateway has applied too change nothing."""
    by_task: defaultdict[str, list[Heard]] = defaultdict(list)
    for heard in batch:
        by_task[heard.event.task_id].append(heard)
    for task_id, events in by_task.items():
        await tasks.change(task_id, partial(folded, events=events))


def _left(tombstone: TaskView, _current: TaskView | None) -> TaskView:
    return tombstone


if __name__ == "__main__":
    sys.exit(main())

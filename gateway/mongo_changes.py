"""The change stream of MongoDB: one per process tells `LiveViews` what any process wrote."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final

import structlog
from pymongo.errors import PyMongoError

from gateway.live_views import LiveViews
from gateway.mongo import TASKS, revised
from gateway.mongo_connection import Client

Document = Mapping[str, Any]

_AWAIT_MILLISECONDS: Final = 500
"""How long the server holds a request for news; bounds how long a stop waits for the thread that asks."""
_PAUSE_SECONDS: Final = 0.5

_ABOUT_TASKS: Final[Document] = {"$match": {"$or": [{"ns.coll": TASKS}, {"to.coll": TASKS}]}}
_NEEDED: Final[Document] = {
    "$project": {"operationType": 1, "documentKey": 1, "fullDocument": {"view": 1, "revision": 1}}
}

_log = structlog.get_logger(__name__)


class TaskChanges:
    """Listens to the database, not to the collection of tasks, so that the collection may be dropped or replaced."""

    def __init__(self, client: Client, database: str, live: LiveViews) -> None:
        self._database = client[database]
        self._live = live

    async def follow(self) -> None:
        """Report changes until cancelled; while the database is away, and after that, nothing old is remembered."""
        is_known_broken = False
        try:
            while True:
                try:
                    await self._listen()
                    is_known_broken = False
                except PyMongoError as error:
                    if not is_known_broken:
                        _log.warning("task_changes_not_heard", error=str(error))
                    is_known_broken = True
                self._live.stop()
                await asyncio.sleep(_PAUSE_SECONDS)
        finally:
            self._live.stop()

    async def _listen(self) -> None:
        """Report changes until the stream ends, which it does when the database is dropped."""
        async with self._database.watch(
            [_ABOUT_TASKS, _NEEDED], full_document="updateLookup", max_await_time_ms=_AWAIT_MILLISECONDS
        ) as stream:
            first = await stream.try_next()
            self._live.start()
            _log.info("task_changes_heard")
            if first is not None:
                self._report(first)
            async for change in stream:
                self._report(change)

    def _report(self, change: Document) -> None:
        match change["operationType"]:
            case "insert" | "update" | "replace":
                # Null when the document was deleted before an update could be looked up; that is reported next.
                if document := change.get("fullDocument"):
                    self._live.hear(revised(document))
            case "delete":
                self._live.forget(change["documentKey"]["_id"])
            case _:
                # Dropped or renamed: another collection stands in its place, whose revisions count from one again.
                self._live.start()

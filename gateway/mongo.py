"""The task store on MongoDB.

A document of `tasks` is the view plus what queries need of it; `revision` grows with each change and lets a writer see
that another was faster. The one document of `totals` changes in the same transaction as the view it counts.
"""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Final, Self

from motor.motor_asyncio import AsyncIOMotorClientSession
from pymongo import ASCENDING, DESCENDING, timeout
from pymongo.errors import DuplicateKeyError

from gateway.live_views import LiveViews, RevisedView
from gateway.mongo_connection import Client, answering, connect, patience_of
from gateway.paging import Cursor
from gateway.settings import GatewaySettings
from gateway.task_store import Change, UnfinishedCount
from gateway.task_view import TaskStatus, TaskView
from gateway.totals import Totals

TASKS: Final = "tasks"
"""The collection of views."""

COUNTERS: Final = "counters"
TOTALS: Final = "totals"
"""The collection of the statistics, and the id of the one document that holds them."""

_STRIPES: Final = 64
_INDEXING_SECONDS: Final = 600.0
"""How long an index over millions of tasks may take; the limit of other operations would break it off each time."""
_NEWEST_FIRST: Final = [("created_at", DESCENDING), ("_id", DESCENDING)]

Document = Mapping[str, Any]


class MongoTaskStore:
    """See `TaskStore`; what `live` knows is not asked for again."""

    def __init__(self, client: Client, database: str, live: LiveViews | None = None) -> None:
        self._client = client
        self._live = live or LiveViews()
        self._patience_seconds = patience_of(client)
        self._database = client[database]
        self._tasks = self._database[TASKS]
        self._counters = self._database[COUNTERS]
        # Motor runs each operation in a thread of a small pool. Writers of one task that wait in the server for a
        # transaction of this process could take all threads and keep it from committing; so they wait here instead.
        self._turns = tuple(asyncio.Lock() for _ in range(_STRIPES))

    @classmethod
    def from_settings(cls, settings: GatewaySettings) -> Self:
        """Return the store; the first operation connects."""
        return cls(connect(settings), settings.mongodb_database)

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    async def prepare(self) -> None:
        """See `TaskStore`."""
        # A server that is not there is told of soon; only one that is there gets the time that indexing takes.
        await self.check()
        with timeout(_INDEXING_SECONDS):
            await self._prepare()

    async def _prepare(self) -> None:
        async with answering():
            await self._tasks.create_index([("deleted", ASCENDING), *_NEWEST_FIRST], name="newest")
            await self._tasks.create_index(
                [("deleted", ASCENDING), ("status", ASCENDING), *_NEWEST_FIRST], name="newest_by_status"
            )
            await self._tasks.create_index(
                [("unfinished", ASCENDING), ("submitted_by", ASCENDING)],
                name="unfinished",
                partialFilterExpression={"unfinished": True},
            )
            # A collection cannot be made inside a transaction that somebody else makes it in at the same time.
            await self._counters.update_one({"_id": TOTALS}, {"$setOnInsert": Totals().model_dump()}, upsert=True)

    async def check(self) -> None:
        """See `TaskStore`."""
        async with answering(self._patience_seconds):
            await self._client.admin.command("ping")

    async def find(self, task_id: str) -> TaskView | None:
        """See `TaskStore`."""
        if known := self._live.get(task_id):
            return known
        with self._live.reading(task_id) as reading:
            async with answering(self._patience_seconds):
                document = await self._tasks.find_one({"_id": task_id}, {"view": True, "revision": True})
            return self._live.keep(reading, revised(document)) if document else None

    async def change(self, task_id: str, change: Change) -> TaskView:
        """See `TaskStore`."""
        async with self._turns[hash(task_id) % _STRIPES]:
            with self._live.reading(task_id) as reading:
                while (new := await self._try_to_change(task_id, change)) is None:
                    pass
                self._live.keep(reading, new)
        return new.view

    async def newest(self, *, status: TaskStatus | None, limit: int, after: Cursor | None = None) -> Sequence[TaskView]:
        """See `TaskStore`."""
        wanted: Document = {
            "deleted": False,
            **({"status": status.value} if status else {}),
            **(_behind(after) if after else {}),
        }
        async with answering(self._patience_seconds):
            documents = await self._tasks.find(wanted, {"view": True}).sort(_NEWEST_FIRST).limit(limit).to_list()
        return [_view(document) for document in documents]

    async def among(self, task_ids: Sequence[str], *, created_before: datetime) -> Sequence[TaskView]:
        """See `TaskStore`."""
        wanted = {"_id": {"$in": list(task_ids)}, "deleted": False, "created_at": {"$lt": created_before}}
        async with answering(self._patience_seconds):
            documents = await self._tasks.find(wanted, {"view": True}).to_list()
        return [_view(document) for document in documents]

    async def count_unfinished(self, submitted_by: str | None) -> UnfinishedCount:
        """See `TaskStore`."""
        own = {"$cond": [{"$eq": ["$submitted_by", {"$literal": submitted_by}]}, 1, 0]}
        counting: list[Document] = [
            {"$match": {"unfinished": True}},
            {"$group": {"_id": None, "all": {"$sum": 1}, "own": {"$sum": own}}},
        ]
        async with answering(self._patience_seconds):
            counted = await self._tasks.aggregate(counting).to_list()
        return UnfinishedCount(counted[0]["all"], counted[0]["own"]) if counted else UnfinishedCount(0, 0)

    async def totals(self) -> Totals:
        """See `TaskStore`."""
        async with answering(self._patience_seconds):
            document = await self._counters.find_one({"_id": TOTALS})
        return Totals.model_validate(document or {})

    async def _try_to_change(self, task_id: str, change: Change) -> RevisedView | None:
        """Return the new view, or None if another process was faster."""
        async with answering():
            document = await self._tasks.find_one({"_id": task_id}, {"view": True, "revision": True})
        old, revision = (_view(document), document["revision"]) if document else (None, 0)
        new = change(old)
        if new == old:
            return RevisedView(new, revision)
        return RevisedView(new, revision + 1) if await self._replace(old, revision, new) else None

    async def _replace(self, old: TaskView | None, revision: int, new: TaskView) -> bool:
        """Write a view in place of the revision it was made from; return False if another was written meanwhile."""
        document = {"_id": new.task_id, "revision": revision + 1, **fields(new)}
        delta = new.counted - (old.counted if old else Totals())
        try:
            async with answering():
                if delta == Totals():
                    return await self._write(document)
                async with await self._client.start_session() as session:
                    return bool(await session.with_transaction(partial(self._write_counted, document, delta)))
        except DuplicateKeyError:
            return False

    async def _write_counted(self, document: dict[str, Any], delta: Totals, session: AsyncIOMotorClientSession) -> bool:
        if not await self._write(document, session):
            return False
        await self._counters.update_one({"_id": TOTALS}, {"$inc": delta.model_dump()}, upsert=True, session=session)
        return True

    async def _write(self, document: dict[str, Any], session: AsyncIOMotorClientSession | None = None) -> bool:
        """Insert the first revision of a document or replace the one before it; return whether that was there."""
        before = document["revision"] - 1
        if before == 0:
            await self._tasks.insert_one(document, session=session)
            return True
        seen = {"_id": document["_id"], "revision": before}
        result = await self._tasks.replace_one(seen, document, session=session)
        return bool(result.matched_count)


def revised(document: Document) -> RevisedView:
    """Return what a document of `tasks` says."""
    return RevisedView(_view(document), document["revision"])


def _behind(cursor: Cursor) -> Document:
    """Return the condition of what comes after a place; its first part says where in the list's index to begin."""
    later_of_that_moment = {"_id": {"$lt": cursor.task_id}}
    return {
        "created_at": {"$lte": cursor.created_at},
        "$or": [{"created_at": {"$lt": cursor.created_at}}, later_of_that_moment],
    }


def fields(view: TaskView) -> dict[str, Any]:
    """Return what a document of `tasks` says of a view beside its id and revision."""
    return {
        "deleted": view.deletion is not None,
        "status": view.status.value,
        "unfinished": view.is_unfinished,
        "submitted_by": view.submitted_by,
        "created_at": view.created_at,
        "heard_at": view.updated_at,
        "begun_at": view.begun_at,
        "attempt": view.latest.number,
        "counted": view.counted.model_dump(),
        "view": view.model_dump(),
    }


def _view(document: Document) -> TaskView:
    return TaskView.model_validate(document["view"])

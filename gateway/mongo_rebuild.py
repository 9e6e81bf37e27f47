"""Views made anew beside the live ones, and put in their place in one step."""

from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final

from motor.motor_asyncio import AsyncIOMotorChangeStream, AsyncIOMotorClientSession
from pymongo import IndexModel, ReplaceOne

from gateway.clock import Clock
from gateway.mongo import COUNTERS, TASKS, TOTALS, fields, revised
from gateway.mongo_connection import Client, answering
from gateway.replay import Heard, folded
from gateway.task_view import TaskView
from gateway.totals import Totals

_FRESH: Final = "tasks_rebuilt"
_AWAIT_MILLISECONDS: Final = 20


class FreshViews:
    """The views being made; between `begun` and `swap` nobody else writes to them."""

    def __init__(self, client: Client, database: str, clock: Clock) -> None:
        self._client = client
        self._database = client[database]
        self._live = self._database[TASKS]
        self._fresh = self._database[_FRESH]
        # Larger than any revision that a view has got by changes, so that a writer who read the live view before the
        # swap does not take a rebuilt one for the same.
        self._revision = round(clock().timestamp() * 1000)
        self._deleted: dict[str, TaskView] = {}

    @asynccontextmanager
    async def begun(self) -> AsyncIterator[AsyncIOMotorChangeStream[dict[str, Any]]]:
        """Begin with what is left of deleted tasks, which no event tells; yield the stream of later deletions."""
        told = [{"ns.coll": TASKS, "fullDocument.deleted": True}, {"operationType": "rename", "to.coll": TASKS}]
        pipeline = [{"$match": {"$or": told}}]
        async with self._database.watch(pipeline, max_await_time_ms=_AWAIT_MILLISECONDS) as deletions:
            async with answering():
                await self.note(deletions)
                await self._fresh.drop()
                await self._fresh.create_indexes([index async for index in _indexes(self._live)])
                await self._adopt({"deleted": True})
            yield deletions

    async def fold(self, batch: Sequence[Heard]) -> None:
        """Bring the views in line with events; each task is read once and written once."""
        by_task: defaultdict[str, list[Heard]] = defaultdict(list)
        for heard in batch:
            by_task[heard.event.task_id].append(heard)
        async with answering():
            found = await self._fresh.find({"_id": {"$in": list(by_task)}}, {"view": 1, "revision": 1}).to_list()
            known = {document["_id"]: revised(document).view for document in found}
            views = [folded(known.get(task_id), events) for task_id, events in by_task.items()]
            writes = [ReplaceOne({"_id": view.task_id}, self._document(view), upsert=True) for view in views]
            if writes:
                await self._fresh.bulk_write(writes, ordered=False)

    async def note(self, deletions: AsyncIOMotorChangeStream[dict[str, Any]], *, until_swap: bool = False) -> None:
        """Take note of the deletions that were told by now, or of all until the swap."""
        async with answering():
            while (change := await deletions.try_next()) or until_swap:
                if change and change["operationType"] == "rename":
                    return
                if change:
                    view = revised(change["fullDocument"]).view
                    self._deleted[view.task_id] = view

    async def swap(self) -> None:
        """Put the views in the place of the live ones, and the statistics with them.

        Tasks of which the topics know nothing are taken over as they are. While the names change, the statistics are
        locked, so that no writer counts a change of a view that is gone.
        """
        async with answering():
            await self._adopt({})
            totals = await self._count()
            async with await self._client.start_session() as session:
                await session.with_transaction(lambda session: self._rename(totals, session))

    @property
    def deleted(self) -> Sequence[TaskView]:
        """What is left of the tasks that were deleted meanwhile."""
        return list(self._deleted.values())

    async def _rename(self, totals: Totals, session: AsyncIOMotorClientSession) -> None:
        """Rename inside a transaction that holds the totals, though the renaming itself is no part of it."""
        counters = self._database[COUNTERS]
        lock = {"$set": totals.model_dump(), "$inc": {"rebuilds": 1}}
        await counters.update_one({"_id": TOTALS}, lock, upsert=True, session=session)
        if _FRESH in await self._database.list_collection_names():
            await self._fresh.rename(TASKS, dropTarget=True)

    async def _adopt(self, wanted: Mapping[str, Any]) -> None:
        """Copy live documents that are not among the fresh ones, inside the server."""
        into = {"into": _FRESH, "whenMatched": "keepExisting", "whenNotMatched": "insert"}
        steps: list[Mapping[str, Any]] = [{"$match": wanted}, {"$set": {"revision": self._revision}}, {"$merge": into}]
        await self._live.aggregate(steps).to_list()

    async def _count(self) -> Totals:
        sums = {name: {"$sum": f"$counted.{name}"} for name in Totals.model_fields}
        [counted] = await self._fresh.aggregate([{"$group": {"_id": None, **sums}}]).to_list() or [{}]
        return Totals.model_validate(counted)

    def _document(self, view: TaskView) -> dict[str, Any]:
        return {"_id": view.task_id, "revision": self._revision, **fields(view)}


async def _indexes(collection: Any) -> AsyncIterator[IndexModel]:
    async for index in collection.list_indexes():
        described = {name: value for name, value in index.items() if name not in {"v", "key", "ns"}}
        if described["name"] != "_id_":
            yield IndexModel(list(index["key"].items()), **described)

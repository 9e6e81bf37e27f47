"""The watchdog's records on MongoDB: its view of the tasks, and a collection of its own for what it did."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from pymongo import ASCENDING
from pymongo.errors import DuplicateKeyError

from gateway.mongo_connection import Client, answering
from gateway.task_view import TaskStatus
from gateway.watch_records import Redriven, Try, Unfinished

_KEPT_SECONDS: Final = 30 * 24 * 3600
_RUNNING: Final = [status.value for status in TaskStatus if not status.is_final]


class MongoWatchRecords:
    """See `WatchRecords`."""

    def __init__(self, client: Client, database: str) -> None:
        self._tasks = client[database]["tasks"]
        self._redrives = client[database]["redrives"]

    async def prepare(self) -> None:
        """Make the indexes that the questions need, and have old records removed."""
        async with answering():
            for field in ("heard_at", "begun_at"):
                keys = [("deleted", ASCENDING), ("status", ASCENDING), (field, ASCENDING)]
                await self._tasks.create_index(keys, name=f"unfinished_by_{field}")
            await self._redrives.create_index("at", name="old", expireAfterSeconds=_KEPT_SECONDS)

    async def overdue(self, *, silent_since: datetime, begun_before: datetime) -> Sequence[Unfinished]:
        """See `WatchRecords`."""
        late = [{"heard_at": {"$lte": silent_since}}, {"begun_at": {"$lte": begun_before}}]
        wanted = {"deleted": False, "status": {"$in": _RUNNING}, "$or": late}
        async with answering():
            documents = await self._tasks.find(wanted, {"attempt": 1, "begun_at": 1, "heard_at": 1}).to_list()
        return [Unfinished(task_id=document.pop("_id"), **document) for document in documents]

    async def redriven(self, attempts: Sequence[Try]) -> dict[Try, Redriven]:
        """See `WatchRecords`."""
        by_id = {_id(attempt): attempt for attempt in attempts}
        async with answering():
            documents = await self._redrives.find({"_id": {"$in": list(by_id)}}).to_list()
        return {by_id[document["_id"]]: Redriven.model_validate(document) for document in documents}

    async def note_redrive(self, attempt: Try, before: Redriven, at: datetime) -> bool:
        """See `WatchRecords`."""
        record = {"_id": _id(attempt), "count": before.count + 1, "at": at}
        try:
            async with answering():
                if before.count == 0:
                    await self._redrives.insert_one(record)
                    return True
                seen = {"_id": record["_id"], "count": before.count}
                return bool((await self._redrives.replace_one(seen, record)).matched_count)
        except DuplicateKeyError:
            return False


def _id(attempt: Try) -> str:
    return f"{attempt.task_id}/{attempt.attempt}"

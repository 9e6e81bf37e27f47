"""The records of idempotency keys on MongoDB."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from pymongo import ASCENDING, ReturnDocument
from pymongo.errors import DuplicateKeyError

from gateway.idempotency import KEPT_HOURS, Record
from gateway.mongo_connection import Client, answering, patience_of

_KEPT: Final = timedelta(hours=KEPT_HOURS)


class MongoRecords:
    """See `Records`."""

    def __init__(self, client: Client, database: str) -> None:
        self._patience_seconds = patience_of(client)
        self._records = client[database]["idempotency"]

    async def prepare(self) -> None:
        """See `Records`."""
        async with answering(self._patience_seconds):
            await self._records.create_index([("kept_until", ASCENDING)], name="old", expireAfterSeconds=0)

    async def claim(self, record: Record) -> Record:
        """See `Records`."""
        document = {**record.model_dump(exclude={"id"}), "kept_until": datetime.now(UTC) + _KEPT}
        async with answering(self._patience_seconds):
            kept: Mapping[str, Any] | None
            try:
                kept = await self._records.find_one_and_update(
                    {"_id": record.id}, {"$setOnInsert": document}, upsert=True, return_document=ReturnDocument.AFTER
                )
            except DuplicateKeyError:
                # Two first requests at the same time: the server may let one of them see the other only now.
                kept = await self._records.find_one({"_id": record.id})
        return Record.model_validate({**(kept or document), "id": record.id})

    async def release(self, record: Record) -> None:
        """See `Records`."""
        async with answering(self._patience_seconds):
            await self._records.delete_one({"_id": record.id, "promise.task_id": record.promise.task_id})

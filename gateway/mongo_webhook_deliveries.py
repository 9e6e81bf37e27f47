"""Deliveries of webhooks on MongoDB; outside transactions, each change is one operation on one document."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from pymongo import ASCENDING, DESCENDING, ReturnDocument, UpdateOne

from gateway.cursors import Position
from gateway.mongo_connection import Client, answering
from gateway.webhook_store import Claim, Outcome
from gateway.webhooks import MOST_TRIES_KEPT, Delivery, DeliveryState

_YOUNGEST_FIRST: Final = [("created_at", DESCENDING), ("_id", DESCENDING)]
_PENDING: Final = {"state": DeliveryState.PENDING}


class MongoDeliveries:
    """See `DeliveryStore`."""

    def __init__(self, client: Client, database: str) -> None:
        self._deliveries = client[database]["webhook_deliveries"]

    async def prepare(self) -> None:
        """See `DeliveryStore`."""
        make = self._deliveries.create_index
        async with answering():
            await make([("due_at", ASCENDING)], name="due", partialFilterExpression=_PENDING)
            await make([("endpoint_id", ASCENDING), *_YOUNGEST_FIRST], name="of_endpoint")
            await make([("task_id", ASCENDING), *_YOUNGEST_FIRST], name="of_task")
            await make([("expires_at", ASCENDING)], name="expiry", expireAfterSeconds=0)

    async def enqueue(self, deliveries: Sequence[Delivery]) -> int:
        """See `DeliveryStore`."""
        if not deliveries:
            return 0
        inserts = [
            UpdateOne({"_id": delivery.id}, {"$setOnInsert": delivery.model_dump(exclude={"id"})}, upsert=True)
            for delivery in deliveries
        ]
        async with answering():
            written = await self._deliveries.bulk_write(inserts, ordered=False)
        return written.upserted_count

    async def claim(self, now: datetime, lease_until: datetime, *, avoiding: Collection[str] = ()) -> Claim | None:
        """See `DeliveryStore`."""
        due = {**_PENDING, "due_at": {"$lte": now}, "endpoint_id": {"$nin": list(avoiding)}}
        lease = secrets.token_hex(8)
        async with answering():
            document = await self._deliveries.find_one_and_update(
                due,
                {"$set": {"due_at": lease_until, "lease": lease}},
                sort=[("due_at", ASCENDING)],
                return_document=ReturnDocument.AFTER,
            )
        return Claim(delivery=_delivery(document), lease=lease) if document else None

    async def settle(self, claim: Claim, outcome: Outcome) -> bool:
        """See `DeliveryStore`."""
        result = outcome.model_dump(exclude={"tried"})
        change: dict[str, Any] = {"$set": result, "$unset": {"lease": ""}}
        if outcome.tried:
            tries = {"$each": [outcome.tried.model_dump()], "$slice": -MOST_TRIES_KEPT}
            change |= {"$push": {"tries": tries}, "$inc": {"tries_since_asked": 1}}
        async with answering():
            updated = await self._deliveries.update_one({"_id": claim.delivery.id, "lease": claim.lease}, change)
        return bool(updated.matched_count)

    async def find(self, delivery_id: str) -> Delivery | None:
        """See `DeliveryStore`."""
        async with answering():
            document = await self._deliveries.find_one({"_id": delivery_id})
        return _delivery(document) if document else None

    async def of_endpoint(self, endpoint_id: str, *, after: Position | None, limit: int) -> Sequence[Delivery]:
        """See `DeliveryStore`."""
        return await self._page({"endpoint_id": endpoint_id}, after, limit)

    async def of_task(self, task_id: str, *, after: Position | None, limit: int) -> Sequence[Delivery]:
        """See `DeliveryStore`."""
        return await self._page({"task_id": task_id}, after, limit)

    async def ask_again(self, delivery_id: str, now: datetime) -> Delivery | None:
        """See `DeliveryStore`."""
        over = {"_id": delivery_id, "state": {"$ne": DeliveryState.PENDING}}
        again = {**_PENDING, "due_at": now, "tries_since_asked": 0, "asked_again": True, "note": None}
        async with answering():
            document = await self._deliveries.find_one_and_update(
                over, {"$set": again}, return_document=ReturnDocument.AFTER
            )
        return _delivery(document) if document else None

    async def forget_task(self, task_id: str) -> None:
        """See `DeliveryStore`."""
        async with answering():
            await self._deliveries.delete_many({"task_id": task_id})

    async def count_pending(self) -> int:
        """See `DeliveryStore`."""
        async with answering():
            return int(await self._deliveries.count_documents({**_PENDING, "due_at": {"$ne": None}}, hint="due"))

    async def _page(self, wanted: Mapping[str, Any], after: Position | None, limit: int) -> Sequence[Delivery]:
        if after:
            earlier = {"created_at": {"$lt": after.created_at}}
            same = {"created_at": after.created_at, "_id": {"$lt": after.id}}
            wanted = {**wanted, "$or": [earlier, same]}
        async with answering():
            documents = await self._deliveries.find(wanted).sort(_YOUNGEST_FIRST).limit(limit).to_list()
        return [_delivery(document) for document in documents]


def _delivery(document: Mapping[str, Any]) -> Delivery:
    return Delivery.model_validate({**document, "id": document["_id"]})

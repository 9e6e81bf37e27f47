"""API keys on MongoDB."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, ReturnDocument

from gateway.api_keys import ApiKey
from gateway.mongo_connection import Client, answering, patience_of


class MongoKeyStore:
    """See `KeyStore`."""

    def __init__(self, client: Client, database: str) -> None:
        self._patience_seconds = patience_of(client)
        self._keys = client[database]["api_keys"]

    async def find(self, key_id: str) -> ApiKey | None:
        """See `KeyStore`."""
        async with answering(self._patience_seconds):
            document = await self._keys.find_one({"_id": key_id})
        return _key(document) if document else None

    async def add(self, key: ApiKey) -> None:
        """See `KeyStore`."""
        async with answering(self._patience_seconds):
            await self._keys.insert_one({"_id": key.id, **key.model_dump(exclude={"id"})})

    async def all(self) -> Sequence[ApiKey]:
        """See `KeyStore`."""
        async with answering(self._patience_seconds):
            documents = await self._keys.find().sort([("created_at", ASCENDING), ("_id", ASCENDING)]).to_list()
        return [_key(document) for document in documents]

    async def revoke(self, key_id: str, at: datetime) -> ApiKey | None:
        """See `KeyStore`."""
        revoked = [{"$set": {"revoked_at": {"$ifNull": ["$revoked_at", at]}}}]
        async with answering(self._patience_seconds):
            document = await self._keys.find_one_and_update(
                {"_id": key_id}, revoked, return_document=ReturnDocument.AFTER
            )
        return _key(document) if document else None


def _key(document: Mapping[str, Any]) -> ApiKey:
    return ApiKey.model_validate({**document, "id": document["_id"]})

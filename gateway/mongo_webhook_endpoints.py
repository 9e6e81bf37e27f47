"""Endpoints of webhooks, and what is kept of their secrets, on MongoDB."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from pymongo import ASCENDING, ReturnDocument
from pymongo.errors import DuplicateKeyError

from gateway.mongo_connection import Client, answering
from gateway.webhook_secrets import SecretState
from gateway.webhook_store import EndpointChange
from gateway.webhooks import Endpoint, EventType

_KEY_BYTES: Final = 32
_OLDEST_FIRST: Final = [("created_at", ASCENDING), ("_id", ASCENDING)]


class MongoSecrets:
    """See `SecretStore`."""

    def __init__(self, client: Client, database: str) -> None:
        self._secrets = client[database]["webhook_secrets"]
        self._keys = client[database]["webhook_keys"]

    async def random_key(self) -> bytes:
        """See `SecretStore`."""
        mine = secrets.token_bytes(_KEY_BYTES)
        async with answering():
            document = await self._keys.find_one_and_update(
                {"_id": "signing"}, {"$setOnInsert": {"key": mine}}, upsert=True, return_document=ReturnDocument.AFTER
            )
        return bytes(document["key"])

    async def secret(self, name: str) -> SecretState | None:
        """See `SecretStore`."""
        async with answering():
            document = await self._secrets.find_one({"_id": name})
        return SecretState.model_validate({**document, "name": name}) if document else None

    async def put_secret(self, state: SecretState) -> bool:
        """See `SecretStore`."""
        document = {"_id": state.name, **state.model_dump(exclude={"name"})}
        before = state.version - 1
        try:
            async with answering():
                if before:
                    replaced = await self._secrets.replace_one({"_id": state.name, "version": before}, document)
                    return bool(replaced.matched_count)
                await self._secrets.insert_one(document)
        except DuplicateKeyError:
            return False
        return True


class MongoEndpoints:
    """See `EndpointStore`; `revision` lets a writer see that another was faster."""

    def __init__(self, client: Client, database: str) -> None:
        self._endpoints = client[database]["webhook_endpoints"]

    async def prepare(self) -> None:
        """See `EndpointStore`."""
        async with answering():
            await self._endpoints.create_index([("task_id", ASCENDING), *_OLDEST_FIRST], name="of_task")

    async def add(self, endpoint: Endpoint) -> None:
        """See `EndpointStore`."""
        async with answering():
            await self._endpoints.replace_one({"_id": endpoint.id}, _document(endpoint, revision=1), upsert=True)

    async def find(self, endpoint_id: str) -> Endpoint | None:
        """See `EndpointStore`."""
        async with answering():
            document = await self._endpoints.find_one({"_id": endpoint_id})
        return _endpoint(document) if document else None

    async def subscriptions(self) -> Sequence[Endpoint]:
        """See `EndpointStore`."""
        async with answering():
            documents = await self._endpoints.find({"task_id": None}).sort(_OLDEST_FIRST).to_list()
        return [_endpoint(document) for document in documents]

    async def interested(self, task_id: str, event: EventType, ended_at: datetime) -> Sequence[Endpoint]:
        """See `EndpointStore`."""
        standing = {"task_id": None, "created_at": {"$lte": ended_at}}
        wanted = {"enabled": True, "events": event, "$or": [{"task_id": task_id}, standing]}
        async with answering():
            documents = await self._endpoints.find(wanted).to_list()
        return [_endpoint(document) for document in documents]

    async def change(self, endpoint_id: str, change: EndpointChange) -> Endpoint | None:
        """See `EndpointStore`."""
        while True:
            async with answering():
                document = await self._endpoints.find_one({"_id": endpoint_id})
            if document is None:
                return None
            new, revision = change(_endpoint(document)), document["revision"]
            async with answering():
                replaced = await self._endpoints.replace_one(
                    {"_id": endpoint_id, "revision": revision}, _document(new, revision=revision + 1)
                )
            if replaced.matched_count:
                return new

    async def remove(self, endpoint_id: str) -> bool:
        """See `EndpointStore`."""
        async with answering():
            removed = await self._endpoints.delete_one({"_id": endpoint_id})
        return bool(removed.deleted_count)


def _document(endpoint: Endpoint, *, revision: int) -> dict[str, Any]:
    return {"_id": endpoint.id, **endpoint.model_dump(exclude={"id"}), "revision": revision}


def _endpoint(document: Mapping[str, Any]) -> Endpoint:
    return Endpoint.model_validate({**document, "id": document["_id"]})

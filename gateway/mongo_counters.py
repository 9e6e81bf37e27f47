"""The counters of rate limits on MongoDB, kept there by the `limits` library."""

from typing import Self

from limits.aio.storage import MongoDBStorage

from gateway.mongo_connection import answering
from gateway.settings import GatewaySettings


class MongoCounters:
    """See `Counters`."""

    def __init__(self, storage: MongoDBStorage, *, patience_seconds: float) -> None:
        self._storage = storage
        self._patience_seconds = patience_seconds

    @classmethod
    def from_settings(cls, settings: GatewaySettings) -> Self:
        """Return the counters; the first operation connects."""
        milliseconds = round(settings.mongodb_timeout_seconds * 1000)
        return cls(
            MongoDBStorage(
                settings.mongodb_url.get_secret_value(),
                database_name=settings.mongodb_database,
                counter_collection_name="rate_limits",
                window_collection_name="rate_limit_windows",
                appname="oma-gateway",
                timeoutMS=milliseconds,
                serverSelectionTimeoutMS=milliseconds,
                connectTimeoutMS=milliseconds,
                # Numbers that live for an hour need not survive the loss of a database server.
                w=1,
            ),
            patience_seconds=settings.mongodb_timeout_seconds,
        )

    async def increment(self, key: str, *, keep_seconds: int) -> int:
        """See `Counters`."""
        async with answering(self._patience_seconds):
            return await self._storage.incr(key, keep_seconds)

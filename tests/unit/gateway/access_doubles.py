"""Doubles of what the door of the API keeps in MongoDB, held to the same tests as the real ones."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from chassis.errors import UnavailableError
from gateway.api_keys import ApiKey
from gateway.idempotency import Record


class FakeKeyStore:
    """Keys in memory; counts how often it was asked."""

    def __init__(self) -> None:
        self.keys: dict[str, ApiKey] = {}
        self.lookups = 0
        self.is_away = False

    async def find(self, key_id: str) -> ApiKey | None:
        """See `KeyStore`."""
        if self.is_away:
            raise UnavailableError("database_unavailable", "The database does not answer.", "Try again.")
        self.lookups += 1
        return self.keys.get(key_id)

    async def add(self, key: ApiKey) -> None:
        """See `KeyStore`."""
        self.keys[key.id] = key

    async def all(self) -> Sequence[ApiKey]:
        """See `KeyStore`."""
        return sorted(self.keys.values(), key=lambda key: (key.created_at, key.id))

    async def revoke(self, key_id: str, at: datetime) -> ApiKey | None:
        """See `KeyStore`."""
        key = self.keys.get(key_id)
        if key is None:
            return None
        self.keys[key_id] = key.model_copy(update={"revoked_at": key.revoked_at or at})
        return self.keys[key_id]


class FakeCounters:
    """Numbers in memory; keeps what it was asked to count."""

    def __init__(self) -> None:
        self.numbers = Counter[str]()
        self.is_away = False

    async def increment(self, key: str, *, keep_seconds: int) -> int:
        """See `Counters`."""
        assert keep_seconds > 0
        if self.is_away:
            raise UnavailableError("database_unavailable", "The database does not answer.", "Try again.")
        self.numbers[key] += 1
        return self.numbers[key]


class FakeRecords:
    """Records in memory."""

    def __init__(self) -> None:
        self.records: dict[str, Record] = {}
        self.is_away = False

    async def prepare(self) -> None:
        """There is nothing to make."""

    async def claim(self, record: Record) -> Record:
        """See `Records`."""
        if self.is_away:
            raise UnavailableError("database_unavailable", "The database does not answer.", "Try again.")
        return self.records.setdefault(record.id, record)

    async def release(self, record: Record) -> None:
        """See `Records`."""
        kept = self.records.get(record.id)
        if kept and kept.promise.task_id == record.promise.task_id:
            del self.records[record.id]

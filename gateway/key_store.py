"""Where API keys are kept, as the rest of the gateway sees it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from gateway.api_keys import ApiKey


class KeyStore(Protocol):
    """Keys by id; every method raises `UnavailableError` when the database does not answer in time."""

    async def find(self, key_id: str) -> ApiKey | None:
        """Return a key, revoked ones included."""

    async def add(self, key: ApiKey) -> None:
        """Keep a new key."""

    async def all(self) -> Sequence[ApiKey]:
        """Return all keys, the oldest first."""

    async def revoke(self, key_id: str, at: datetime) -> ApiKey | None:
        """Revoke a key and return it; one that was revoked before keeps its date. None when there is no such key."""

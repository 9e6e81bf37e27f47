"""The secrets webhooks are signed with: derived from one key when needed, so that no database ever holds them."""

import asyncio
import base64
import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Final, Protocol

from gateway.facts import Fact

_OVERLAP: Final = timedelta(hours=24)
"""How long after a rotation messages are also signed with the secret before."""

_NOT_ISSUED: Final = 0
"""Version of a secret that nobody was ever told."""


class SecretState(Fact):
    """What is stored of a secret."""

    name: str
    version: int
    key_mark: str
    """Tells whether the key it was derived from is still the present one."""
    previous_until: datetime | None = None


class SecretStore(Protocol):
    """What is kept of secrets; every method raises `UnavailableError` when the database does not answer in time."""

    async def random_key(self) -> bytes:
        """Return this installation's own key; the first caller makes it."""

    async def secret(self, name: str) -> SecretState | None:
        """Return what is stored of a secret; None when it was never issued."""

    async def put_secret(self, state: SecretState) -> bool:
        """Store a version; return False, with nothing stored, if the one before it is not the stored one."""


class ReplacedKeyError(Exception):
    """The secret was derived from a SECRET_KEY that this installation does not have any more."""


class SigningSecrets:
    """Issues secrets and gives them to whoever signs.

    A secret is HMAC-SHA256 of its name and version under SECRET_KEY. Without SECRET_KEY, in development, a random key
    takes its place that the database keeps for all replicas.
    """

    def __init__(self, store: SecretStore, secret_key: str | None) -> None:
        self._store = store
        self._key = secret_key.encode() if secret_key else None
        self._finding_key = asyncio.Lock()

    async def issue(self, name: str, now: datetime) -> str:
        """Return a new secret; the one before it goes on signing for a day beside it."""
        key = await self._key_itself()
        mark = _mark(key)
        while True:
            old = await self._store.secret(name)
            overlaps = old is not None and old.key_mark == mark
            new = SecretState(
                name=name,
                version=(old.version if old else _NOT_ISSUED) + 1,
                key_mark=mark,
                previous_until=now + _OVERLAP if overlaps else None,
            )
            if await self._store.put_secret(new):
                return _derive(key, name, new.version)

    async def signing(self, name: str, now: datetime) -> tuple[str, ...]:
        """Return the secrets that sign now, the newest first; raises `ReplacedKeyError`."""
        key = await self._key_itself()
        state = await self._store.secret(name)
        if state is None:
            return (_derive(key, name, _NOT_ISSUED),)
        if state.key_mark != _mark(key):
            raise ReplacedKeyError
        newest = _derive(key, name, state.version)
        if state.previous_until and now < state.previous_until:
            return newest, _derive(key, name, state.version - 1)
        return (newest,)

    async def _key_itself(self) -> bytes:
        async with self._finding_key:
            if self._key is None:
                self._key = await self._store.random_key()
        return self._key


def _derive(key: bytes, name: str, version: int) -> str:
    """Return a secret in the form Standard Webhooks gives it: 256 bits in base64 behind `whsec_`."""
    digest = hmac.digest(key, f"oma webhook secret\0{name}\0{version}".encode(), hashlib.sha256)
    return f"whsec_{base64.b64encode(digest).decode()}"


def _mark(key: bytes) -> str:
    return hmac.digest(key, b"oma webhook key mark", hashlib.sha256).hex()[:16]

"""Finding out who calls, from the key that came with the request."""

import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from cachetools import TTLCache
from fastapi.security.utils import get_authorization_scheme_param
from starlette.requests import HTTPConnection

from gateway.api_keys import ApiKey, key_id_of
from gateway.callers import Caller, anonymous
from gateway.error_bodies import ApiError, ErrorDetails
from gateway.key_store import KeyStore

REMEMBERED_SECONDS: Final = 10.0
"""How long a key that was looked up is not looked up again: the longest a revoked key still works."""

_CHALLENGE: Final = 'Bearer realm="oma"'
_INVALID: Final = f'{_CHALLENGE}, error="invalid_token"'
_KEYS_REMEMBERED: Final = 10_000
_HINT: Final = "Send a key as `Authorization: Bearer oma_...`; the operator makes one: python -m gateway.keys create."


class Authentication:
    """Recognises callers by their keys; where no key is needed, one that is sent still counts and must be right."""

    def __init__(
        self, keys: KeyStore, *, secret_key: str, is_required: bool, timer: Callable[[], float] = time.monotonic
    ) -> None:
        self._keys = keys
        self._secret_key = secret_key
        self._is_required = is_required
        self._remembered: TTLCache[str, ApiKey | None] = TTLCache(_KEYS_REMEMBERED, REMEMBERED_SECONDS, timer=timer)

    async def caller_of(self, connection: HTTPConnection) -> Caller:
        """Return who sent a request; raises `ApiError` 401, or `UnavailableError` when keys cannot be looked up."""
        scheme, token = get_authorization_scheme_param(connection.headers.get("Authorization"))
        if scheme.lower() == "bearer" and token:
            return await self._holder(token)
        if self._is_required:
            raise _unauthorized("key_missing", "This needs an API key.", _CHALLENGE)
        return anonymous(connection)

    async def _holder(self, token: str) -> Caller:
        key = await self._key(token)
        if key is None or not key.is_of(token, self._secret_key):
            raise _unauthorized("key_unknown", "There is no such API key.", _INVALID)
        if key.revoked_at:
            raise _unauthorized("key_revoked", "This API key was revoked.", _INVALID)
        return Caller(client=f"key:{key.id}", scope=key.scope, key_id=key.id, quotas=key.quotas)

    async def _key(self, token: str) -> ApiKey | None:
        key_id = key_id_of(token)
        if key_id is None:
            return None
        try:
            return self._remembered[key_id]
        except KeyError:
            key = self._remembered[key_id] = await self._keys.find(key_id)
        return key


def _unauthorized(code: str, message: str, challenge: str) -> ApiError:
    details = ErrorDetails(code=code, hint=_HINT)
    return ApiError(HTTPStatus.UNAUTHORIZED, message, details, {"WWW-Authenticate": challenge})

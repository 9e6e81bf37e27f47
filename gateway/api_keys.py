"""API keys: what they look like, and what is kept of them."""

import hashlib
import hmac
import re
import secrets
import string
from datetime import datetime
from typing import Final

from pydantic import BaseModel, ConfigDict

from gateway.callers import Quotas, Scope

_ID_LETTERS: Final = string.ascii_lowercase + string.digits
_ID_LENGTH: Final = 12
_SECRET_BYTES: Final = 32
_TOKEN: Final = re.compile(r"oma_([a-z0-9]{12})_[A-Za-z0-9_-]{43}")
"""The prefix lets scanners of leaked secrets, and people, see what it is."""


class ApiKey(BaseModel):
    """What is kept of a key: enough to recognise its holder, not enough to be one."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    scope: Scope
    digest: str
    created_at: datetime
    revoked_at: datetime | None = None
    quotas: Quotas = Quotas()

    def is_of(self, token: str, secret_key: str) -> bool:
        """Return whether this is the key that a caller sent, in a time that does not tell how much of it was right."""
        return hmac.compare_digest(self.digest, _digest(token, secret_key))


def new_key(name: str, scope: Scope, quotas: Quotas, *, secret_key: str, created_at: datetime) -> tuple[ApiKey, str]:
    """Return a key and its token, which is not kept anywhere: who loses it needs another."""
    key_id = "".join(secrets.choice(_ID_LETTERS) for _ in range(_ID_LENGTH))
    token = f"oma_{key_id}_{secrets.token_urlsafe(_SECRET_BYTES)}"
    digest = _digest(token, secret_key)
    return ApiKey(id=key_id, name=name, scope=scope, digest=digest, created_at=created_at, quotas=quotas), token


def key_id_of(token: str) -> str | None:
    """Return the id in a token; None when it cannot be one of ours."""
    match = _TOKEN.fullmatch(token)
    return match[1] if match else None


def _digest(token: str, secret_key: str) -> str:
    """Return what is kept of a token.

    Its 256 random bits cannot be guessed, so a slow hash would add nothing; the server's secret makes a stolen database
    useless for recognising tokens found elsewhere.
    """
    return hmac.new(secret_key.encode(), token.encode(), hashlib.sha256).hexdigest()

"""Asking twice and getting one thing: what a client's Idempotency-Key stands for."""

import hashlib
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Final, Protocol

from fastapi import Depends, Header, Request
from pydantic import BaseModel, ConfigDict

from gateway.callers import CallerOf
from gateway.error_bodies import ApiError, ErrorDetails

KEPT_HOURS: Final = 24

KeyHeader = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        pattern=r"^[\x21-\x7e]+$",
        description=f"Any text that is new for each new request, a UUID for example. For {KEPT_HOURS} hours the same "
        "request with the same key gets the same answer and begins nothing new.",
    ),
]


class Promise(BaseModel):
    """What a request was promised before anything was done for it."""

    model_config = ConfigDict(frozen=True)

    task_id: str
    attempt: int = 1
    made_at: datetime


class Record(BaseModel):
    """What is kept of a request that came with a key."""

    model_config = ConfigDict(frozen=True)

    id: str
    fingerprint: str
    promise: Promise


class Records(Protocol):
    """Records by id, each forgotten after `KEPT_HOURS`.

    Every method raises `UnavailableError` when the database does not answer in time.
    """

    async def prepare(self) -> None:
        """Have old records forgotten."""

    async def claim(self, record: Record) -> Record:
        """Return the record that has this id from now on: this one or, if there is one, the one from before."""

    async def release(self, record: Record) -> None:
        """Forget a record; another that has its id meanwhile stays."""


class Repeatable:
    """One request that a client may send more than once."""

    def __init__(self, record_id: str, fingerprint: str) -> None:
        self._id = record_id
        self._fingerprint = fingerprint

    async def promised(self, promise: Promise, records: Records) -> Record:
        """Return the record of what this request was promised the first time, which may be now.

        Raises `ApiError` 409 when another request came with the key before.
        """
        kept = await records.claim(Record(id=self._id, fingerprint=self._fingerprint, promise=promise))
        if kept.fingerprint != self._fingerprint:
            raise ApiError(
                HTTPStatus.CONFLICT,
                "This Idempotency-Key came with another request before.",
                ErrorDetails(code="idempotency_key_reused", hint="Send a new key with each new request."),
            )
        return kept


async def _repeatable(request: Request, caller: CallerOf, key: KeyHeader = None) -> Repeatable | None:
    """Return what makes a request the same as one before: its caller and key; it must then be the same to the byte."""
    if key is None:
        return None
    content = _digest(request.method.encode(), request.url.path.encode(), await request.body())
    return Repeatable(_digest(caller.client.encode(), key.encode()), content)


RepeatableOf = Annotated[Repeatable | None, Depends(_repeatable)]


def _digest(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()

"""The answers a task has paid for, each one object: what was charged in its first line, then the bytes.

One object, so that there is no moment at which an answer is stored and its charge is not, or the other way round.
"""

import hashlib
from dataclasses import dataclass

from pydantic import BaseModel, ValidationError

from chassis.paid_calls import Answer, PaidCall
from chassis.store import Store
from contracts import Charge

_MEDIA_TYPE = "application/octet-stream"


class _Head(BaseModel):
    """The first line of a stored answer."""

    charge: Charge
    media_type: str
    sha256: str


@dataclass(frozen=True)
class BoughtAnswer:
    """An answer that is paid and safe."""

    data: bytes
    charge: Charge


class Answers:
    """Of one task, shared by all its stages and attempts."""

    def __init__(self, store: Store, task_id: str) -> None:
        self._store = store
        self._folder = f"tasks/{task_id}/effects"

    async def find(self, call: PaidCall) -> BoughtAnswer | None:
        """Return the answer to a call if it was bought before and is still whole."""
        stored = await self._store.read(self._key(call))
        return None if stored is None else _read(stored)

    async def keep(self, call: PaidCall, answer: Answer, charge: Charge) -> BoughtAnswer:
        """Store an answer and return the one that is valid: an earlier process's, if there is one."""
        head = _Head(charge=charge, media_type=answer.media_type, sha256=hashlib.sha256(answer.data).hexdigest())
        sheet = head.model_dump_json().encode() + b"\n" + answer.data
        if not await self._store.put_if_absent(self._key(call), sheet):
            earlier = await self.find(call)
            if earlier is not None:
                return earlier
            await self._store.put(self._key(call), sheet, _MEDIA_TYPE)
        return BoughtAnswer(answer.data, charge)

    def _key(self, call: PaidCall) -> str:
        return f"{self._folder}/{call.key}"


def _read(stored: bytes) -> BoughtAnswer | None:
    line, _, data = stored.partition(b"\n")
    try:
        head = _Head.model_validate_json(line)
    except ValidationError:
        return None
    return BoughtAnswer(data, head.charge) if hashlib.sha256(data).hexdigest() == head.sha256 else None

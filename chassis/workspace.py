"""The ledger of one stage's work on one task: what was made is found again, so nothing is made or paid twice.

Layout under `tasks/<task_id>/<stage>/<hash of inputs>/`: the artefacts' bytes by name and checksum, a reference per
name under `refs/`, and `manifest.json` last. References and the manifest are put only if absent: of two processes that
did the same work the first one wins and both go on with its result.
"""

import hashlib
import json
from collections.abc import Awaitable, Callable
from pathlib import PurePosixPath
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from chassis.errors import CorruptArtefactError
from chassis.store import Store
from contracts import ArtefactRef

Document = TypeVar("Document", bound=BaseModel)

_JSON = "application/json"
_MANIFEST = "manifest.json"


def inputs_hash(*inputs: BaseModel | str) -> str:
    """Return a short stable digest of everything a stage's result depends on."""
    texts = [part if isinstance(part, str) else part.model_dump_json() for part in inputs]
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()[:16]


class Kept(BaseModel, Generic[Document]):
    """A finished document and where it is stored."""

    document: Document
    ref: ArtefactRef


class Workspace:
    """Where one stage keeps what it makes for one task."""

    def __init__(self, store: Store, task_id: str, stage: str, inputs: str) -> None:
        self.store = store
        self._folder = f"tasks/{task_id}/{stage}/{inputs}"

    async def keep(self, name: str, data: bytes, media_type: str) -> ArtefactRef:
        """Store one artefact at once and return what is valid under its name: an earlier process's, if there is one."""
        earlier = await self.kept(name)
        if earlier is not None:
            return earlier
        ref = await self.store.put(self._data_key(name, data), data, media_type)
        note = ref.model_dump_json().encode()
        if await self.store.put_if_absent(self._ref_key(name), note):
            return ref
        winner = await self.kept(name)
        if winner is not None:
            return winner
        await self.store.put(self._ref_key(name), note, _JSON)
        return ref

    async def kept(self, name: str) -> ArtefactRef | None:
        """Return the artefact of that name if a run before this one made it and it is still whole."""
        note = await self.store.read(self._ref_key(name))
        if note is None:
            return None
        try:
            ref = ArtefactRef.model_validate_json(note)
            await self.store.get(ref)
        except (ValidationError, CorruptArtefactError):
            return None
        return ref

    async def once(self, model: type[Document], make: Callable[[], Awaitable[Document]]) -> Kept[Document]:
        """Return the stage's document: the stored one, or else the one `make` returns, stored as the manifest."""
        ref = await self.kept(_MANIFEST)
        if ref is None:
            made = (await make()).model_dump_json().encode()
            ref = await self.keep(_MANIFEST, made, _JSON)
        document = model.model_validate_json(await self.store.get(ref))
        return Kept(document=document, ref=ref)

    def _data_key(self, name: str, data: bytes) -> str:
        path = PurePosixPath(name)
        return f"{self._folder}/{path.with_suffix(f'.{hashlib.sha256(data).hexdigest()[:12]}{path.suffix}')}"

    def _ref_key(self, name: str) -> str:
        return f"{self._folder}/refs/{name}.json"

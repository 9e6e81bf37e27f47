"""The object store by URL: local folder, S3, GCS, Azure, memory. The only file that imports obstore."""

import hashlib
from datetime import timedelta
from typing import Final, Literal, Self

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import AzureStore, GCSStore, LocalStore, MemoryStore, S3Store, from_url

from chassis.errors import CorruptArtefactError, UnavailableError
from contracts import ArtefactRef

_TYPED_SCHEMES: Final = ("s3://", "gs://", "az://")


class Store:
    """Bytes by key, with the checksum of everything that is read by reference verified."""

    def __init__(self, backend: obstore.store.ObjectStore, url: str) -> None:
        self._backend = backend
        self._url = url.rstrip("/")

    @classmethod
    def from_url(cls, url: str) -> Self:
        """Open the store an URL names; a local folder is made if it is not there. Nothing is contacted yet."""
        if url.startswith("memory:"):
            return cls(MemoryStore(), url)
        if url.startswith("file:"):
            return cls(from_url(url, mkdir=True, automatic_cleanup=True), url)
        return cls(from_url(url), url)

    @classmethod
    def in_memory(cls) -> Self:
        """Return a store that forgets everything with the process."""
        return cls.from_url("memory://")

    async def put(self, key: str, data: bytes, media_type: str) -> ArtefactRef:
        """Store bytes under a key and return the reference to them; bytes already there are replaced."""
        attributes = {"Content-Type": media_type} if self._url.startswith(_TYPED_SCHEMES) else None
        try:
            await obstore.put_async(self._backend, key, data, attributes=attributes)
        except (BaseError, OSError) as error:
            raise _unavailable("write", key, error) from error
        return self._reference(key, data, media_type)

    async def put_if_absent(self, key: str, data: bytes) -> bool:
        """Store bytes unless the key is taken; return whether they were stored."""
        try:
            await obstore.put_async(self._backend, key, data, mode="create")
        except AlreadyExistsError:
            return False
        except (BaseError, OSError) as error:
            raise _unavailable("write", key, error) from error
        return True

    async def read(self, key: str) -> bytes | None:
        """Return what is stored under a key, or None."""
        try:
            result = await obstore.get_async(self._backend, key)
            return bytes(await result.bytes_async())
        except FileNotFoundError:
            return None
        except (BaseError, OSError) as error:
            raise _unavailable("read", key, error) from error

    async def get(self, ref: ArtefactRef) -> bytes:
        """Return an artefact's bytes; raises `CorruptArtefactError` when they are missing or not what was stored."""
        data = await self.read(ref.key)
        if data is None or hashlib.sha256(data).hexdigest() != ref.sha256:
            raise CorruptArtefactError(ref.key)
        return data

    async def read_range(self, key: str, start: int, end: int) -> bytes:
        """Return bytes `start` (inclusive) to `end` (exclusive) of an object; raises FileNotFoundError."""
        try:
            return bytes(await obstore.get_range_async(self._backend, key, start=start, end=end))
        except FileNotFoundError:
            raise
        except (BaseError, OSError) as error:
            raise _unavailable("read", key, error) from error

    async def keys(self, folder: str) -> tuple[str, ...]:
        """Return the keys of all objects in a folder and its subfolders, sorted."""
        try:
            found = await obstore.list(self._backend, folder).collect_async()
        except (BaseError, OSError) as error:
            raise _unavailable("list", folder, error) from error
        return tuple(sorted(item["path"] for item in found))

    async def delete(self, key: str) -> None:
        """Delete an object; one that is not there is as good as deleted."""
        try:
            await obstore.delete_async(self._backend, key)
        except FileNotFoundError:
            return
        except (BaseError, OSError) as error:
            raise _unavailable("delete", key, error) from error

    async def folders(self, prefix: str) -> list[str]:
        """Return the names of the folders in a folder."""
        try:
            found = await obstore.list_with_delimiter_async(self._backend, prefix)
        except (BaseError, OSError) as error:
            raise _unavailable("list", prefix, error) from error
        return [path.rstrip("/").rpartition("/")[2] for path in found["common_prefixes"]]

    async def signed_url(self, key: str, method: Literal["GET", "HEAD"], expires_in: timedelta) -> str | None:
        """Return an address at which anybody may do this to an object for a while; None from stores that cannot sign.

        Whether the object is there is not checked.
        """
        if not isinstance(self._backend, S3Store | GCSStore | AzureStore):
            return None
        try:
            return await obstore.sign_async(self._backend, method, key, expires_in)
        except (BaseError, OSError) as error:
            raise _unavailable("sign", key, error) from error

    async def delete_folder(self, prefix: str) -> int:
        """Delete every object whose key starts with `prefix` and a slash; return how many there were."""
        try:
            found = await obstore.list(self._backend, prefix).collect_async()
            for item in found:
                await obstore.delete_async(self._backend, item["path"])
        except (BaseError, OSError) as error:
            raise _unavailable("delete", prefix, error) from error
        return len(found)

    def _reference(self, key: str, data: bytes, media_type: str) -> ArtefactRef:
        root = self._backend.prefix if isinstance(self._backend, LocalStore) else None
        return ArtefactRef(
            key=key,
            uri=f"file://{root}/{key}" if root else f"{self._url}/{key}",
            media_type=media_type,
            size_bytes=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
        )


def _unavailable(verb: str, key: str, error: Exception) -> UnavailableError:
    return UnavailableError(
        "storage_unavailable",
        f"The object store could not {verb} {key}: {type(error).__name__}.",
        "Check STORAGE_URL, its credentials and free space; the task goes on when the store is back.",
    )

"""The folder in which users find their finished films by name."""

import asyncio
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chassis.errors import UnavailableError
from chassis.store import Store
from contracts import ArtefactRef


class FilmFolder:
    """Copies films from the object store; a folder of None copies nothing."""

    def __init__(self, folder: Path | None, store: Store) -> None:
        self._folder = folder
        self._store = store

    async def keep(self, task_id: str, film: ArtefactRef) -> None:
        """Return once the film is in the folder, whole or not at all under its name.

        Raises `CorruptArtefactError` when the stored film is damaged, `UnavailableError` when a disk or store fails.
        """
        if self._folder is None:
            return
        data = await self._store.get(film)
        with _disk_errors(self._folder):
            await asyncio.to_thread(_replace, self._folder / _name(task_id), data)

    def path_of(self, task_id: str, film: ArtefactRef) -> str:
        """Return where users find the film: its path in the folder or, without one, its address in the store."""
        return film.uri if self._folder is None else os.path.join(self._folder, _name(task_id))  # noqa: PTH118 - each status is told it; a Path costs more than the rest

    async def remove(self, task_id: str) -> None:
        """Delete the film of a task, if it is there."""
        if self._folder is None:
            return
        with _disk_errors(self._folder):
            await asyncio.to_thread((self._folder / _name(task_id)).unlink, missing_ok=True)

    async def is_writable(self) -> bool:
        """Return whether a film could be written now; true without a folder."""
        return self._folder is None or await asyncio.to_thread(_can_write, self._folder)


def _name(task_id: str) -> str:
    return f"{task_id}.mp4"


def _replace(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        try:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), 0o644)
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def _can_write(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


@contextmanager
def _disk_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UnavailableError(
            "output_directory_unavailable",
            f"The folder {folder} cannot be written to: {error.strerror or type(error).__name__}.",
            "Check OUTPUT_DIRECTORY, its permissions and free space.",
        ) from error

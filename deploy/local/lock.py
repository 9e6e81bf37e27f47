"""One stack per data folder: a lock the kernel gives back however its holder ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.local.errors import StackError


@contextmanager
def hold_folder(folder: Path) -> Iterator[None]:
    """Make the folder and hold it; raises `StackError` while another stack does."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = (folder / "stack.lock").open("a+")
    except OSError as error:
        raise StackError(f"Cannot write to {folder}: {error.strerror}", "Set OMA_DATA to a writable folder.") from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            handle.seek(0)
            raise StackError(
                f"A stack already runs in {folder} (process {handle.read().strip() or 'unknown'})",
                "Stop it first, or set OMA_DATA to another folder.",
            ) from error
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        yield

"""One stack per data folder."""

import os
from pathlib import Path

import pytest

from deploy.local.errors import StackError
from deploy.local.lock import hold_folder


def test_a_folder_in_use_is_refused_by_name(tmp_path: Path) -> None:
    """The second stack learns which process holds the folder and what to do."""
    with (
        hold_folder(tmp_path),
        pytest.raises(StackError, match=f"process {os.getpid()}.*\n.*OMA_DATA"),
        hold_folder(tmp_path),
    ):
        pass


def test_a_folder_is_free_again_afterwards(tmp_path: Path) -> None:
    """A lock file left behind says nothing by itself."""
    for _ in range(2):
        with hold_folder(tmp_path / "new"):
            pass

    assert (tmp_path / "new" / "stack.lock").exists()


def test_two_folders_do_not_disturb_each_other(tmp_path: Path) -> None:
    """Two stacks may run at once, each in its own folder."""
    with hold_folder(tmp_path / "a"), hold_folder(tmp_path / "b"):
        pass


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """A path through a file is nothing a user should see a traceback for."""
    (tmp_path / "file").touch()

    with pytest.raises(StackError, match=r"Cannot write to .*file/data"), hold_folder(tmp_path / "file" / "data"):
        pass

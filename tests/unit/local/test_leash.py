"""The launcher that ties a process to its parent."""

import os
import subprocess
import sys

from deploy.local import leash


def test_a_command_whose_parent_is_gone_is_not_started() -> None:
    """The parent may die between fork and leash; then there is nobody left to ask for a death signal from."""
    result = subprocess.run(
        [sys.executable, "-I", "-S", leash.__file__, "1", "echo", "started"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.stdout == ""
    assert result.returncode == 1


def test_a_command_that_is_missing_is_named() -> None:
    """The log must tell what could not be run."""
    parent = str(os.getpid())
    result = subprocess.run(
        [sys.executable, "-I", "-S", leash.__file__, parent, "/no/such/program"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode != 0
    assert "FileNotFoundError" in result.stderr

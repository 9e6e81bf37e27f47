"""What `make setup` says on machines it cannot work on, each stood in for by a program that answers as there."""

import os
import subprocess
from pathlib import Path

import pytest

from deploy.local.settings import PROJECT

STRANGE_MACHINES = [
    pytest.param("uname", 'echo "Linux aarch64"', "built for Linux on x86-64", id="another processor"),
    pytest.param("python", 'case "$*" in --version) echo Python 3.9.2;; *version_info*) exit 1;; esac',
                 "Python 3.9.2 is too old", id="old Python"),
    pytest.param("python", 'case "$*" in *ensurepip*) exit 1;; *minor*|*print*) echo python3.11-venv;; esac',
                 "apt-get install python3.11-venv", id="no ensurepip"),
    pytest.param("python", 'case "$*" in *libcurl*) exit 1;; esac',
                 "apt-get install libssl3 libcurl4", id="no libcurl"),
]  # fmt: skip


def set_up(folder: Path, python: str) -> subprocess.CompletedProcess[str]:
    """Run the script with the programs in `folder` before all others."""
    return subprocess.run(
        ["sh", str(PROJECT / "deploy" / "local" / "setup.sh"), str(folder / "venv")],
        env={"PATH": f"{folder}:{os.environ['PATH']}", "PYTHON": python},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(("program", "answer", "remedy"), STRANGE_MACHINES)
def test_a_machine_that_will_not_do_is_told_why(program: str, answer: str, remedy: str, tmp_path: Path) -> None:
    """Nobody has to read pip's output to learn what to install."""
    for name, script in (("uname", 'echo "Linux x86_64"'), ("python", "exit 0"), (program, answer)):
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    result = set_up(tmp_path, "python")

    assert result.returncode == 1
    assert remedy in result.stderr
    assert not (tmp_path / "venv").exists()


def test_a_missing_python_is_named(tmp_path: Path) -> None:
    """The first thing a bare machine may lack."""
    result = set_up(tmp_path, "python9")

    assert result.returncode == 1
    assert "python9 is not installed" in result.stderr

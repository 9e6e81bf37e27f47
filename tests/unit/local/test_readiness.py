"""Waiting for readiness."""

from pathlib import Path

import pytest

from deploy.local.errors import StackError
from deploy.local.readiness import answers_ok, wait_ready
from deploy.local.supervisor import Command, Supervised


def quiet(name: str, folder: Path) -> Supervised:
    """Return a process that is never started."""
    return Supervised(name, lambda: Command((), {}, folder), log=folder / name, report=print, grace_seconds=1)


def test_it_returns_once_all_are_ready(tmp_path: Path) -> None:
    """Each process is asked until it says yes, and not again."""
    answers = iter([False, True])

    wait_ready({quiet("a", tmp_path): lambda: next(answers)}, seconds=5)


def test_the_late_are_named_with_the_end_of_their_log(tmp_path: Path) -> None:
    """The message carries what a person would look up first."""
    (tmp_path / "slow").write_text("loading\nno such model\n")
    checks = {quiet("slow", tmp_path): lambda: False, quiet("fast", tmp_path): lambda: True}

    with pytest.raises(StackError) as caught:
        wait_ready(checks, seconds=0.1)

    assert caught.value.message == "slow not ready after 0.1 s"
    assert "no such model" in caught.value.remedy


def test_a_process_that_keeps_dying_is_given_up_at_once(tmp_path: Path) -> None:
    """Nobody waits out a deadline for a program that cannot start."""
    process = quiet("broken", tmp_path)
    process.deaths = 3

    with pytest.raises(StackError, match="broken cannot start"):
        wait_ready({process: lambda: False}, seconds=60)


def test_an_address_nobody_serves_is_not_ready() -> None:
    """A refused connection is an answer, not an error."""
    assert not answers_ok("http://127.0.0.1:9/ready")

"""One child process kept running, tested with tiny stand-ins."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from deploy.local.supervisor import Command, Supervised

Supervise = Callable[..., Supervised]

A_STACK = """
import sys, time
from pathlib import Path
from deploy.local.supervisor import Command, Supervised
command = Command((sys.executable, '-S', '-c', 'import time; time.sleep(60)'), {}, Path('.'))
worker = Supervised('worker', lambda: command, log=Path('log'), report=print, grace_seconds=1)
worker.start()
while worker.pid is None:
    time.sleep(0.01)
print(worker.pid, flush=True)
time.sleep(60)
"""


def eventually(holds: Callable[[], object], seconds: float = 10) -> bool:
    """Tell whether it becomes true in time."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def is_alive(pid: int) -> bool:
    """A zombie nobody has waited for is dead too."""
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")")[-1].split()[0]
    except FileNotFoundError:
        return False


@pytest.fixture
def lines() -> list[str]:
    """What the supervisor told the terminal."""
    return []


@pytest.fixture
def supervise(tmp_path: Path, lines: list[str]) -> Iterator[Supervise]:
    """A way to keep a Python snippet running under the name `worker`."""
    with ExitStack() as cleanup:

        def start(code: str, grace_seconds: float = 5) -> Supervised:
            command = Command((sys.executable, "-S", "-c", code), {"PATH": os.defpath}, tmp_path)
            process = Supervised(
                "worker", lambda: command, log=tmp_path / "worker.log", report=lines.append, grace_seconds=grace_seconds
            )
            cleanup.callback(process.stop)
            process.start()
            return process

        yield start


def test_a_process_that_dies_is_named_and_restarted(supervise: Supervise, lines: list[str]) -> None:
    """Whoever kills a service sees its name, how it ended and where its log is, and gets a new process."""
    worker = supervise("import time; time.sleep(60)")
    assert eventually(lambda: worker.pid)
    first = worker.pid
    assert first is not None

    os.kill(first, signal.SIGKILL)

    assert eventually(lambda: worker.pid not in {None, first})
    assert worker.deaths == 1
    assert len(lines) == 1
    assert "worker was ended by SIGKILL" in lines[0]
    assert str(worker.log) in lines[0]


def test_a_process_that_keeps_dying_is_restarted_ever_more_slowly(supervise: Supervise, lines: list[str]) -> None:
    """A crash loop must not eat the machine: each pause is twice the one before."""
    supervise("raise SystemExit(3)")

    assert eventually(lambda: len(lines) == 2)

    assert ["ended with status 3; restarting in 0.5 s" in lines[0], "restarting in 1 s" in lines[1]] == [True, True]


def test_what_a_process_says_ends_up_in_its_log(supervise: Supervise) -> None:
    """Both streams are kept, and the tail is what an error message shows."""
    worker = supervise("import sys, time; print('out', flush=True); print('err', file=sys.stderr); time.sleep(60)")

    assert eventually(lambda: worker.log_tail().splitlines() == ["out", "err"])
    assert worker.log_tail(lines=1) == "err"


def test_a_log_tells_of_this_run_only(supervise: Supervise, tmp_path: Path) -> None:
    """The tail in an error message must not be of last week; the run before is kept beside it."""
    (tmp_path / "worker.log").write_text("last week\n")

    worker = supervise("import time; print('now', flush=True); time.sleep(60)")

    assert eventually(lambda: worker.log_tail() == "now")
    assert (tmp_path / "worker.previous.log").read_text() == "last week\n"


def test_stop_lets_a_process_finish(supervise: Supervise, lines: list[str]) -> None:
    """SIGTERM comes first, and a process that heeds it is neither killed nor restarted."""
    worker = supervise(
        "import signal, sys, time\n"
        "signal.signal(signal.SIGTERM, lambda *_: (print('drained', flush=True), sys.exit(0)))\n"
        "print('up', flush=True); time.sleep(60)"
    )
    assert eventually(lambda: worker.log_tail() == "up")

    worker.stop()

    assert worker.pid is None
    assert worker.log_tail() == "up\ndrained"
    assert lines == []


def test_stop_kills_what_does_not_listen(supervise: Supervise, lines: list[str]) -> None:
    """After the grace period there is no process left, whatever it thinks of SIGTERM."""
    worker = supervise(
        "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)",
        grace_seconds=0.2,
    )
    assert eventually(lambda: worker.log_tail() == "up")

    worker.stop()

    assert worker.pid is None
    assert lines == ["worker did not stop within 0.2 s and is killed"]


def test_stop_takes_grandchildren_along(supervise: Supervise) -> None:
    """What a service has started itself does not survive it."""
    worker = supervise(
        "import subprocess, sys, time\n"
        "print(subprocess.Popen([sys.executable, '-S', '-c', 'import time; time.sleep(60)']).pid, flush=True)\n"
        "time.sleep(60)"
    )
    assert eventually(worker.log_tail)
    grandchild = int(worker.log_tail())

    worker.stop()

    assert eventually(lambda: not is_alive(grandchild))


def test_stop_before_start_and_twice_is_harmless(supervise: Supervise, tmp_path: Path) -> None:
    """Cleanup may run at any moment of a start that was interrupted."""
    never = Supervised("never", lambda: Command((), {}, tmp_path), log=tmp_path / "n", report=print, grace_seconds=1)
    never.stop()
    never.stop()
    worker = supervise("import time; time.sleep(60)")
    worker.stop()
    worker.stop()

    assert worker.pid is None
    assert never.log_tail() == ""


def test_nothing_outlives_a_killed_stack(tmp_path: Path) -> None:
    """SIGKILL gives the stack no chance to clean up; the kernel ends its children."""
    stack = subprocess.Popen([sys.executable, "-c", A_STACK], stdout=subprocess.PIPE, text=True, cwd=tmp_path)
    with stack:
        assert stack.stdout is not None
        child = int(stack.stdout.readline())
        assert is_alive(child)

        stack.kill()

    assert eventually(lambda: not is_alive(child))

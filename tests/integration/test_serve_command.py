"""`make serve` as a process: it stops cleanly, and when it cannot, the kernel does it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from deploy.local.ports import free_port

START_SECONDS = 90


def processes_of(folder: Path) -> list[str]:
    """Return the command lines of living processes that work in or for a data folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            command = (process / "cmdline").read_bytes()
            traces = (process / "environ").read_bytes() + command + os.fsencode((process / "cwd").readlink())
            if command and os.fsencode(folder) in traces:
                found.append(command.replace(b"\0", b" ").decode())
    return found


def serve(folder: Path) -> tuple[subprocess.Popen[str], str]:
    """Start the command and wait until it says that it is ready; return it with the API's address."""
    port = free_port()
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    own = {
        "OMA_DATA": str(folder),
        "API_PORT": str(port),
        "OUTPUT_DIRECTORY": str(folder / "films"),
        "LOG_FILE": str(folder / "api.log"),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "deploy.local.serve"],
        env=environment | {name: str(value) for name, value in own.items()},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    said = []
    for line in process.stderr:
        said.append(line)
        if "OMA is ready" in line:
            return process, f"http://127.0.0.1:{port}/api/v1"
    raise AssertionError(f"it ended with {process.wait()}: {''.join(said)}")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A data folder that nobody works in at the end of a test, however that went."""
    yield tmp_path / "data"
    assert processes_of(tmp_path / "data") == []


@pytest.mark.timeout(2 * START_SECONDS)
def test_a_killed_stack_leaves_nothing_behind_and_starts_again(folder: Path) -> None:
    """SIGKILL of the one process a user sees ends all the others; the next start is as good as the first."""
    killed, _ = serve(folder)
    with killed:
        assert len(processes_of(folder)) >= 8, "serve, broker, mongod and five services"
        killed.kill()
    deadline = time.monotonic() + 10
    while processes_of(folder) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert processes_of(folder) == []

    again, api = serve(folder)
    with again:
        assert httpx.get(f"{api}/health").json()["status"] == "healthy"
        again.send_signal(signal.SIGTERM)
        assert again.wait(timeout=30) == 0

"""Keep one child process running: start it, restart it when it dies, stop it with a grace period."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from deploy.local import leash

Report = Callable[[str], None]
"""Takes one line for the person at the terminal."""

_FIRST_PAUSE: Final = 0.5
_LONGEST_PAUSE: Final = 30.0
_STABLE_SECONDS: Final = 60.0
"""A process that ran this long has recovered: its next restart is a quick one again."""


@dataclass(frozen=True, slots=True)
class Command:
    """What to run and with which environment."""

    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    folder: Path


class Supervised:
    """One child process, in a process group of its own, its output in one log file.

    `make_command` is asked anew at each start, so that a restart may choose other ports.
    The thread that starts the process waits for it too: the leash is tied to that thread's life.
    """

    def __init__(
        self, name: str, make_command: Callable[[], Command], *, log: Path, report: Report, grace_seconds: float
    ) -> None:
        self.name = name
        self.log = log
        self.deaths = 0
        self._make_command = make_command
        self._report = report
        self._grace_seconds = grace_seconds
        self._stopping = threading.Event()
        self._change = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._supervise, name=f"supervise {name}", daemon=True)

    @property
    def pid(self) -> int | None:
        """Process id, or None while nothing runs."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def start(self) -> None:
        """Set the log of the run before aside and start supervising; returns before the process is ready."""
        with suppress(FileNotFoundError):
            self.log.replace(self.log.with_suffix(".previous.log"))
        self._thread.start()

    def stop(self) -> None:
        """Ask the process to finish, kill it and what it started after the grace period; safe to call at any time."""
        with self._change:
            self._stopping.set()
            self._signal(signal.SIGTERM)
        if not self._thread.is_alive():
            return
        self._thread.join(self._grace_seconds)
        if self._thread.is_alive():
            self._report(f"{self.name} did not stop within {self._grace_seconds:g} s and is killed")
            self._signal(signal.SIGKILL)
            self._thread.join()

    def log_tail(self, lines: int = 15) -> str:
        """Return the last lines the process wrote."""
        with suppress(FileNotFoundError):
            return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
        return ""

    def _supervise(self) -> None:
        pause = _FIRST_PAUSE
        while process := self._spawn():
            started = time.monotonic()
            status = process.wait()
            self._kill_group(process)
            if self._stopping.is_set():
                return
            self.deaths += 1
            if time.monotonic() - started > _STABLE_SECONDS:
                pause = _FIRST_PAUSE
            self._report(f"{self.name} {_ending(status)}; restarting in {pause:g} s (log: {self.log})")
            self._stopping.wait(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    def _spawn(self) -> subprocess.Popen[bytes] | None:
        with self._change:
            if self._stopping.is_set():
                return None
            command = self._make_command()
            tied = (sys.executable, "-I", "-S", leash.__file__, str(os.getpid()), *command.arguments)
            with self.log.open("ab") as log:
                self._process = subprocess.Popen(  # noqa: S603 - the commands are our own
                    tied,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    env=command.environment,
                    cwd=command.folder,
                    start_new_session=True,
                )
            return self._process

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(number)

    @staticmethod
    def _kill_group(process: subprocess.Popen[bytes]) -> None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _ending(status: int) -> str:
    if status >= 0:
        return f"ended with status {status}"
    with suppress(ValueError):
        return f"was ended by {signal.Signals(-status).name}"
    return f"was ended by signal {-status}"

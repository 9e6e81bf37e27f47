"""Wait for processes to become ready, and say which are not and why."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import httpx

from deploy.local.errors import StackError
from deploy.local.supervisor import Supervised

Check = Callable[[], bool]

_PAUSE: Final = 0.05
_HOPELESS_DEATHS: Final = 3
"""A process that died this often before it was ready once will not get better by waiting."""


def answers_ok(url: str) -> bool:
    """Tell whether the address answers with a 2xx."""
    try:
        return httpx.get(url, timeout=2, trust_env=False).is_success
    except httpx.TransportError:
        return False


def wait_ready(checks: Mapping[Supervised, Check], *, seconds: float) -> None:
    """Wait until every check holds; raises `StackError` naming the processes that are late or keep dying."""
    deadline = time.monotonic() + seconds
    waiting = dict(checks)
    while waiting := {process: check for process, check in waiting.items() if not check()}:
        dying = [process for process in waiting if process.deaths >= _HOPELESS_DEATHS]
        if dying:
            raise StackError(f"{_names(dying)} cannot start", _tails(dying))
        if time.monotonic() > deadline:
            late = list(waiting)
            raise StackError(f"{_names(late)} not ready after {seconds:g} s", _tails(late))
        time.sleep(_PAUSE)


def _names(processes: Sequence[Supervised]) -> str:
    return ", ".join(process.name for process in processes)


def _tails(processes: Sequence[Supervised]) -> str:
    return "\n".join(f"--- {process.log}\n{process.log_tail()}" for process in processes)

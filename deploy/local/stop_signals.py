"""How the stack is asked to stop: SIGINT, SIGTERM and SIGHUP become one exception, later ones change nothing."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from deploy.local.supervisor import Report

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopRequested(BaseException):
    """Somebody wants the program to end; no `except Exception` may swallow it."""


@contextmanager
def stop_signals(report: Report) -> Iterator[None]:
    """Raise `StopRequested` in the main thread at the first signal; the stop that follows is bounded, so let it be."""
    requests = 0

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal requests
        requests += 1
        if requests == 1:
            report("Stopping ...")
            raise StopRequested

    before = {number: signal.signal(number, stop) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

"""Threads that work on one film: they report how far they are, and stop soon when nobody waits for them any more."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Final, TypeVar

Result = TypeVar("Result")

_REPORT_SECONDS: Final = 0.25


class StoppedError(Exception):
    """The work is not wanted any more."""


class Stop:
    """Asked by the threads now and then; set when their work is no longer wanted."""

    def __init__(self) -> None:
        self._event = Event()

    def set(self) -> None:
        """Make every further `check` raise."""
        self._event.set()

    def check(self) -> None:
        """Raise `StoppedError` once the work is not wanted any more."""
        if self._event.is_set():
            raise StoppedError


async def work(
    jobs: Sequence[Callable[[], Result]], *, threads: int, stop: Stop, tick: Callable[[], Awaitable[None]]
) -> list[Result]:
    """Run the jobs, begun in their order, and return their results in that order.

    `tick` is awaited a few times a second. When a job fails or the caller is cancelled, `stop` is set, and the call
    ends only after every thread has ended.
    """
    pool = ThreadPoolExecutor(threads, thread_name_prefix="render")
    loop = asyncio.get_running_loop()
    futures = [loop.run_in_executor(pool, job) for job in jobs]
    try:
        pending = set(futures)
        while pending:
            done, pending = await asyncio.wait(pending, timeout=_REPORT_SECONDS, return_when=asyncio.FIRST_EXCEPTION)
            for future in done:
                future.result()
            await tick()
        return [future.result() for future in futures]
    finally:
        stop.set()
        pool.shutdown(wait=False, cancel_futures=True)
        await asyncio.gather(*futures, return_exceptions=True)

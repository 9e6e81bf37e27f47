"""Doing several things at once, where a failure must not throw away what the others have begun and paid."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable

Job = Callable[[], Awaitable[None]]


async def in_parallel(jobs: Iterable[Job], at_once: int) -> None:
    """Do all jobs, at most `at_once` at a time.

    After a failure no further job is begun, those under way are finished, and the first failure is raised.
    """
    waiting = iter(jobs)
    failures: list[BaseException] = []

    async def work() -> None:
        for job in waiting:
            if failures:
                return
            try:
                await job()
            except Exception as error:  # noqa: BLE001 - raised below, once the others are done
                failures.append(error)

    await asyncio.gather(*(work() for _ in range(at_once)))
    if failures:
        raise failures[0]

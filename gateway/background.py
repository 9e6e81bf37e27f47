"""Jobs that run beside the API for as long as it does."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine

import structlog

_log = structlog.get_logger(__name__)


@contextlib.asynccontextmanager
async def in_background(job: Callable[[], Coroutine[None, None, None]]) -> AsyncIterator[None]:
    """Run a job until the block ends; should it end by an error before that, the log says so."""
    running = asyncio.create_task(job())
    running.add_done_callback(_report_crash)
    try:
        yield
    finally:
        running.cancel()
        await asyncio.wait([running])


def _report_crash(job: asyncio.Task[None]) -> None:
    if not job.cancelled() and (error := job.exception()):
        _log.error("background_job_crashed", exc_info=error)

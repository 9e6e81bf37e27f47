"""Connecting for as long as it takes, so that the order in which the parts of an installation start does not matter."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Final

import structlog
from aiokafka.errors import KafkaError
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, wait_random_exponential

from chassis.errors import UnavailableError

_AWAY: Final = (KafkaError, UnavailableError, OSError, TimeoutError)
_LONGEST_WAIT_SECONDS: Final = 5.0

_log = structlog.get_logger(__name__)


@asynccontextmanager
async def connecting(connect: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
    """Call `connect` in the background, again and again until it succeeds or the block ends.

    It is called anew from its start after each failure, so a step that was taken before must do no harm.
    """
    attempts = asyncio.create_task(_until_connected(connect))
    attempts.add_done_callback(_report_crash)
    try:
        yield
    finally:
        attempts.cancel()
        with suppress(asyncio.CancelledError):
            await attempts


async def _until_connected(connect: Callable[[], Awaitable[None]]) -> None:
    retrying = AsyncRetrying(
        retry=retry_if_exception_type(_AWAY),
        wait=wait_random_exponential(multiplier=0.2, max=_LONGEST_WAIT_SECONDS),
        before_sleep=_note,
    )
    await retrying(connect)
    _log.info("connected")


def _note(state: RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    _log.warning("not_connected_yet", attempt=state.attempt_number, error=str(error) or repr(error))


def _report_crash(attempts: asyncio.Task[None]) -> None:
    if not attempts.cancelled() and (error := attempts.exception()):
        _log.error("connecting_crashed", exc_info=error)

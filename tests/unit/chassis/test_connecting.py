import asyncio

import pytest
from aiokafka.errors import KafkaConnectionError

from chassis.connecting import connecting
from chassis.errors import UnavailableError


class Outside:
    """Something to connect to that fails a few times first."""

    def __init__(self, *errors: Exception) -> None:
        self._errors = list(errors)
        self.is_connected = asyncio.Event()

    async def connect(self) -> None:
        """Connect, unless there is an error left."""
        if self._errors:
            raise self._errors.pop(0)
        self.is_connected.set()


async def test_connecting_goes_on_until_the_other_side_is_there() -> None:
    """What is away at the start is tried again while the block runs."""
    outside = Outside(KafkaConnectionError(), OSError(), UnavailableError("away", "Away."))
    async with asyncio.timeout(10), connecting(outside.connect):
        await outside.is_connected.wait()


async def test_a_stop_does_not_wait_for_a_connection() -> None:
    """A process whose other side never comes can be stopped at once."""
    outside = Outside(*[OSError()] * 100)
    async with asyncio.timeout(1), connecting(outside.connect):
        await asyncio.sleep(0)
    assert not outside.is_connected.is_set()


async def test_a_bug_is_not_retried() -> None:
    """An error that waiting does not mend ends the tries, and is raised when the block ends."""
    outside = Outside(ZeroDivisionError())
    with pytest.raises(ZeroDivisionError):
        async with connecting(outside.connect):
            await asyncio.sleep(0.05)
    assert not outside.is_connected.is_set()

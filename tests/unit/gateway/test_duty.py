import asyncio

import pytest

from chassis.errors import UnavailableError
from gateway.duty import Duty
from gateway.memory import InMemoryLeases


class EnoughError(Exception):
    """The test has seen enough."""


class Rounds:
    """Counts rounds of a duty, lets some go wrong, and ends it after so many."""

    def __init__(self, *errors: Exception | None) -> None:
        self.errors = list(errors)
        self.begun = 0

    async def work(self) -> None:
        """Do a round."""
        error = self.errors[self.begun]
        self.begun += 1
        if error:
            raise error

    async def sleep(self, _seconds: float) -> None:
        """Let no time pass."""
        if self.begun == len(self.errors):
            raise EnoughError


@pytest.mark.parametrize("error", [UnavailableError("away", "Away."), RuntimeError("a bug"), TimeoutError()])
async def test_a_round_that_goes_wrong_is_not_the_last(error: Exception) -> None:
    """Whatever a round raises, the next one comes."""
    rounds = Rounds(error, None)
    with pytest.raises(EnoughError):
        await Duty("watch", rounds.work, InMemoryLeases(), every_seconds=1, sleep=rounds.sleep).run()
    assert rounds.begun == 2


async def test_who_has_not_the_lease_does_nothing() -> None:
    """While another replica has the duty, this one only asks."""
    leases = InMemoryLeases()
    assert await leases.take("watch", "another", 60)
    rounds = Rounds(None)
    duty = asyncio.create_task(Duty("watch", rounds.work, leases, every_seconds=0.001).run())
    await asyncio.sleep(0.05)
    duty.cancel()
    await asyncio.wait([duty])
    assert rounds.begun == 0
    assert not await leases.take("watch", "third", 60)


async def test_a_leader_stops_when_its_lease_ends() -> None:
    """A round that takes longer than the lease is given up, since another replica may have taken over."""
    ended = asyncio.Event()

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.set()

    short = Duty("watch", work, InMemoryLeases(), every_seconds=0.01, shortest_lease_seconds=0.02)
    duty = asyncio.create_task(short.run())
    async with asyncio.timeout(5):
        await ended.wait()
    duty.cancel()
    await asyncio.wait([duty])

"""Leases with contenders: one suite for the real ones and those of the unit tests."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from chassis.errors import UnavailableError
from deploy.local.ports import free_port
from gateway.duty import Duty
from gateway.leases import Leases
from gateway.memory import InMemoryLeases
from gateway.mongo_connection import connect
from gateway.mongo_leases import MongoLeases
from gateway.settings import GatewaySettings
from tests.ports.conftest import settings_of


@pytest.fixture
async def mongo(mongo_settings: GatewaySettings) -> AsyncIterator[MongoLeases]:
    """Return leases in an empty database of the real server."""
    client = connect(mongo_settings)
    leases = MongoLeases(client, mongo_settings.mongodb_database)
    await leases.prepare()
    yield leases
    client.close()


@pytest.fixture(params=["memory", "mongo"])
def leases(request: pytest.FixtureRequest) -> Leases:
    """Return each kind of leases, none taken."""
    return InMemoryLeases() if request.param == "memory" else request.getfixturevalue("mongo")


async def test_of_many_contenders_one_gets_the_lease(leases: Leases) -> None:
    """However many ask at the same moment, one is told yes; it may prolong, the others may not take."""
    answers = await asyncio.gather(*(leases.take("watch", f"r{number}", 30) for number in range(20)))
    [holder] = [f"r{number}" for number, taken in enumerate(answers) if taken]
    assert await leases.take("watch", holder, 30)
    assert not await leases.take("watch", "another", 30)
    assert await leases.take("sweep", "another", 30)


async def test_a_lease_ends_by_itself(leases: Leases) -> None:
    """A holder that is gone, or frozen, is followed when its time is over, and cannot prolong after that."""
    assert await leases.take("watch", "frozen", 0.3)
    assert not await leases.take("watch", "next", 30)
    await asyncio.sleep(0.5)
    answers = await asyncio.gather(*(leases.take("watch", f"next{number}", 30) for number in range(10)))
    assert sum(answers) == 1
    assert not await leases.take("watch", "frozen", 30)


async def test_a_lease_that_is_given_back_is_free(leases: Leases) -> None:
    """Only the holder can give a lease back; the next one need not wait for its end."""
    assert await leases.take("watch", "one", 30)
    await leases.give_back("watch", "other")
    assert not await leases.take("watch", "other", 30)
    await leases.give_back("watch", "one")
    assert await leases.take("watch", "other", 30)


async def test_a_duty_moves_to_another_replica_when_its_leader_stops(leases: Leases) -> None:
    """Two replicas have the same duty: one does it, and when that one stops the other goes on at once."""
    rounds: list[str] = []

    def replica(name: str) -> asyncio.Task[None]:
        async def work() -> None:
            rounds.append(name)

        return asyncio.create_task(Duty("watch", work, leases, every_seconds=0.02, holder=name).run())

    replicas = {name: replica(name) for name in ("a", "b")}
    await _until(lambda: len(rounds) >= 5)
    [leader] = set(rounds)
    replicas[leader].cancel()
    await asyncio.wait([replicas[leader]])
    rounds.clear()
    await _until(lambda: len(rounds) >= 5)
    [successor] = set(rounds)
    assert successor != leader
    replicas[successor].cancel()
    await asyncio.wait([replicas[successor]])


async def test_without_a_database_nobody_leads() -> None:
    """When the lease cannot be had the answer is neither yes nor no, but that the database is away."""
    url = f"mongodb://127.0.0.1:{free_port()}/?directConnection=true"
    client = connect(settings_of(url, timeout=0.2))
    with pytest.raises(UnavailableError):
        await MongoLeases(client, "oma").take("watch", "one", 30)
    client.close()


async def _until(holds: Callable[[], bool], seconds: float = 10) -> None:
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - what is waited for is any condition
            await asyncio.sleep(0.01)

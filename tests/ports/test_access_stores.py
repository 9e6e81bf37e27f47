"""One suite for what the door of the API keeps in MongoDB and for the doubles of the unit tests."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias
from uuid import uuid4

import pytest
from pydantic import SecretStr
from pymongo import MongoClient
from pymongo.database import Database

from chassis.errors import UnavailableError
from deploy.local.infrastructure import Infrastructure
from deploy.local.ports import free_port
from gateway.api_keys import ApiKey, new_key
from gateway.callers import Quotas, Scope
from gateway.idempotency import Promise, Record, Records
from gateway.key_store import KeyStore
from gateway.mongo_connection import connect
from gateway.mongo_counters import MongoCounters
from gateway.mongo_keys import MongoKeyStore
from gateway.mongo_records import MongoRecords
from gateway.rate_limits import Counters
from gateway.settings import GatewaySettings
from tests.unit.gateway.access_doubles import FakeCounters, FakeKeyStore, FakeRecords
from tests.unit.gateway.samples import START, after

Documents: TypeAlias = "Database[dict[str, Any]]"


@pytest.fixture
def database(infra: Infrastructure) -> Iterator[Documents]:
    """Return an empty database of the real server."""
    with MongoClient[dict[str, Any]](infra.mongodb_url) as client:
        name = f"test_{uuid4().hex}"
        yield client[name]
        client.drop_database(name)


@pytest.fixture
def settings(infra: Infrastructure, database: Documents) -> GatewaySettings:
    """Return the settings that lead there."""
    return GatewaySettings(_env_file=None, mongodb_url=SecretStr(infra.mongodb_url), mongodb_database=database.name)


@pytest.fixture
async def mongo_keys(settings: GatewaySettings) -> AsyncIterator[KeyStore]:
    """Return the real store of keys."""
    client = connect(settings)
    yield MongoKeyStore(client, settings.mongodb_database)
    client.close()


@pytest.fixture(params=["memory", "mongo"])
def keys(request: pytest.FixtureRequest) -> KeyStore:
    """Return each of the stores of keys, empty."""
    return FakeKeyStore() if request.param == "memory" else request.getfixturevalue("mongo_keys")


@pytest.fixture
async def mongo_records(settings: GatewaySettings) -> AsyncIterator[Records]:
    """Return the real store of records."""
    client = connect(settings)
    records = MongoRecords(client, settings.mongodb_database)
    await records.prepare()
    yield records
    client.close()


@pytest.fixture(params=["memory", "mongo"])
def records(request: pytest.FixtureRequest) -> Records:
    """Return each of the stores of records, empty."""
    return FakeRecords() if request.param == "memory" else request.getfixturevalue("mongo_records")


@pytest.fixture(params=["memory", "mongo"])
def counters(request: pytest.FixtureRequest) -> Counters:
    """Return each of the counters, at zero."""
    if request.param == "memory":
        return FakeCounters()
    return MongoCounters.from_settings(request.getfixturevalue("settings"))


def _key(name: str, second: float = 0, scope: Scope = Scope.READ, quotas: Quotas = Quotas()) -> ApiKey:  # noqa: B008 - frozen
    return new_key(name, scope, quotas, secret_key="s" * 32, created_at=after(second))[0]


async def test_a_key_comes_back_as_it_was(keys: KeyStore) -> None:
    """Nothing of a key is lost, and there is no other."""
    key = _key("studio", scope=Scope.ADMIN, quotas=Quotas(per_minute=7, unfinished_tasks=2))
    await keys.add(key)
    assert await keys.find(key.id) == key
    assert await keys.find("nobody") is None


async def test_keys_are_listed_by_age(keys: KeyStore) -> None:
    """The oldest key comes first, revoked ones stay."""
    young, old = _key("young", 9), _key("old", 1)
    for key in (young, old):
        await keys.add(key)
    await keys.revoke(old.id, after(20))
    assert [key.name for key in await keys.all()] == ["old", "young"]


async def test_a_key_is_revoked_once(keys: KeyStore) -> None:
    """The first revocation is the one that counts; one of no key is told."""
    key = _key("studio")
    await keys.add(key)
    first = await keys.revoke(key.id, after(5))
    assert first is not None
    assert first.revoked_at == after(5)
    assert await keys.revoke(key.id, after(9)) == first == await keys.find(key.id)
    assert await keys.revoke("nobody", START) is None


async def test_every_increment_counts_once(counters: Counters) -> None:
    """Of many replicas that count at the same time each gets a number of its own."""
    numbers = await asyncio.gather(*(counters.increment("client", keep_seconds=60) for _ in range(50)))
    assert sorted(numbers) == list(range(1, 51))
    assert await counters.increment("other", keep_seconds=60) == 1


async def test_replicas_share_their_counters(settings: GatewaySettings, database: Documents) -> None:
    """Two processes count together, and the database forgets by itself."""
    one, other = MongoCounters.from_settings(settings), MongoCounters.from_settings(settings)
    assert [await counters.increment("client", keep_seconds=60) for counters in (one, other, one)] == [1, 2, 3]
    indexes = database["rate_limits"].index_information().values()
    assert [index["expireAfterSeconds"] for index in indexes if "expireAfterSeconds" in index] == [0]


def _record(name: str, task_id: str, fingerprint: str = "one") -> Record:
    return Record(id=name, fingerprint=fingerprint, promise=Promise(task_id=task_id, made_at=after(0.125)))


async def test_the_first_record_counts(records: Records) -> None:
    """Whoever comes later gets what the first left, whole and unchanged."""
    first = _record("a", "t1")
    assert await records.claim(first) == first
    assert await records.claim(_record("a", "t2", "two")) == first
    assert await records.claim(_record("b", "t2")) == _record("b", "t2")


async def test_a_race_for_a_record_has_one_winner(records: Records) -> None:
    """Of many at the same time all get the same."""
    kept = await asyncio.gather(*(records.claim(_record("a", f"t{number}")) for number in range(50)))
    assert len({record.promise.task_id for record in kept}) == 1


async def test_only_the_record_itself_is_released(records: Records) -> None:
    """A record that was renewed meanwhile stays."""
    await records.claim(_record("a", "t1"))
    await records.release(_record("a", "t2"))
    assert await records.claim(_record("a", "t3")) == _record("a", "t1")
    await records.release(_record("a", "t1"))
    assert await records.claim(_record("a", "t3")) == _record("a", "t3")


async def test_records_are_forgotten_after_a_day(settings: GatewaySettings, database: Documents) -> None:
    """The database removes a record 24 hours after it was made."""
    client = connect(settings)
    records = MongoRecords(client, settings.mongodb_database)
    await records.prepare()
    before = datetime.now(UTC)
    await records.claim(_record("a", "t1"))
    client.close()
    [document] = database["idempotency"].find()
    kept = document["kept_until"].replace(tzinfo=UTC) - before
    assert timedelta(hours=24) - timedelta(seconds=1) < kept < timedelta(hours=24, minutes=1)
    indexes = database["idempotency"].index_information()
    assert [(index["key"], index["expireAfterSeconds"]) for name, index in indexes.items() if name != "_id_"] == [
        ([("kept_until", 1)], 0)
    ]


async def test_a_database_that_is_away_is_told_within_its_timeout() -> None:
    """Every operation on a server that is not there ends soon, with the error that means waiting."""
    url = SecretStr(f"mongodb://127.0.0.1:{free_port()}/?directConnection=true")
    settings = GatewaySettings(_env_file=None, mongodb_url=url, mongodb_timeout_seconds=0.2)
    client = connect(settings)
    keys = MongoKeyStore(client, "oma")
    counters, records = MongoCounters.from_settings(settings), MongoRecords(client, "oma")
    for operation in (
        keys.find("any"),
        keys.add(_key("any")),
        keys.all(),
        keys.revoke("any", START),
        counters.increment("any", keep_seconds=60),
        records.prepare(),
        records.claim(_record("a", "t")),
        records.release(_record("a", "t")),
    ):
        async with asyncio.timeout(2):
            with pytest.raises(UnavailableError):
                await operation
    client.close()

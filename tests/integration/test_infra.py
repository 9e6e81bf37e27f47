"""What every infrastructure the tests may run on has to be able to do, and how the choice can go wrong."""

from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from pydantic import ValidationError
from pymongo import AsyncMongoClient

from chassis.store import Store
from deploy.local.infrastructure import Infrastructure
from tests.infra.lanes import Lane, LaneSettings, running_lane


async def test_kafka_delivers_to_a_group(infra: Infrastructure) -> None:
    """A producer as the services use it, idempotent where the broker can, reaches a consumer group."""
    async with AIOKafkaProducer(
        bootstrap_servers=infra.bootstrap_servers, acks="all", enable_idempotence=infra.idempotent_producer
    ) as producer:
        await producer.send_and_wait("lane-check", b"hello", key=b"k")
    consumer = AIOKafkaConsumer(
        "lane-check",
        bootstrap_servers=infra.bootstrap_servers,
        group_id="lane-check",
        auto_offset_reset="earliest",
        session_timeout_ms=6000,
    )
    async with consumer:
        record = await consumer.getone()
        await consumer.commit()

    assert (record.key, record.value) == (b"k", b"hello")


async def test_mongodb_takes_transactions(infra: Infrastructure) -> None:
    """An aborted transaction leaves nothing, a committed one does."""
    client: AsyncMongoClient[dict[str, str]] = AsyncMongoClient(infra.mongodb_url)
    async with client, client.start_session() as session:
        notes = client["lane-check"]["notes"]
        await notes.delete_many({})
        await session.start_transaction()
        await notes.insert_one({"kept": "no"}, session=session)
        await session.abort_transaction()
        async with await session.start_transaction():
            await notes.insert_one({"kept": "yes"}, session=session)

        assert [note["kept"] async for note in notes.find()] == ["yes"]


async def test_the_store_gives_back_what_it_got(infra: Infrastructure) -> None:
    """The object store is reached by its URL alone."""
    store = Store.from_url(infra.storage_url)

    assert await store.get(await store.put("lane-check/a.txt", b"bytes", "text/plain")) == b"bytes"


def test_an_unknown_lane_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A typing error must not silently test something else."""
    monkeypatch.setenv("OMA_TEST_INFRA", "embeded")

    with pytest.raises(ValidationError, match="'embedded', 'apache', 'containers' or 'urls'"):
        LaneSettings()


def test_urls_must_all_be_given(tmp_path: Path) -> None:
    """Half of the addresses would mean half a lane."""
    settings = LaneSettings(
        oma_test_infra=Lane.URLS, kafka_bootstrap_servers="kafka:9092", mongodb_url=None, storage_url=None
    )

    with (
        pytest.raises(ValueError, match="needs KAFKA_BOOTSTRAP_SERVERS, MONGODB_URL and STORAGE_URL"),
        running_lane(settings, tmp_path),
    ):
        pass

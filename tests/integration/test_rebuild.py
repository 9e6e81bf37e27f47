"""Rebuilding the views on a real broker and a real database, while a gateway goes on writing them."""

import asyncio
import random
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from aiokafka import AIOKafkaProducer
from faststream.kafka import KafkaBroker
from prometheus_client import CollectorRegistry
from pydantic import SecretStr
from pymongo import MongoClient

from chassis.broker import build_broker, ensure_topics
from chassis.bus import KafkaBus
from chassis.metrics import DeliveryMetrics
from chassis.store import Store
from contracts import AnyEvent, AssetKind, Phase, TaskCancelled, TaskFailed
from contracts.topics import TASK_FAILED
from deploy.local.broker import TOPIC_PARTITIONS, Broker
from deploy.local.infrastructure import Infrastructure
from deploy.local.readiness import wait_ready
from gateway.films import FilmFolder
from gateway.handlers import register
from gateway.live_views import LiveViews
from gateway.mongo import MongoTaskStore
from gateway.mongo_connection import connect
from gateway.mongo_leases import MongoLeases
from gateway.mongo_watch_records import MongoWatchRecords
from gateway.projection import delete
from gateway.projector import Projector
from gateway.rebuild import AlreadyRunningError, rebuild
from gateway.replay import Replay, folded
from gateway.settings import GatewaySettings
from gateway.task_view import TaskStatus, TaskView
from gateway.totals import Totals
from tests.infra.apache_kafka import running_apache_kafka
from tests.infra.lanes import Lane, LaneSettings
from tests.unit.gateway.samples import charge, failed, made, progressed, rendered, scripted, submitted


@dataclass
class Live:
    """A gateway's projection at work, and what it works on."""

    settings: GatewaySettings
    tasks: MongoTaskStore
    kafka: KafkaBroker
    database: Any

    async def say(self, events: Sequence[AnyEvent]) -> None:
        """Publish events, as services do."""
        for event in events:
            await KafkaBus(self.kafka).publish(event)

    async def views(self) -> dict[str, TaskView]:
        """Return the views as they are in the database."""
        documents = await asyncio.to_thread(lambda: list(self.database["tasks"].find()))
        return {document["_id"]: TaskView.model_validate(document["view"]) for document in documents}

    async def expected(self, deleted: Sequence[str]) -> dict[str, str]:
        """Return what the topics say, folded one by one, as JSON; deleted tasks left out."""
        views: dict[str, TaskView] = {}
        async with Replay.opened(self.settings) as replay:
            async for batch in replay.until_now():
                for heard in batch:
                    views[heard.event.task_id] = folded(views.get(heard.event.task_id), [heard])
        return {name: view.model_dump_json() for name, view in views.items() if name not in deleted}

    async def settled(self, deleted: Sequence[str]) -> None:
        """Return once the views say what the topics do; fails with the differences after a while."""
        expected = await self.expected(deleted)
        different = set(expected)
        for _ in range(40):
            views = {name: view.model_dump_json() for name, view in (await self.views()).items() if not view.deletion}
            different = {name for name in {*views, *expected} if views.get(name) != expected.get(name)}
            if not different:
                return
            await asyncio.sleep(0.5)
        name = min(different)
        assert views.get(name) == expected.get(name), sorted(different)


@pytest.fixture
async def live(infra: Infrastructure, tmp_path: Path) -> AsyncIterator[Live]:
    """Return a projection on a broker of its own and an empty database."""
    with _own_broker(tmp_path) as bootstrap_servers:
        settings = GatewaySettings(
            _env_file=None,
            kafka_bootstrap_servers=bootstrap_servers,
            kafka_idempotent_producer=False,
            kafka_topic_partitions=TOPIC_PARTITIONS,
            kafka_session_timeout_ms=2000,
            mongodb_url=SecretStr(infra.mongodb_url),
            mongodb_database=f"test_{uuid4().hex}",
            mongodb_timeout_seconds=10,
        )
        await ensure_topics(settings)
        with MongoClient[dict[str, Any]](infra.mongodb_url, tz_aware=True) as client:
            async with _projecting(settings) as (tasks, kafka):
                yield Live(settings, tasks, kafka, client[settings.mongodb_database])
            client.drop_database(settings.mongodb_database)


@contextmanager
def _own_broker(folder: Path) -> Iterator[str]:
    """Run a broker that has nothing but this test's events: an Apache one in that lane, the embedded one elsewhere."""
    if LaneSettings().oma_test_infra is Lane.APACHE:
        with running_apache_kafka(folder) as bootstrap_servers:
            yield bootstrap_servers
        return
    broker = Broker(data=folder, logs=folder, report=print)
    try:
        broker.process.start()
        wait_ready({broker.process: broker.is_ready}, seconds=30)
        yield broker.bootstrap_servers
    finally:
        broker.process.stop()


@asynccontextmanager
async def _projecting(settings: GatewaySettings) -> AsyncIterator[tuple[MongoTaskStore, KafkaBroker]]:
    client = connect(settings)
    tasks, store = MongoTaskStore(client, settings.mongodb_database, LiveViews()), Store.in_memory()
    await tasks.prepare()
    await MongoWatchRecords(client, settings.mongodb_database).prepare()
    kafka = build_broker(settings, service="gateway", phase=None, metrics=DeliveryMetrics(CollectorRegistry()))
    register(kafka, settings, Projector(tasks, FilmFolder(None, store), KafkaBus(kafka), store))
    await kafka.start()
    try:
        yield tasks, kafka
    finally:
        await kafka.stop()
        client.close()


def _story(task_id: str, seed: int) -> list[AnyEvent]:
    """Return events of a made-up task, in an order that need not make sense."""
    draw = random.Random(seed)
    paid = charge(f"{task_id}-script", 0.25)
    events: list[AnyEvent] = [submitted(task_id), progressed(Phase.SCRIPT, 0.5, paid, task_id=task_id)]
    events += [scripted(paid, task_id=task_id), made(AssetKind.VISUALS, task_id=task_id)]
    events += [progressed(Phase.RENDER, share / 10, task_id=task_id) for share in range(3)]
    ends: list[list[AnyEvent]] = [
        [rendered(task_id=task_id)],
        [failed(task_id)],
        [TaskCancelled(task_id=task_id), rendered(task_id=task_id)],
        [failed(task_id), submitted(task_id, attempt=2), rendered(task_id=task_id, attempt=2)],
        [],
    ]
    events += ends[seed % len(ends)]
    events += draw.choices(events, k=2)
    draw.shuffle(events)
    return events


async def test_a_rebuild_beside_a_running_gateway_gives_the_same_views(live: Live) -> None:
    """Views are repaired, deleted tasks stay deleted, nothing said or deleted meanwhile is lost; all can be read."""
    for number in range(40):
        await live.say(_story(f"t{number}", number))
    await live.settled(deleted=[])
    await live.tasks.change("t0", _deleted)
    live.database["tasks"].update_one({"_id": "t1"}, {"$set": {"view.attempts": []}})
    live.database["tasks"].delete_one({"_id": "t2"})
    indexes = set(live.database["tasks"].index_information())
    gone: list[str] = []
    is_over = asyncio.Event()

    async def say_more() -> None:
        number = 40
        while not is_over.is_set():
            await live.say(_story(f"t{number}", number))
            number += 1

    async def delete_some() -> None:
        for number in range(3, 40, 4):
            await live.tasks.change(f"t{number}", _deleted)
            gone.append(f"t{number}")
            await asyncio.sleep(0.03)

    async def read() -> int:
        reads = 0
        while not is_over.is_set():
            assert len(await live.tasks.newest(status=None, limit=500)) >= 25
            assert await live.tasks.find("t4") is not None
            reads += 1
            await asyncio.sleep(0)
        return reads

    around = [asyncio.create_task(job()) for job in (say_more, delete_some, read)]
    said: list[str] = []
    await rebuild(live.settings, said.append)
    await around[1]
    is_over.set()
    *_, reads = await asyncio.gather(*around)

    deleted = ["t0", *gone]
    await live.settled(deleted)
    views = await live.views()
    assert reads
    assert said[-1] == "The views are rebuilt."
    assert sorted(name for name, view in views.items() if view.deletion) == sorted(deleted)
    assert await live.tasks.totals() == sum((view.counted for view in views.values()), start=Totals())
    assert set(live.database["tasks"].index_information()) == indexes
    assert "tasks_rebuilt" not in live.database.list_collection_names()


async def test_what_is_said_right_before_the_swap_is_heard_after_it(live: Live) -> None:
    """An event that came too late for the fresh views is in them when the rebuild ends, also if no gateway hears it."""
    await live.say([submitted("t")])
    await live.settled(deleted=[])
    await live.kafka.stop()
    said: list[str] = []

    def report(line: str) -> None:
        said.append(line)
        if len(said) == 2:
            talking = threading.Thread(target=asyncio.run, args=(_say_from_elsewhere(live.settings, failed("t")),))
            talking.start()
            talking.join()

    await rebuild(live.settings, report)

    assert (await live.views())["t"].status is TaskStatus.FAILED
    assert (await live.tasks.totals()).failed == 1


async def test_what_the_topics_do_not_tell_is_left_alone(live: Live) -> None:
    """Tasks without events, as after a broker lost its log, and the collections of others survive."""
    await live.say(_story("told", 0))
    await live.settled(deleted=[])
    await live.tasks.change("untold", lambda _: TaskView(task_id="untold"))
    for name in ("keys", "redrives"):
        live.database[name].insert_one({"_id": "mine"})

    await rebuild(live.settings, print)

    assert set(await live.views()) == {"told", "untold"}
    assert all(live.database[name].find_one({"_id": "mine"}) for name in ("keys", "redrives"))


async def test_views_are_rebuilt_by_one_at_a_time(live: Live) -> None:
    """A second rebuild is refused while the first has the lease, and changes nothing."""
    client = connect(live.settings)
    assert await MongoLeases(client, live.settings.mongodb_database).take("rebuild", "another", 60)
    with pytest.raises(AlreadyRunningError):
        await rebuild(live.settings, print)
    client.close()


def _deleted(view: TaskView | None) -> TaskView:
    assert view is not None
    return delete(view, datetime.now(UTC))


async def _say_from_elsewhere(settings: GatewaySettings, event: TaskFailed) -> None:
    async with AIOKafkaProducer(bootstrap_servers=settings.kafka_bootstrap_servers) as producer:
        await producer.send_and_wait(TASK_FAILED, event.model_dump_json().encode(), key=event.task_id.encode())

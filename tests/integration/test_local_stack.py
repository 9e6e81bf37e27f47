"""The embedded stack with its real broker and database; services are stood in for by a tiny web server."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from pymongo import MongoClient

from deploy.local.broker import Broker
from deploy.local.database import Database
from deploy.local.errors import StackError
from deploy.local.infrastructure import running_infrastructure
from deploy.local.readiness import wait_ready
from deploy.local.services import ServiceSpec, Surroundings
from deploy.local.settings import StackSettings
from deploy.local.stack import running_services

STAND_IN = """
import http.server, os
class Ready(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
address = (os.environ["METRICS_HOST"], int(os.environ["METRICS_PORT"]))
http.server.HTTPServer(address, Ready).serve_forever()
"""


def settings_in(folder: Path, **given: Any) -> StackSettings:
    """Return settings that know nothing of the machine's environment or `.env`."""
    outside = {"kafka_bootstrap_servers": None, "mongodb_url": None, "storage_url": None}
    return StackSettings(_env_file=None, oma_data=folder, **{**outside, **given})


def surroundings(folder: Path, report: Callable[[str], None] = print) -> Surroundings:
    """Return surroundings whose processes can be told by their environment."""
    return Surroundings({"FOLDER": str(folder)}, folder=folder, logs=folder, report=report, grace_seconds=5)


def stand_in(name: str, code: str = STAND_IN) -> ServiceSpec:
    """Return a service that runs a snippet of Python."""
    return ServiceSpec(name, (sys.executable, "-S", "-c", code))


def eventually(holds: Callable[[], object], seconds: float = 15) -> bool:
    """Tell whether it becomes true in time."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def films(url: str) -> MongoClient[dict[str, Any]]:
    """Return a client of the database at an address."""
    return MongoClient(url, serverSelectionTimeoutMS=10_000)


def test_the_database_takes_transactions_and_survives_a_kill(tmp_path: Path) -> None:
    """A stale lock file, another port and an unclean end do not cost anything that was written."""
    for generation in range(3):
        database = Database(folder=tmp_path / "db", logs=tmp_path, report=print)
        try:
            database.process.start()
            wait_ready({database.process: database.is_ready}, seconds=60)
            with films(database.url) as client, client.start_session() as session, session.start_transaction():
                client.oma.films.insert_one({"generation": generation}, session=session)
            with films(database.url) as client:
                assert client.oma.films.count_documents({}) == generation + 1
            assert database.process.pid is not None
            os.kill(database.process.pid, signal.SIGKILL if generation == 0 else signal.SIGTERM)
        finally:
            database.process.stop()


async def test_the_broker_carries_messages(tmp_path: Path) -> None:
    """What a Kafka client sends, another receives, headers included."""
    broker = Broker(data=tmp_path, logs=tmp_path, report=print)
    try:
        broker.process.start()
        wait_ready({broker.process: broker.is_ready}, seconds=30)
        async with AIOKafkaProducer(bootstrap_servers=broker.bootstrap_servers, acks="all") as producer:
            await producer.send_and_wait("news", b"value", key=b"key", headers=[("ce_type", b"script.ready")])
        consumer = AIOKafkaConsumer(
            "news", bootstrap_servers=broker.bootstrap_servers, group_id=None, auto_offset_reset="earliest"
        )
        async with consumer:
            record = await consumer.getone()
    finally:
        broker.process.stop()

    assert (record.key, record.value, list(record.headers)) == (b"key", b"value", [("ce_type", b"script.ready")])


def test_a_given_address_replaces_the_part(tmp_path: Path) -> None:
    """Nothing is started for what exists elsewhere; Apache Kafka gets an idempotent producer."""
    settings = settings_in(
        tmp_path, kafka_bootstrap_servers="kafka:9092", mongodb_url="mongodb://db", storage_url="s3://films"
    )

    with running_infrastructure(settings, report=print) as infrastructure:
        assert infrastructure.environment() == {
            "KAFKA_BOOTSTRAP_SERVERS": "kafka:9092",
            "KAFKA_IDEMPOTENT_PRODUCER": "true",
            "MONGODB_URL": "mongodb://db",
            "STORAGE_URL": "s3://films",
        }
    assert list(settings.logs.iterdir()) == []


def test_two_stacks_run_side_by_side(tmp_path: Path) -> None:
    """Ports are chosen freely and folders are apart, so a second stack disturbs nobody."""
    with (
        running_infrastructure(settings_in(tmp_path / "a"), report=print) as one,
        running_infrastructure(settings_in(tmp_path / "b"), report=print) as other,
    ):
        assert one.bootstrap_servers != other.bootstrap_servers
        assert one.storage_url != other.storage_url
        with films(one.mongodb_url) as mine, films(other.mongodb_url) as theirs:
            mine.oma.films.insert_one({"task": "mine"})
            assert theirs.oma.films.count_documents({}) == 0


def test_a_killed_service_comes_back_on_a_port_of_its_own(tmp_path: Path) -> None:
    """One service's death is announced and mended while the others go on."""
    said: list[str] = []
    specs = (stand_in("a"), stand_in("b"))
    with running_services(specs, surroundings(tmp_path, said.append), start_seconds=30) as services:
        killed, other = services["a"], services["b"]
        before = (killed.pid, other.pid)
        assert killed.pid is not None

        os.kill(killed.pid, signal.SIGKILL)

        assert eventually(lambda: killed.pid not in {None, before[0]} and killed.is_ready())
        assert other.pid == before[1]
    assert len(said) == 1
    assert "a was ended by SIGKILL" in said[0]
    assert [service.pid for service in services.values()] == [None, None]


def test_a_service_that_cannot_start_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    """The error carries the reason from the log, and the services that did start are stopped."""
    specs = (stand_in("fine"), stand_in("broken", "raise SystemExit('no such model')"))

    with (
        pytest.raises(StackError, match=r"broken cannot start[\s\S]*no such model"),
        running_services(specs, surroundings(tmp_path), start_seconds=30),
    ):
        pass

    left = [path for path in Path("/proc").glob("[0-9]*/environ") if str(tmp_path).encode() in _read(path)]
    assert left == []


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""

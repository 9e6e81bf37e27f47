"""Two gateway processes on one broker and one database: what they share, and what they answer when a part is frozen."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from pymongo import MongoClient

from deploy.local.broker import Broker
from deploy.local.database import Database
from deploy.local.ports import free_port
from deploy.local.readiness import wait_ready
from deploy.local.services import ServiceSpec, Surroundings
from deploy.local.stack import running_services
from deploy.local.supervisor import Supervised
from gateway.api_keys import new_key
from gateway.callers import Quotas, Scope

PROMISED_SECONDS = 2.0
"""Within this the API says 503 when a part does not answer."""

SECRET = "nHb1x0pBt3mCq7WgTz5sRk9vLd2yEf4uJa6oPi8w"  # noqa: S105 - of these tests only


@dataclass(frozen=True)
class Gateways:
    """Two replicas, and what they stand on."""

    broker: Supervised
    database: Supervised
    database_url: str
    environment: Mapping[str, str]
    addresses: tuple[str, str]
    log: Path
    """The log file of the first."""

    @contextmanager
    def clients(self, **headers: str) -> Iterator[tuple[httpx.Client, httpx.Client]]:
        """Yield a connection to each replica."""
        one, other = self.addresses
        with (
            httpx.Client(base_url=one, headers=headers, timeout=30) as first,
            httpx.Client(base_url=other, headers=headers, timeout=30) as second,
        ):
            yield first, second

    def keys(self, *arguments: str) -> str:
        """Run the command for keys and return what it said."""
        command = [sys.executable, "-m", "gateway.keys", *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def new_key(self, scope: Scope, quotas: Quotas) -> str:
        """Make a key without the command, which takes longer, and return its token."""
        key, token = new_key("a test", scope, quotas, secret_key=SECRET, created_at=datetime.now(UTC))
        with MongoClient[dict[str, Any]](self.database_url) as client:
            client["oma"]["api_keys"].insert_one({"_id": key.id, **key.model_dump(exclude={"id"})})
        return token

    def titles(self) -> list[str]:
        """Return the titles of all tasks that show."""
        with MongoClient[dict[str, Any]](self.database_url) as client:
            views = client["oma"]["tasks"].find({"deleted": False}, {"view": True})
            return [task["view"]["attempts"][0]["asked"]["what"]["briefing"]["title"] for task in views]


def film(title: str) -> dict[str, object]:
    """Return the body of a request for a film."""
    return {"briefing": {"title": title, "description": "It folds into a backpack."}, "async_mode": True}


@contextmanager
def frozen(process: Supervised) -> Iterator[None]:
    """Stop a process in its tracks, as a machine that swaps or a network that swallows packets would."""
    assert process.pid is not None
    os.kill(process.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(process.pid, signal.SIGCONT)


def wait_until(url: str, path: str, status: int, seconds: float = 30) -> None:
    """Return once an address answers so."""
    deadline = time.monotonic() + seconds
    while httpx.get(url + path, timeout=10).status_code != status:
        assert time.monotonic() < deadline, f"{url}{path} is not {status}"
        time.sleep(0.1)


@pytest.fixture(scope="module")
def gateways(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateways]:
    """Return two gateways with a broker and a database of their own: tests freeze them."""
    folder = tmp_path_factory.mktemp("gateways")
    broker = Broker(data=folder, logs=folder, report=print)
    database = Database(folder=folder / "mongodb", logs=folder, report=print)
    environment = {
        **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        "PYTHONPATH": os.pathsep.join(sys.path),
        "KAFKA_BOOTSTRAP_SERVERS": broker.bootstrap_servers,
        "KAFKA_IDEMPOTENT_PRODUCER": "false",
        "KAFKA_SESSION_TIMEOUT_MS": "6000",
        "MONGODB_URL": database.url,
        "STORAGE_URL": (folder / "store").as_uri(),
        "SECRET_KEY": SECRET,
        "API_HOST": "127.0.0.1",
        "OUTPUT_DIRECTORY": "none",
        "RATE_LIMIT_PER_MINUTE": "none",
        "RATE_LIMIT_PER_HOUR": "none",
    }
    (folder / "store").mkdir()
    ports = (free_port(), free_port())
    specs = tuple(
        ServiceSpec(
            f"gateway-{port}",
            ("/usr/bin/env", f"API_PORT={port}", f"LOG_FILE=logs/{port}.log", sys.executable, "-m", "gateway"),
            ready_url=f"http://127.0.0.1:{port}/api/v1/ready",
        )
        for port in ports
    )
    surroundings = Surroundings(environment, folder=folder, logs=folder, report=print, grace_seconds=10)
    with ExitStack() as parts:
        for process in (broker.process, database.process):
            parts.callback(process.stop)
            process.start()
        wait_ready({broker.process: broker.is_ready, database.process: database.is_ready}, seconds=30)
        parts.enter_context(running_services(specs, surroundings, start_seconds=60))
        one, other = (f"http://127.0.0.1:{port}/api/v1" for port in ports)
        yield Gateways(
            broker.process,
            database.process,
            database.url,
            environment,
            (one, other),
            log=folder / "logs" / f"{ports[0]}.log",
        )


def test_the_access_log_has_the_promised_line(gateways: Gateways) -> None:
    """Each request is a line of JSON in the log file, with the fields that were promised and the id of the answer."""
    with gateways.clients() as (client, _):
        answer = client.get("/videos/status/of_the_access_log")
    lines = [json.loads(line) for line in gateways.log.read_text(encoding="utf-8").splitlines()]
    [line] = [line for line in lines if line.get("path", "").endswith("of_the_access_log")]
    promised = {name: line[name] for name in ("event", "method", "path", "status_code")}
    path = "/api/v1/videos/status/of_the_access_log"
    assert promised == {"event": "api_request", "method": "GET", "path": path, "status_code": 404}
    assert line["duration_ms"] > 0
    assert abs(datetime.now(UTC) - datetime.fromisoformat(line["timestamp"])) < timedelta(minutes=1)
    assert line["request_id"] == answer.headers["X-Request-ID"]


def test_replicas_share_the_limits_of_a_key(gateways: Gateways) -> None:
    """A client that spreads its requests over the replicas has no more of them."""
    token = gateways.new_key(Scope.READ, Quotas(per_hour=6))
    with gateways.clients(Authorization=f"Bearer {token}") as (one, other):
        answers = [client.get("/stats") for client in (one, other) * 4]
        assert [answer.status_code for answer in answers] == [200] * 6 + [429] * 2
        assert [answer.headers["RateLimit-Remaining"] for answer in answers[:6]] == ["5", "4", "3", "2", "1", "0"]


def test_a_race_of_fifty_over_two_replicas_is_one_task(gateways: Gateways) -> None:
    """Fifty same requests at the same time, half of them to each replica: one task and fifty same answers."""
    with gateways.clients(**{"Idempotency-Key": "the-race"}) as clients, ThreadPoolExecutor(50) as pool:
        asked = [pool.submit(client.post, "/videos/generate", json=film("The race")) for client in clients * 25]
        answers = [future.result() for future in asked]
        assert {answer.status_code for answer in answers} == {202}, {answer.text for answer in answers}
        assert len({answer.text for answer in answers}) == 1
        assert gateways.titles().count("The race") == 1
        other = clients[1].post("/videos/generate", json=film("Another film"))
        assert (other.status_code, other.json()["details"]["code"]) == (409, "idempotency_key_reused")
        assert "Another film" not in gateways.titles()


def test_keys_are_made_listed_and_revoked_by_the_command(gateways: Gateways) -> None:
    """A key of the command opens both replicas, `list` does not show its secret, and a revoked one opens neither."""
    said = gateways.keys("create", "a test", "--scope", "read")
    token = next(word for word in said.split() if word.startswith("oma_"))
    key_id = token.split("_")[1]
    with gateways.clients(Authorization=f"Bearer {token}") as (one, other):
        assert one.get("/stats").status_code == 200
        assert one.post("/videos/generate", json=film("Not allowed")).status_code == 403
        listed = gateways.keys("list")
        assert key_id in listed
        assert token not in listed
        assert "revoked" in gateways.keys("revoke", key_id)
        refused = other.get("/stats")
        assert (refused.status_code, refused.json()["details"]["code"]) == (401, "key_revoked")


@pytest.mark.parametrize("is_limited", [False, True])
def test_a_frozen_database_is_told_in_time_and_nothing_is_begun(gateways: Gateways, is_limited: bool) -> None:
    """However many ask, each has its 503 within two seconds; a request sent again is done when the database is back."""
    title = f"Frozen database, {'with' if is_limited else 'without'} a key"
    headers = {"Idempotency-Key": f"frozen-database-{is_limited}"}
    if is_limited:
        headers["Authorization"] = f"Bearer {gateways.new_key(Scope.WRITE, Quotas(1000, 1000))}"
    with gateways.clients(**headers) as (client, _):
        assert client.get("/stats").status_code == 200

        def ask(number: int) -> tuple[int, float]:
            started = time.monotonic()
            if number % 2:
                answer = client.post("/videos/generate", json=film(title))
            else:
                answer = client.get(f"/videos/status/unknown_{number}")
            return answer.status_code, time.monotonic() - started

        with ThreadPoolExecutor(30) as pool:
            healthy = list(pool.map(ask, range(0, 60, 2)))
            with frozen(gateways.database):
                answers = list(pool.map(ask, range(30)))
                assert client.get("/ping").status_code == 200
        assert {status for status, _ in answers} == {503}
        # What as many requests take when the database answers is this machine's own time.
        assert _longest(answers) - _longest(healthy) < PROMISED_SECONDS
        wait_until(gateways.addresses[0], "/ready", 200)
        assert title not in gateways.titles()
        assert client.post("/videos/generate", json=film(title)).status_code == 202
        assert gateways.titles().count(title) == 1


def _longest(answers: Sequence[tuple[int, float]]) -> float:
    return max(seconds for _, seconds in answers)


def test_a_frozen_broker_is_told_in_time_and_nothing_is_begun(gateways: Gateways) -> None:
    """A briefing that Kafka does not take is a 503 within two seconds, and its task never shows."""
    title = "Frozen broker"
    with gateways.clients(**{"Idempotency-Key": "frozen-broker"}) as (client, _):
        with frozen(gateways.broker):
            started = time.monotonic()
            answer = client.post("/videos/generate", json=film(title))
            seconds = time.monotonic() - started
            assert (answer.status_code, answer.json()["details"]["code"]) == (503, "broker_unavailable")
            assert seconds < PROMISED_SECONDS
            assert client.get("/stats").status_code == 200
        wait_until(gateways.addresses[0], "/ready", 200)
        assert title not in gateways.titles()
        assert client.post("/videos/generate", json=film(title)).status_code == 202
        assert gateways.titles().count(title) == 1

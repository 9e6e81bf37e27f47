"""Two gateway processes on one broker and one database: what one is told the other knows, also when one is killed."""

import json
import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from deploy.local.ports import free_port
from deploy.local.readiness import wait_ready
from deploy.local.services import Service, Surroundings
from deploy.local.settings import StackSettings
from deploy.local.stack import product, running_services, service_environment
from tests.conftest import TEST_SETTINGS
from tests.infra.lanes import LaneSettings, running_lane

BRIEFING = {"title": "Two replicas", "description": "Whichever of them answers, the task is the same.", "duration": 15}
POSTS = 100


@dataclass(frozen=True)
class Replica:
    """One of the gateways, and a user of it."""

    service: Service
    http: httpx.Client


@dataclass(frozen=True)
class Pair:
    """Both gateways."""

    one: Replica
    other: Replica


@pytest.fixture(scope="module")
def gateways(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """Yield two gateways on an infrastructure of their own, so that no agent makes films of what they are sent."""
    folder: Path = tmp_path_factory.mktemp("two-gateways")
    with ExitStack() as stack:
        infra = stack.enter_context(running_lane(LaneSettings(), folder))
        database = f"two_gateways_{uuid4().hex[:8]}"
        replicas: list[Replica] = []
        for number in range(2):
            settings = StackSettings(
                _env_file=None, oma_data=folder, mongodb_database=database, api_host="127.0.0.1", api_port=free_port()
            )
            environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
            environment |= {**service_environment(settings, infra), **TEST_SETTINGS}
            logs = folder / f"gateway-{number}"
            logs.mkdir()
            around = Surroundings(environment, folder=logs, logs=logs, report=print, grace_seconds=10)
            services = stack.enter_context(running_services(product(settings)[:1], around, settings.oma_start_seconds))
            http = stack.enter_context(httpx.Client(base_url=f"{settings.api_url}/api/v1", timeout=30))
            replicas.append(Replica(services["gateway"], http))
        yield Pair(one=replicas[0], other=replicas[1])


def post(http: httpx.Client, **headers: str) -> httpx.Response:
    """Ask for a film."""
    body = {"briefing": BRIEFING, "async_mode": True}
    return http.post("/videos/generate", json=body, headers={name.replace("_", "-"): headers[name] for name in headers})


def snapshots(http: httpx.Client, task_id: str, begun: list[str]) -> list[dict[str, Any]]:
    """Return everything that a task's stream says until it ends; `begun` gets an item when it says something."""
    said = []
    with http.stream("GET", f"/videos/tasks/{task_id}/events") as stream:
        for line in stream.iter_lines():
            if line.startswith("data:"):
                begun.append(line)
                said.append(json.loads(line.removeprefix("data:")))
    return said


def test_a_task_is_followed_at_the_other_gateway(gateways: Pair) -> None:
    """What is posted and cancelled at one gateway is streamed by the other, until the end."""
    task_id = post(gateways.other.http).json()["task_id"]
    begun: list[str] = []
    with ThreadPoolExecutor(1) as thread:
        stream = thread.submit(snapshots, gateways.one.http, task_id, begun)
        deadline = time.monotonic() + 10
        while not begun and time.monotonic() < deadline:
            time.sleep(0.05)
        gateways.other.http.post(f"/videos/tasks/{task_id}/cancel").raise_for_status()
        said = stream.result(timeout=20)

    assert [said[0]["status"], said[-1]["status"]] == ["pending", "cancelled"]


def test_killing_one_gateway_loses_and_doubles_nothing(gateways: Pair) -> None:
    """A hundred posts while the gateway that takes them is killed, repeated at the other one: a hundred tasks."""
    marker = uuid4().hex
    before = _listed(gateways.other.http)

    def ask(number: int) -> str:
        if number == POSTS // 2:
            pid = gateways.one.service.pid
            assert pid is not None
            os.kill(pid, signal.SIGKILL)
        for http in (gateways.one.http, gateways.other.http, gateways.other.http):
            try:
                answer = post(http, Idempotency_Key=f"{marker}-{number}")
            except httpx.TransportError:
                continue
            if answer.status_code == httpx.codes.ACCEPTED:
                return str(answer.json()["task_id"])
        raise AssertionError(f"post {number} was never taken")

    with ThreadPoolExecutor(8) as threads:
        promised = list(threads.map(ask, range(POSTS)))

    assert len(set(promised)) == POSTS
    assert {_status(gateways.other.http, task_id) for task_id in promised} == {"pending"}
    assert _listed(gateways.other.http) - before == set(promised)
    # The next test finds both there again.
    wait_ready({gateways.one.service.process: gateways.one.service.is_ready}, seconds=60)


def test_a_gateway_that_stops_lets_go_of_its_streams(gateways: Pair) -> None:
    """SIGTERM ends open streams at once, and does not wait for their tasks; clients go on at the other gateway."""
    task_id = post(gateways.other.http).json()["task_id"]
    deaths = gateways.one.service.process.deaths
    pid = gateways.one.service.pid
    assert pid is not None
    with gateways.one.http.stream("GET", f"/videos/tasks/{task_id}/events") as stream:
        lines = stream.iter_lines()
        last_id = next(line for line in lines if line.startswith("id:")).removeprefix("id:").strip()
        os.kill(pid, signal.SIGTERM)
        stopped_at = time.monotonic()
        with suppress(httpx.RemoteProtocolError):
            list(lines)
        assert time.monotonic() - stopped_at < 5
    while gateways.one.service.process.deaths == deaths and time.monotonic() - stopped_at < 20:
        time.sleep(0.1)
    assert gateways.one.service.process.deaths == deaths + 1, "the process waits for a stream"
    gateways.other.http.post(f"/videos/tasks/{task_id}/cancel").raise_for_status()
    address = f"/videos/tasks/{task_id}/events"
    (end,) = [
        json.loads(line.removeprefix("data:"))
        for line in gateways.other.http.get(address, headers={"Last-Event-ID": last_id}).text.splitlines()
        if line.startswith("data:")
    ]
    assert end["status"] == "cancelled"
    wait_ready({gateways.one.service.process: gateways.one.service.is_ready}, seconds=60)


def _status(http: httpx.Client, task_id: str) -> str:
    return str(http.get(f"/videos/status/{task_id}").raise_for_status().json()["status"])


def _listed(http: httpx.Client) -> set[str]:
    tasks = http.get("/videos/tasks", params={"limit": 500}).raise_for_status().json()["tasks"]
    return {task["task_id"] for task in tasks}

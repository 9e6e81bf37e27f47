"""A broker that comes back with an empty log, in the middle of a film."""

import os
import signal
from pathlib import Path

import httpx
import pytest

from deploy.local.broker import TOPIC_PARTITIONS, Broker
from deploy.local.infrastructure import Infrastructure
from deploy.local.ports import free_port
from deploy.local.readiness import wait_ready
from deploy.local.services import Surroundings
from deploy.local.settings import StackSettings
from deploy.local.stack import product, running_services, service_environment
from tests.e2e.client import ApiClient
from tests.e2e.test_film import BRIEFING

IMPATIENT = {
    "WATCHDOG_SILENCE_SECONDS": "4",
    "RATE_LIMIT_PER_MINUTE": "none",
    "RATE_LIMIT_PER_HOUR": "none",
    "RENDER_PROFILE": "draft",
    "RETRY_BASE_SECONDS": "0.1",
    "RETRY_MAX_SECONDS": "1",
    "LOG_LEVEL": "DEBUG",
}


@pytest.mark.timeout(180)
def test_a_broker_that_lost_its_log_costs_no_task(infra: Infrastructure, tmp_path: Path) -> None:
    """The watchdog starts both a task again that was under way and one that no agent had begun.

    The embedded broker keeps its log in memory; killed in mid-film it comes back with nothing.
    """
    settings = StackSettings(_env_file=None, oma_data=tmp_path, api_host="127.0.0.1", api_port=free_port())
    broker = Broker(data=tmp_path, logs=tmp_path, report=print)
    wiped = Infrastructure(
        broker.bootstrap_servers,
        infra.mongodb_url,
        infra.storage_url,
        idempotent_producer=False,
        topic_partitions=TOPIC_PARTITIONS,
    )
    given = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    own = {"MONGODB_DATABASE": "lost_log", "KAFKA_SESSION_TIMEOUT_MS": "2000"}
    surroundings = Surroundings(
        environment={**given, **service_environment(settings, wiped), **IMPATIENT, **own},
        folder=tmp_path,
        logs=tmp_path,
        report=print,
        grace_seconds=10,
    )
    try:
        broker.process.start()
        wait_ready({broker.process: broker.is_ready}, seconds=30)
        with (
            running_services(product(settings), surroundings, start_seconds=90),
            httpx.Client(base_url=f"{settings.api_url}/api/v1", timeout=30) as http,
        ):
            api = ApiClient(http)
            begun = api.submit(BRIEFING)
            api.wait_for_phase(begun, "visuals", progress=5)
            queued = api.submit(BRIEFING)
            assert broker.process.pid is not None

            os.kill(broker.process.pid, signal.SIGKILL)

            api.wait_for_phase(queued, "visuals", progress=5)
            http.post(f"/videos/tasks/{queued}/cancel").raise_for_status()
            assert api.wait(begun).status == "completed"
            assert api.wait(queued).status == "cancelled"
    finally:
        broker.process.stop()

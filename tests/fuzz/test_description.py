"""The running gateway against its own description: no answer it does not describe, and none with a status of 500."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from uuid import uuid4

import pytest

from deploy.local.ports import free_port
from deploy.local.services import Surroundings
from deploy.local.settings import StackSettings
from deploy.local.stack import product, running_services, service_environment
from tests.conftest import TEST_SETTINGS
from tests.infra.lanes import LaneSettings, running_lane

PRODUCTION: Final = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": "nHb1x0pBt3mCq7WgTz5sRk9vLd2yEf4uJa6oPi8w",
    "MAX_UNFINISHED_TASKS": "none",
    "MAX_UNFINISHED_TASKS_PER_KEY": "none",
    "SYNC_WAIT_SECONDS": "0",
}
CONFIGURATION: Final = Path(__file__).with_name("schemathesis.toml")


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Yield the address of a gateway as in production, without agents, and a key to it."""
    folder = tmp_path_factory.mktemp("fuzz")
    with running_lane(LaneSettings(), folder) as infra:
        database = f"fuzz_{uuid4().hex[:8]}"
        settings = StackSettings(
            _env_file=None, oma_data=folder, mongodb_database=database, api_host="127.0.0.1", api_port=free_port()
        )
        environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        environment |= {**service_environment(settings, infra), **TEST_SETTINGS, **PRODUCTION}
        around = Surroundings(environment, folder=folder, logs=folder, report=print, grace_seconds=10)
        with running_services(product(settings)[:1], around, settings.oma_start_seconds):
            command = (sys.executable, "-m", "gateway.keys", "create", "fuzz", "--scope", "admin")
            said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
            key = re.search(r"oma_\w+", said)
            assert key
            yield settings.api_url, key[0]


def test_every_answer_is_as_described(gateway: tuple[str, str], tmp_path: Path) -> None:
    """Whatever is sent, well-formed or not, with a key or without: the answer is one that the description has."""
    url, key = gateway
    examples = os.environ.get("OMA_FUZZ_EXAMPLES", "2")
    options = (
        *("--phases", "examples,coverage,fuzzing", "--max-examples", examples, "--continue-on-failure"),
        *("--request-timeout", "10", "--generation-database", "none", "--no-color", "--no-shrink"),
        *("--header", f"Authorization: Bearer {key}"),
    )
    ran = subprocess.run(
        (
            *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIGURATION)),
            *("run", f"{url}/api/v1/openapi.json", *options),
        ),
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert ran.returncode == 0, ran.stdout[-20_000:] + ran.stderr

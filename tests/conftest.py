"""What tests of the running product share: one infrastructure and one product for the whole session."""

import os
from collections.abc import Iterator
from typing import Final

import pytest

from deploy.local.infrastructure import Infrastructure
from deploy.local.ports import free_port
from deploy.local.services import Surroundings
from deploy.local.settings import StackSettings
from deploy.local.stack import Stack, product, running_services, service_environment
from tests.infra.lanes import LaneSettings, running_lane
from tests.infra.openai_stand_in.server import StandIn, running_stand_in

TEST_SETTINGS: Final = {"LOG_LEVEL": "DEBUG", "RATE_LIMIT_PER_MINUTE": "none", "RATE_LIMIT_PER_HOUR": "none"}
"""What the product under test is told besides its addresses: tests ask more often than users may."""


@pytest.fixture(scope="session")
def infra(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Infrastructure]:
    """Return broker, database and object store of the lane that OMA_TEST_INFRA names."""
    with running_lane(LaneSettings(), tmp_path_factory.mktemp("infra")) as infrastructure:
        yield infrastructure


@pytest.fixture(scope="session")
def stack(infra: Infrastructure, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Return the five services on that infrastructure, with default settings whatever this machine's `.env` says."""
    folder = tmp_path_factory.mktemp("stack")
    settings = StackSettings(_env_file=None, oma_data=folder, api_host="127.0.0.1", api_port=free_port())
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    surroundings = Surroundings(
        environment={**environment, **service_environment(settings, infra), **TEST_SETTINGS},
        folder=folder,
        logs=folder,
        report=print,
        grace_seconds=settings.shutdown_grace_seconds,
    )
    with running_services(product(settings), surroundings, settings.oma_start_seconds) as services:
        yield Stack(settings.api_url, infra, services)


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    """Return a server that speaks the OpenAI API, with no fault in force and nothing billed yet."""
    with running_stand_in() as server:
        yield server

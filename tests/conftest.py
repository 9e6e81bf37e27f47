"""What tests of the running product share: one infrastructure and one product for the whole session."""

from collections.abc import Iterator
from typing import Final

import pytest

from deploy.local.infrastructure import Infrastructure
from deploy.local.stack import Stack
from tests.infra.lanes import LaneSettings, running_lane
from tests.infra.openai_stand_in.server import StandIn, running_stand_in
from tests.infra.running_product import running_product

TEST_SETTINGS: Final = {
    "LOG_LEVEL": "DEBUG",
    "RATE_LIMIT_PER_MINUTE": "none",
    "RATE_LIMIT_PER_HOUR": "none",
    "WEBHOOK_ALLOW_PRIVATE_ADDRESSES": "true",
}
"""What the product under test is told besides its addresses: tests ask more often than users may, and listen here."""


@pytest.fixture(scope="session")
def infra(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Infrastructure]:
    """Return broker, database and object store of the lane that OMA_TEST_INFRA names."""
    with running_lane(LaneSettings(), tmp_path_factory.mktemp("infra")) as infrastructure:
        yield infrastructure


@pytest.fixture(scope="session")
def stack(infra: Infrastructure, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Return the five services on that infrastructure."""
    with running_product(infra, tmp_path_factory.mktemp("stack"), TEST_SETTINGS) as stack:
        yield stack


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    """Return a server that speaks the OpenAI API, with no fault in force and nothing billed yet."""
    with running_stand_in() as server:
        yield server

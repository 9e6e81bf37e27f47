"""A product whose every stage is paid, on infrastructure of its own: groups of two products would share their work."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from deploy.local.infrastructure import running_infrastructure
from deploy.local.settings import StackSettings
from deploy.local.stack import Stack
from tests.conftest import TEST_SETTINGS
from tests.e2e.client import ApiClient
from tests.infra.openai_stand_in.server import KEY, StandIn, running_stand_in
from tests.infra.running_product import running_product
from tests.infra.script_answers import written

SECONDS_PER_CALL = 0.25
"""Long enough for a kill to meet a call under way."""


@dataclass(frozen=True)
class Paid:
    """The running product, its provider, a user, and the folder of everything the product writes."""

    stack: Stack
    stand_in: StandIn
    client: ApiClient
    folder: Path


@pytest.fixture(scope="session")
def paid(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paid]:
    """Return a product that buys everything from the stand-in, one call of each agent at a time."""
    folder = tmp_path_factory.mktemp("paid")
    settings = StackSettings(
        _env_file=None, oma_data=folder, kafka_bootstrap_servers=None, mongodb_url=None, storage_url=None
    )
    with (
        running_stand_in(StandIn(written, SECONDS_PER_CALL)) as stand_in,
        running_infrastructure(settings, report=print) as infra,
        running_product(
            infra,
            folder,
            {
                **TEST_SETTINGS,
                "OPENAI_API_KEY": KEY,
                "OPENAI_BASE_URL": stand_in.base_url,
                "OPENAI_CONCURRENCY": "1",
                "OPENAI_TRANSCRIPTION_MODEL": "whisper-1",
                "MAX_COST_PER_VIDEO": "0.5",
                "RETRY_BASE_SECONDS": "0.05",
            },
        ) as stack,
        httpx.Client(base_url=f"{stack.api_url}/api/v1", timeout=30) as http,
    ):
        yield Paid(stack, stand_in, ApiClient(http), folder)

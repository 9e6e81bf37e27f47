"""Which broker, database and object store the tests run on: one setting, OMA_TEST_INFRA, decides."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

from deploy.local.infrastructure import Infrastructure, running_infrastructure
from deploy.local.settings import StackSettings
from tests.infra.apache_kafka import running_apache_kafka
from tests.infra.containers import running_containers


class Lane(StrEnum):
    """A kind of infrastructure."""

    EMBEDDED = "embedded"
    APACHE = "apache"
    CONTAINERS = "containers"
    URLS = "urls"


class LaneSettings(BaseSettings):
    """The choice, and the addresses that the lane `urls` needs."""

    model_config = SettingsConfigDict(env_ignore_empty=True, frozen=True)

    oma_test_infra: Lane = Lane.EMBEDDED
    kafka_bootstrap_servers: str | None = None
    mongodb_url: str | None = None
    storage_url: str | None = None


@contextmanager
def running_lane(settings: LaneSettings, folder: Path) -> Iterator[Infrastructure]:
    """Run the chosen infrastructure, its files in `folder`, until the block ends."""
    embedded = StackSettings(
        _env_file=None, oma_data=folder, kafka_bootstrap_servers=None, mongodb_url=None, storage_url=None
    )
    match settings.oma_test_infra:
        case Lane.EMBEDDED:
            with running_infrastructure(embedded, report=print) as infrastructure:
                yield infrastructure
        case Lane.APACHE:
            with running_apache_kafka(folder) as kafka:
                given = embedded.model_copy(update={"kafka_bootstrap_servers": kafka})
                with running_infrastructure(given, report=print) as infrastructure:
                    yield infrastructure
        case Lane.CONTAINERS:
            with running_containers() as (kafka, mongodb):
                given = embedded.model_copy(update={"kafka_bootstrap_servers": kafka, "mongodb_url": mongodb})
                with running_infrastructure(given, report=print) as infrastructure:
                    yield infrastructure
        case Lane.URLS:
            yield _given(settings)


def _given(settings: LaneSettings) -> Infrastructure:
    if settings.kafka_bootstrap_servers is None or settings.mongodb_url is None or settings.storage_url is None:
        raise ValueError("OMA_TEST_INFRA=urls needs KAFKA_BOOTSTRAP_SERVERS, MONGODB_URL and STORAGE_URL")
    return Infrastructure(
        settings.kafka_bootstrap_servers, settings.mongodb_url, settings.storage_url, idempotent_producer=True
    )

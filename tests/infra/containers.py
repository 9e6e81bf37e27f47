"""Kafka and MongoDB as Docker containers; the images are settings, so that a mirror or another version will do."""

from collections.abc import Iterator
from contextlib import contextmanager

from pydantic_settings import BaseSettings, SettingsConfigDict
from testcontainers.community.kafka import KafkaContainer
from testcontainers.core.container import DockerContainer
from testcontainers.core.wait_strategies import ExecWaitStrategy

_INITIATE = (
    "try { rs.status() } catch { rs.initiate({_id: 'rs0', members: [{_id: 0, host: 'localhost:27017'}]}) }; "
    "if (!db.hello().isWritablePrimary) quit(1)"
)


class Images(BaseSettings):
    """What is run."""

    model_config = SettingsConfigDict(env_ignore_empty=True, frozen=True)

    oma_test_kafka_image: str = "confluentinc/cp-kafka:7.6.0"
    oma_test_mongodb_image: str = "mongo:7.0"


@contextmanager
def running_containers() -> Iterator[tuple[str, str]]:
    """Run both; yield Kafka's bootstrap servers and MongoDB's URL."""
    images = Images()
    mongod = (
        DockerContainer(images.oma_test_mongodb_image)
        .with_command("mongod --replSet rs0 --bind_ip_all")
        .with_exposed_ports(27017)
        .waiting_for(ExecWaitStrategy(["mongosh", "--quiet", "--eval", _INITIATE]))
    )
    with KafkaContainer(images.oma_test_kafka_image).with_kraft() as kafka, mongod:
        address = f"{mongod.get_container_host_ip()}:{mongod.get_exposed_port(27017)}"
        yield kafka.get_bootstrap_server(), f"mongodb://{address}/?directConnection=true"

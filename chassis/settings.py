"""Settings every service reads from its environment (or `.env`); each service adds its own fields."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from contracts.topics import PARTITIONS


class LogFormat(StrEnum):
    """How log lines are written."""

    JSON = "json"
    CONSOLE = "console"


class Environment(StrEnum):
    """Where the service runs."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class ServiceSettings(BaseSettings):
    """What the chassis has to know: where the broker and the store are, how to log, how patient to be."""

    # A value that is refused may be a secret, so errors name the setting and not what it was set to.
    model_config = SettingsConfigDict(
        env_file=".env", extra="ignore", env_ignore_empty=True, frozen=True, hide_input_in_errors=True
    )

    environment: Environment = Environment.DEVELOPMENT

    kafka_bootstrap_servers: str = Field("localhost:9092", description="Comma-separated host:port list.")
    kafka_idempotent_producer: bool = Field(True, description="Off only for brokers that do not know InitProducerId.")
    kafka_session_timeout_ms: Annotated[int, Field(ge=1000)] = Field(
        10_000, description="Silence after which the broker gives a consumer's partitions to another."
    )
    kafka_max_poll_interval_ms: Annotated[int, Field(ge=60_000)] = Field(
        3_600_000, description="Longest a single message may be worked on."
    )
    kafka_fetch_max_wait_ms: Annotated[int, Field(ge=1)] = Field(
        50, description="Longest a fetch waits for data: the idle latency of one hop."
    )
    kafka_replication_factor: Annotated[int, Field(ge=1)] = Field(
        1, description="Copies of each topic that the services have to make themselves; topics that exist stay."
    )
    kafka_topic_partitions: Annotated[int, Field(ge=1)] = Field(
        PARTITIONS, description="Partitions of such topics: the most replicas one agent can use."
    )
    kafka_request_timeout_ms: Annotated[int, Field(ge=1000)] = 20_000

    storage_url: str = Field(
        "file:///var/lib/oma", description="Object store: file://, s3://, gs://, az:// or memory://."
    )

    retry_attempts: Annotated[int, Field(ge=1)] = Field(5, description="Tries at one message before it is given up.")
    retry_base_seconds: Annotated[float, Field(ge=0)] = Field(
        0.5, description="Longest first wait; it doubles each time."
    )
    retry_max_seconds: Annotated[float, Field(ge=0)] = Field(30.0, description="Longest wait between two tries.")
    shutdown_grace_seconds: Annotated[float, Field(gt=0)] = Field(
        60.0, description="How long SIGTERM lets work in flight finish before it is handed back."
    )

    log_level: str = Field("INFO", pattern=r"^(DEBUG|INFO|WARNING|ERROR|CRITICAL)$")
    log_format: LogFormat = LogFormat.JSON

    metrics_host: str = Field("0.0.0.0", description="Interface of the metrics and health port.")  # noqa: S104 - a pod's port
    metrics_port: Annotated[int, Field(ge=1, le=65535)] = 9090

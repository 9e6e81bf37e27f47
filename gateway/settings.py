"""Settings of the gateway."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, IPvAnyNetwork, SecretStr, ValidationError, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import SettingsConfigDict

from chassis.provider_settings import ProviderSettings
from chassis.settings import Environment
from gateway import production
from gateway.webhook_settings import WebhookSettings


class FileDelivery(StrEnum):
    """How files get to clients."""

    PROXY = "proxy"
    REDIRECT = "redirect"


class GatewaySettings(WebhookSettings, ProviderSettings):
    """Where the API listens, where its views are kept, and how long it waits for others."""

    model_config = SettingsConfigDict(hide_input_in_errors=True)

    api_host: str = Field("0.0.0.0", description="Interface of the API.")  # noqa: S104 - a pod's port
    api_port: Annotated[int, Field(ge=1, le=65535)] = 8000
    cors_origins: tuple[str, ...] = Field((), description="JSON list of origins whose pages may call the API.")
    max_body_bytes: Annotated[int, Field(ge=1024)] = Field(262_144, description="Largest request body.")
    debug: bool = Field(False, description="Name the exception in answers with status 500; refused in production.")

    secret_key: SecretStr = Field(
        SecretStr(production.DEVELOPMENT_SECRET),
        description="What API keys are hashed with; in production at least 32 random letters. A new one ends all keys.",
    )
    rate_limit_per_minute: Annotated[int, Field(ge=1)] | None = Field(
        5, description="Films a client may ask for in a minute; `none`: no limit."
    )
    rate_limit_per_hour: Annotated[int, Field(ge=1)] | None = Field(
        100, description="Other requests of a client in an hour; `none`: no limit."
    )
    max_unfinished_tasks: Annotated[int, Field(ge=1)] | None = Field(
        1000, description="Tasks under way at the same time before new ones are refused; `none`: any number."
    )
    max_unfinished_tasks_per_key: Annotated[int, Field(ge=1)] | None = Field(
        100, description="The same for the tasks of one API key; `none`: any number."
    )
    trusted_proxies: tuple[IPvAnyNetwork, ...] = Field(
        (), description="JSON list of addresses and networks of proxies whose X-Forwarded-For is believed."
    )

    mongodb_url: SecretStr = Field(
        SecretStr("mongodb://localhost:27017/?directConnection=true"),
        description="A MongoDB replica set; of one member is enough.",
    )
    mongodb_database: str = "oma"
    mongodb_timeout_seconds: Annotated[float, Field(gt=0)] = Field(
        1.5, description="Longest an operation takes, finding the server included."
    )
    publish_timeout_seconds: Annotated[float, Field(gt=0)] = Field(
        1.5, description="How long Kafka has to take a briefing; after that it is not sent any more."
    )

    watchdog_silence_seconds: Annotated[float, Field(gt=0)] = Field(
        60.0,
        description="Silence after which a task that no agent has before it is started again.",
    )
    watchdog_max_redrives: Annotated[int, Field(ge=0)] = Field(
        3, description="How often a task is started again before it fails as stalled."
    )
    task_deadline_seconds: Annotated[float, Field(gt=0)] = Field(
        21_600.0, description="Longest an attempt may take, waiting included; then it fails as stalled."
    )

    output_directory: Path | None = Field(
        Path("outputs/videos"), description="Finished films are copied here; `none` leaves them in the object store."
    )
    file_delivery: FileDelivery = Field(
        FileDelivery.PROXY,
        description="proxy: files come through the API. redirect: clients fetch them from the object store by a signed "
        "address, if it is S3, GCS or Azure.",
    )
    retention_days: Annotated[int, Field(ge=1)] | None = Field(
        None, description="Days after its end that a task's files are deleted; the task stays listed. None: kept."
    )
    sync_wait_seconds: Annotated[float, Field(ge=0)] = Field(
        25.0, description="How long `async_mode: false` holds a request; under the 30 s many proxies allow."
    )

    log_file: Path | None = Field(Path("logs/api.log"), description="Also write the log here, rotated; `none`: do not.")

    @model_validator(mode="after")
    def _is_fit_for_production(self) -> Self:
        if self.environment is Environment.PRODUCTION:
            faults = production.faults(
                secret_key=self.secret_key.get_secret_value(), debug=self.debug, cors_origins=self.cors_origins
            )
            if sentences := ". ".join(faults):
                raise ValueError(f"This is not fit for ENVIRONMENT=production: {sentences}.")
        return self

    @property
    def own_secret(self) -> str | None:
        """The SECRET_KEY of this installation; None in development, where one that everybody knows stands in for it."""
        secret = self.secret_key.get_secret_value()
        return None if secret == production.DEVELOPMENT_SECRET else secret

    @property
    def base_url(self) -> str:
        """What links that leave the API begin with."""
        return str(self.public_url or f"http://localhost:{self.api_port}").rstrip("/")


def read_settings() -> GatewaySettings:
    """Return the settings of this process; ends it with a sentence for each that makes no sense."""
    try:
        return GatewaySettings()
    except ValidationError as error:
        sentences = [_sentence(problem) for problem in error.errors()]
        sys.exit("\n".join(["The gateway cannot start:", *sentences]))


def _sentence(problem: ErrorDetails) -> str:
    name = "_".join(str(part) for part in problem["loc"][:1]).upper()
    reason = problem["msg"].removeprefix("Value error, ")
    return f"  {name}: {reason}" if name else f"  {reason}"

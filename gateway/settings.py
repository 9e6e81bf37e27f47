"""Settings of the gateway."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr

from chassis.provider_settings import ProviderSettings


class GatewaySettings(ProviderSettings):
    """Where the API listens, where its views are kept, and how long it waits for others."""

    api_host: str = Field("0.0.0.0", description="Interface of the API.")  # noqa: S104 - a pod's port
    api_port: Annotated[int, Field(ge=1, le=65535)] = 8000
    cors_origins: tuple[str, ...] = Field((), description="JSON list of origins whose pages may call the API.")
    max_body_bytes: Annotated[int, Field(ge=1024)] = Field(262_144, description="Largest request body.")
    debug: bool = Field(False, description="Name the exception in answers with status 500; off in production.")

    mongodb_url: SecretStr = Field(
        SecretStr("mongodb://localhost:27017/?directConnection=true"),
        description="A MongoDB replica set; of one member is enough.",
    )
    mongodb_database: str = "oma"
    mongodb_timeout_seconds: Annotated[float, Field(gt=0)] = Field(
        2.0, description="Longest an operation takes, finding the server included."
    )
    publish_timeout_seconds: Annotated[float, Field(gt=0)] = Field(
        2.0, description="How long Kafka has to take a briefing; after that it is not sent any more."
    )

    output_directory: Path | None = Field(
        Path("outputs/videos"), description="Finished films are copied here; `none` leaves them in the object store."
    )
    sync_wait_seconds: Annotated[float, Field(ge=0)] = Field(
        25.0, description="How long `async_mode: false` holds a request; under the 30 s many proxies allow."
    )

    log_file: Path | None = Field(Path("logs/api.log"), description="Also write the log here, rotated; `none`: do not.")

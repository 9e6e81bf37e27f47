"""Settings of the embedded stack, from the environment and `.env`; the services' own pass through untouched."""

import os
from pathlib import Path
from typing import Annotated, Final, Self

from dotenv import dotenv_values
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from deploy.local.ports import LOOPBACK

PROJECT: Final = Path(__file__).resolve().parents[2]
DOTENV: Final = PROJECT / ".env"


class StackSettings(BaseSettings):
    """What runs where; a part whose address is given is not started."""

    model_config = SettingsConfigDict(env_file=DOTENV, env_ignore_empty=True, extra="ignore", frozen=True)

    oma_data: Path = Field(PROJECT / ".oma", description="Folder of the database, the object store and the logs.")
    kafka_bootstrap_servers: str | None = Field(None, description="A Kafka to use; else a broker is started.")
    mongodb_url: str | None = Field(None, description="A MongoDB to use; else one is started.")
    storage_url: str | None = Field(None, description="An object store to use; else a folder in the data folder.")
    mongodb_database: str = "oma"
    api_host: str = "127.0.0.1"
    api_port: Annotated[int, Field(ge=1, le=65535)] = 8000
    kafka_session_timeout_ms: Annotated[int, Field(gt=0)] = Field(
        6000, description="Half of it is what the embedded broker takes to admit a consumer."
    )
    oma_api_key: SecretStr | None = Field(None, description="What `make video` shows where the API needs a key.")
    oma_start_seconds: Annotated[float, Field(gt=0)] = Field(120, description="Deadline of readiness.")
    shutdown_grace_seconds: Annotated[float, Field(gt=0)] = Field(
        10, description="How long a stop lets work in flight finish; a film in the making starts over next time."
    )

    @property
    def data(self) -> Path:
        """The data folder as an absolute path; a relative setting is meant from the project's root."""
        return (PROJECT / self.oma_data).resolve()

    @property
    def logs(self) -> Path:
        """Folder with one log file per process."""
        return self.data / "logs"

    @property
    def api_url(self) -> str:
        """Where this machine reaches the API."""
        host = LOOPBACK if self.api_host in {"0.0.0.0", "::"} else self.api_host  # noqa: S104 - compared, not bound
        return f"http://{host}:{self.api_port}"

    def for_one_film(self, port: int) -> Self:
        """Return the same settings with the API on a port, and a quick stop: nobody waits for the work any more."""
        return self.model_copy(update={"api_port": port, "shutdown_grace_seconds": 1.0})


def inherited_environment() -> dict[str, str]:
    """Return what services inherit: `.env`, overruled by the environment; an empty value counts as not set."""
    merged = {**dotenv_values(DOTENV), **os.environ}
    return {name: value for name, value in merged.items() if value}

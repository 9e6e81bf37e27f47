"""Broker, database and object store: those given by settings are used, the others are started here."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from deploy.local.broker import TOPIC_PARTITIONS, Broker
from deploy.local.database import Database
from deploy.local.errors import StackError
from deploy.local.readiness import Check, wait_ready
from deploy.local.settings import StackSettings
from deploy.local.supervisor import Report, Supervised

_START_SECONDS: Final = 60.0
_LEAST_FREE_BYTES: Final = 1_000_000_000
"""The database reserves 0.3 GB of journal, and a film's layers and segments take a few hundred MB."""


@dataclass(frozen=True, slots=True)
class Infrastructure:
    """Addresses of the three outside parts, as services take them."""

    bootstrap_servers: str
    mongodb_url: str
    storage_url: str
    idempotent_producer: bool
    """False for the embedded broker, which does not know InitProducerId."""
    topic_partitions: int | None = None
    """None: as many as the services make by themselves or are told to."""

    def environment(self) -> dict[str, str]:
        """Return the settings that point a service here."""
        partitions = {"KAFKA_TOPIC_PARTITIONS": str(self.topic_partitions)} if self.topic_partitions else {}
        return {
            "KAFKA_BOOTSTRAP_SERVERS": self.bootstrap_servers,
            "KAFKA_IDEMPOTENT_PRODUCER": str(self.idempotent_producer).lower(),
            **partitions,
            "MONGODB_URL": self.mongodb_url,
            "STORAGE_URL": self.storage_url,
        }


@contextmanager
def running_infrastructure(settings: StackSettings, report: Report) -> Iterator[Infrastructure]:
    """Start what no setting replaces, database stopped before broker; raises `StackError` if a part does not start."""
    settings.logs.mkdir(parents=True, exist_ok=True)
    _require_space(settings.data)
    checks: dict[Supervised, Check] = {}
    with ExitStack() as parts:
        bootstrap_servers = settings.kafka_bootstrap_servers
        if bootstrap_servers is None:
            broker = Broker(data=settings.data, logs=settings.logs, report=report)
            bootstrap_servers = broker.bootstrap_servers
            checks[broker.process] = broker.is_ready
        mongodb_url = settings.mongodb_url
        if mongodb_url is None:
            database = Database(folder=settings.data / "mongodb", logs=settings.logs, report=report)
            mongodb_url = database.url
            checks[database.process] = database.is_ready
        for process in checks:
            parts.callback(process.stop)
            process.start()
        wait_ready(checks, seconds=_START_SECONDS)
        yield Infrastructure(
            bootstrap_servers=bootstrap_servers,
            mongodb_url=mongodb_url,
            storage_url=settings.storage_url or _folder_url(settings.data / "store"),
            idempotent_producer=settings.kafka_bootstrap_servers is not None,
            topic_partitions=None if settings.kafka_bootstrap_servers else TOPIC_PARTITIONS,
        )


def _folder_url(folder: Path) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    return folder.as_uri()


def _require_space(folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if free < _LEAST_FREE_BYTES:
        raise StackError(
            f"Only {free / 1e9:.1f} GB is free where {folder} is; a film needs {_LEAST_FREE_BYTES / 1e9:.0f} GB",
            "Free some space, or set OMA_DATA to a folder on another disk.",
        )

"""What tests of the gateway's stores share: an empty database of the real server, and settings that lead to it."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from pydantic import SecretStr
from pymongo import MongoClient
from pymongo.database import Database

from deploy.local.infrastructure import Infrastructure
from gateway.settings import GatewaySettings


@pytest.fixture
def database(infra: Infrastructure) -> Iterator[Database[dict[str, Any]]]:
    """Return an empty database of the real server."""
    with MongoClient[dict[str, Any]](infra.mongodb_url) as client:
        name = f"test_{uuid4().hex}"
        yield client[name]
        client.drop_database(name)


@pytest.fixture
def mongo_settings(infra: Infrastructure, database: Database[dict[str, Any]]) -> GatewaySettings:
    """Return settings that lead to that database."""
    return settings_of(infra.mongodb_url, database=database.name)


def settings_of(url: str, *, database: str = "oma", timeout: float = 10) -> GatewaySettings:
    """Return settings that read no file."""
    return GatewaySettings(
        _env_file=None, mongodb_url=SecretStr(url), mongodb_database=database, mongodb_timeout_seconds=timeout
    )

"""The five services on given infrastructure, with default settings whatever this machine's `.env` says."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from deploy.local.infrastructure import Infrastructure
from deploy.local.ports import free_port
from deploy.local.services import Surroundings
from deploy.local.settings import StackSettings
from deploy.local.stack import Stack, product, running_services, service_environment


@contextmanager
def running_product(infra: Infrastructure, folder: Path, given: Mapping[str, str]) -> Iterator[Stack]:
    """Run the services, their logs in `folder`, with the `given` settings until the block ends."""
    settings = StackSettings(_env_file=None, oma_data=folder, api_host="127.0.0.1", api_port=free_port())
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    surroundings = Surroundings(
        environment={**inherited, **service_environment(settings, infra), **given},
        folder=folder,
        logs=folder,
        report=print,
        grace_seconds=settings.shutdown_grace_seconds,
    )
    with running_services(product(settings), surroundings, settings.oma_start_seconds) as services:
        yield Stack(settings.api_url, infra, services)

"""The whole product on this machine: infrastructure first, then the five services side by side; stopped in reverse."""

import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from deploy.local.infrastructure import Infrastructure, running_infrastructure
from deploy.local.lock import hold_folder
from deploy.local.readiness import wait_ready
from deploy.local.services import AGENTS, GATEWAY, Service, ServiceSpec, Surroundings
from deploy.local.settings import PROJECT, StackSettings, inherited_environment
from deploy.local.supervisor import Report

_KILL_AFTER_GRACE_SECONDS: Final = 5.0
"""A service ends its drain itself; this is how much later the stack stops believing it."""


@dataclass(frozen=True, slots=True)
class Stack:
    """A running product."""

    api_url: str
    infrastructure: Infrastructure
    services: Mapping[str, Service]


def product(settings: StackSettings) -> tuple[ServiceSpec, ...]:
    """Return the five services of OMA."""
    gateway = ServiceSpec(GATEWAY, _module(GATEWAY), ready_url=f"{settings.api_url}/api/v1/ready")
    return (gateway, *(ServiceSpec(agent, _module(agent)) for agent in AGENTS))


@contextmanager
def running_stack(settings: StackSettings, report: Report) -> Iterator[Stack]:
    """Run everything until the block ends; raises `StackError` when the folder is in use or a part does not start."""
    with hold_folder(settings.data), running_infrastructure(settings, report) as infrastructure:
        surroundings = Surroundings(
            environment={**inherited_environment(), **service_environment(settings, infrastructure)},
            folder=PROJECT,
            logs=settings.logs,
            report=report,
            grace_seconds=settings.shutdown_grace_seconds + _KILL_AFTER_GRACE_SECONDS,
        )
        with running_services(product(settings), surroundings, settings.oma_start_seconds) as services:
            yield Stack(settings.api_url, infrastructure, services)


@contextmanager
def running_services(
    specs: tuple[ServiceSpec, ...], surroundings: Surroundings, start_seconds: float
) -> Iterator[Mapping[str, Service]]:
    """Run services until the block ends, all started at once and all stopped at once."""
    services = [Service(spec, surroundings) for spec in specs]
    try:
        for service in services:
            service.process.start()
        wait_ready({service.process: service.is_ready for service in services}, seconds=start_seconds)
        yield {service.name: service for service in services}
    finally:
        with ThreadPoolExecutor(len(services)) as stopping:
            list(stopping.map(lambda service: service.process.stop(), services))


def service_environment(settings: StackSettings, infrastructure: Infrastructure) -> dict[str, str]:
    """Return the settings that only the stack can know, whatever else a service is told."""
    return {
        **infrastructure.environment(),
        "MONGODB_DATABASE": settings.mongodb_database,
        "API_HOST": settings.api_host,
        "API_PORT": str(settings.api_port),
        "KAFKA_SESSION_TIMEOUT_MS": str(settings.kafka_session_timeout_ms),
        "SHUTDOWN_GRACE_SECONDS": f"{settings.shutdown_grace_seconds:g}",
    }


def _module(name: str) -> tuple[str, ...]:
    return (sys.executable, "-m", name)

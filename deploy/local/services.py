"""The five services as processes: their modules, their environment, and where each says that it is ready."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from deploy.local.ports import LOOPBACK, free_port
from deploy.local.readiness import answers_ok
from deploy.local.supervisor import Command, Report, Supervised

GATEWAY: Final = "gateway"
AGENTS: Final = ("script_agent", "visual_agent", "voice_agent", "render_agent")


@dataclass(frozen=True, slots=True)
class ServiceSpec:
    """What tells one service from another: its name, how it is run, and where it says that it is ready."""

    name: str
    arguments: tuple[str, ...]
    ready_url: str | None = None
    """None: on the metrics port, under `/ready`."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all services of a stack have in common."""

    environment: Mapping[str, str]
    folder: Path
    """Working folder; services read the `.env` in it."""
    logs: Path
    report: Report
    grace_seconds: float
    """How long a service may take to stop before it is killed."""


class Service:
    """One service process; each start gets a metrics port of its own."""

    def __init__(self, spec: ServiceSpec, surroundings: Surroundings) -> None:
        self.name = spec.name
        self.metrics_port = 0
        self._spec = spec
        self._surroundings = surroundings
        self.process = Supervised(
            spec.name,
            self._command,
            log=surroundings.logs / f"{spec.name}.log",
            report=surroundings.report,
            grace_seconds=surroundings.grace_seconds,
        )

    @property
    def pid(self) -> int | None:
        """Process id, or None while it is down."""
        return self.process.pid

    def is_ready(self) -> bool:
        """Tell whether it says so itself."""
        return answers_ok(self._spec.ready_url or f"http://{LOOPBACK}:{self.metrics_port}/ready")

    def _command(self) -> Command:
        self.metrics_port = free_port()
        own = {"METRICS_HOST": LOOPBACK, "METRICS_PORT": str(self.metrics_port)}
        environment = {**self._surroundings.environment, **own}
        return Command(self._spec.arguments, environment, folder=self._surroundings.folder)

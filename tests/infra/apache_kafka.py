"""Apache Kafka from its published jars: one KRaft node in a Java process; needs Java 17 and Maven on the PATH."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.local.ports import LOOPBACK, free_port, is_listening
from deploy.local.readiness import wait_ready
from deploy.local.settings import PROJECT
from deploy.local.supervisor import Command, Supervised

_POM = Path(__file__).with_name("kafka.pom.xml")
_CACHE = PROJECT / "build" / "apache-kafka"
_CLUSTER_ID = "b21hLXRlc3QtY2x1c3Rlcg"
"""Any 16 bytes in unpadded base64."""


@contextmanager
def running_apache_kafka(folder: Path) -> Iterator[str]:
    """Run a broker with its log in `folder` until the block ends; yield its bootstrap servers."""
    jars = _jars()
    port, properties = _configure(folder)
    subprocess.run(
        _java(jars, "kafka.tools.StorageTool", "format", "--standalone", "-t", _CLUSTER_ID, "-c", str(properties)),
        check=True,
        capture_output=True,
    )
    command = Command(_java(jars, "kafka.Kafka", str(properties)), {"PATH": os.environ["PATH"]}, folder)
    broker = Supervised(
        "apache-kafka", lambda: command, log=folder / "apache-kafka.log", report=print, grace_seconds=20
    )
    try:
        broker.start()
        wait_ready({broker: lambda: is_listening(port)}, seconds=90)
        yield f"{LOOPBACK}:{port}"
    finally:
        broker.stop()


def _jars() -> Path:
    """Return the folder with Kafka and all it needs, fetched once from Maven Central."""
    wanted = _POM.read_text(encoding="utf-8")
    done = _CACHE / "fetched.pom.xml"
    if not done.is_file() or done.read_text(encoding="utf-8") != wanted:
        shutil.rmtree(_CACHE / "jars", ignore_errors=True)
        repository = f"-Dmaven.repo.local={_CACHE / 'repository'}"
        goal = ("dependency:copy-dependencies", f"-DoutputDirectory={_CACHE / 'jars'}")
        subprocess.run(["mvn", "-q", "-B", "-f", str(_POM), repository, *goal], check=True)
        done.write_text(wanted, encoding="utf-8")
    return _CACHE / "jars"


def _configure(folder: Path) -> tuple[int, Path]:
    port, controller = free_port(), free_port()
    folder.mkdir(parents=True, exist_ok=True)
    properties = folder / "kafka.properties"
    lines = {
        "process.roles": "broker,controller",
        "node.id": 1,
        "controller.quorum.bootstrap.servers": f"{LOOPBACK}:{controller}",
        "controller.listener.names": "CONTROLLER",
        "listeners": f"PLAINTEXT://{LOOPBACK}:{port},CONTROLLER://{LOOPBACK}:{controller}",
        "advertised.listeners": f"PLAINTEXT://{LOOPBACK}:{port},CONTROLLER://{LOOPBACK}:{controller}",
        "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "log.dirs": folder / "kafka",
        "default.replication.factor": 1,
        "offsets.topic.replication.factor": 1,
        "transaction.state.log.replication.factor": 1,
        "transaction.state.log.min.isr": 1,
        "group.initial.rebalance.delay.ms": 0,
        "group.min.session.timeout.ms": 1000,
    }
    properties.write_text("".join(f"{name}={value}\n" for name, value in lines.items()), encoding="utf-8")
    return port, properties


def _java(jars: Path, *arguments: str) -> tuple[str, ...]:
    return ("java", "-Xmx512m", "-cp", f"{jars}/*", *arguments)

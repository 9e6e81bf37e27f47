"""The command for dead letters, on a real broker."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from prometheus_client import CollectorRegistry

from chassis.broker import build_broker
from chassis.dead_letters import KafkaDeadLetters
from chassis.dlq import main, parse
from chassis.inbox import Record
from chassis.metrics import DeliveryMetrics
from chassis.settings import ServiceSettings
from contracts.topics import dlq_of
from deploy.local.infrastructure import Infrastructure
from tests.e2e.topics import read_topic

TOPIC = f"test-{uuid4().hex[:8]}"
"""A topic of these tests alone: no service takes what is redriven to it."""


@dataclass(frozen=True)
class Answer:
    """How the command ended and what it said."""

    status: int
    out: str
    err: str


Dlq = Callable[..., Answer]


@pytest.fixture
def settings(infra: Infrastructure) -> ServiceSettings:
    """Return the settings of a service on the test's infrastructure."""
    return ServiceSettings(
        _env_file=None,
        kafka_bootstrap_servers=infra.bootstrap_servers,
        kafka_idempotent_producer=infra.idempotent_producer,
    )


@pytest.fixture
def dlq(
    settings: ServiceSettings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> Dlq:
    """Return the command, run in a folder without a `.env`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KAFKA_BOOTSTRAP_SERVERS", settings.kafka_bootstrap_servers)
    monkeypatch.setenv("KAFKA_IDEMPOTENT_PRODUCER", str(settings.kafka_idempotent_producer))

    def run(*arguments: str) -> Answer:
        capsys.readouterr()
        return Answer(main(arguments), *capsys.readouterr())

    return run


async def _give_up(settings: ServiceSettings, task_id: str, value: bytes) -> None:
    """Put a message of a task into the queue as a service does."""
    await _make_topics(settings.kafka_bootstrap_servers)
    record = _record(task_id, value)
    async with build_broker(
        settings, service="test", phase=None, metrics=DeliveryMetrics(CollectorRegistry())
    ) as broker:
        await KafkaDeadLetters(broker, "test").put(record, code="slow", error="The store is slow.", attempts=3)


async def _make_topics(bootstrap_servers: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap_servers)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(name, 1, 1) for name in (TOPIC, dlq_of(TOPIC))])
    finally:
        await admin.close()


def _record(task_id: str, value: bytes) -> Record:
    headers = (("ce_subject", task_id.encode()), ("x-kept", b"yes"))
    return Record(TOPIC, 0, 7, 0, 0, task_id.encode(), value, None, 0, 0, headers)


def _listed(dlq: Dlq, task_id: str, *arguments: str) -> list[dict[str, object]]:
    shown = dlq("list", "--json", "--topic", TOPIC, *arguments)
    assert shown.status == 0, shown.err
    letters = [json.loads(line) for line in shown.out.splitlines() if line.startswith("{")]
    return [letter for letter in letters if letter["task_id"] == task_id]


def test_a_letter_is_listed_shown_and_redriven_once(settings: ServiceSettings, dlq: Dlq) -> None:
    """A dead letter tells why it is one, goes back to its topic as it came, and is not offered again."""
    task_id, value = f"t-{uuid4().hex[:8]}", uuid4().hex.encode()
    asyncio.run(_give_up(settings, task_id, value))

    (letter,) = _listed(dlq, task_id)
    address = str(letter["address"])
    shown = json.loads(dlq("show", address).out)
    redriven = dlq("redrive", address)
    again = dlq("redrive", address)

    assert (letter["error_code"], letter["error"], letter["attempts"]) == ("slow", "The store is slow.", "3")
    assert shown[0]["headers"]["dlq_origin_offset"] == "7"
    assert (redriven.status, again.status) == (0, 1)
    assert _listed(dlq, task_id) == []
    assert [known["redriven"] for known in _listed(dlq, task_id, "--redriven")] == [True]
    (message,) = [found for found in read_topic(settings.kafka_bootstrap_servers, TOPIC) if found.value == value]
    assert message.key == task_id.encode()
    assert message.headers.items() >= {"ce_subject": task_id, "x-kept": "yes", "dlq_redrives": "1"}.items()
    assert {name for name in message.headers if name.startswith("dlq_")} == {"dlq_redrives"}


def test_all_letters_of_a_code_are_redriven(settings: ServiceSettings, dlq: Dlq) -> None:
    """`redrive --all` takes what the other options leave, and counts how often a message came back."""
    task_id = f"t-{uuid4().hex[:8]}"
    for number in range(3):
        asyncio.run(_give_up(settings, task_id, f"{task_id}-{number}".encode()))

    assert dlq("redrive", "--all", "--topic", TOPIC, "--code", "unknown").out == "0 redriven.\n"
    assert len(_listed(dlq, task_id)) == 3
    assert dlq("redrive", "--all", "--topic", TOPIC, "--code", "slow").status == 0
    assert _listed(dlq, task_id) == []


@pytest.mark.parametrize("arguments", [("redrive",), ("redrive", "--all", "a/0/1"), ("show",), ()])
def test_a_command_line_without_a_clear_meaning_is_refused(arguments: tuple[str, ...]) -> None:
    """Nothing is redriven unless it was named, or all of it was meant."""
    with pytest.raises(SystemExit, match="2"):
        parse(arguments)


def test_a_silent_broker_is_named(dlq: Dlq, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a broker the command says which address does not answer, and ends with 1."""
    monkeypatch.setenv("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1")
    answer = dlq("list")
    assert (answer.status, "127.0.0.1:1" in answer.err) == (1, True)

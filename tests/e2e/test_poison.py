"""Messages that nobody should send."""

import json

import pytest

from deploy.local.stack import Stack
from tests.e2e.client import ApiClient
from tests.e2e.test_film import BRIEFING
from tests.e2e.topics import read_topic, write

AGENT_TOPICS = ("briefing.submitted", "script.ready", "assets.ready")
GARBAGE = b"\x00\xff not an event"
WRONG_SCHEMA = json.dumps({"task_id": "intruder", "attempt": "many", "unexpected": True}).encode()


@pytest.mark.parametrize("topic", AGENT_TOPICS)
def test_poison_is_put_aside_and_the_next_task_completes(stack: Stack, topic: str) -> None:
    """Garbage and events of the wrong shape land in the dead-letter queue with a reason; work goes on behind them."""
    servers = stack.infrastructure.bootstrap_servers
    for partition_key in (b"a", b"b", b"c"):
        write(servers, topic, GARBAGE, key=partition_key)
        write(servers, topic, WRONG_SCHEMA, key=partition_key)

    letters = [letter for letter in read_topic(servers, f"{topic}.dlq", until=6) if letter.value]

    assert sorted({letter.value for letter in letters}) == sorted([GARBAGE, WRONG_SCHEMA])
    assert {letter.headers["dlq_error_code"] for letter in letters} == {"event_unreadable"}
    assert {letter.headers["dlq_origin_topic"] for letter in letters} == {topic}


def test_a_task_completes_after_the_poison(stack: Stack, client: ApiClient) -> None:
    """After poison on every agent's topic the next film is made as if nothing had been."""
    servers = stack.infrastructure.bootstrap_servers
    for topic in AGENT_TOPICS:
        write(servers, topic, GARBAGE)
        write(servers, topic, WRONG_SCHEMA)

    assert client.wait(client.submit(BRIEFING)).status == "completed"

"""A film whose every part is bought from a real server that counts what it would have billed."""

import os
import signal
import time
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from tests.e2e.client import Film
from tests.e2e.paid.conftest import Paid
from tests.e2e.topics import read_topic, write
from tests.infra.openai_stand_in.bill import BilledCall
from tests.infra.openai_stand_in.faults import Fault, Kind, Route
from tests.infra.openai_stand_in.server import KEY

BRIEFING: dict[str, Any] = {
    "title": "Nimbus Reports",
    "description": (
        "A presentation video for Nimbus Reports, which automates weekly reports, connects data from every source and "
        "cuts manual errors. Teams save up to 40% of their time every week."
    ),
    "duration": 15,
    "cta": "Try it free today!",
    "resolution": "720p",
}
_ROUNDING = 1e-6
"""Dollars: the API shows no smaller parts."""
CAUSES = ("briefing.submitted", "script.ready", "assets.ready")
TOPICS = (*CAUSES, "video.rendered", "task.progressed", "task.failed", "task.cancelled")


@pytest.fixture(scope="module")
def film(paid: Paid) -> Film:
    """Return a film that was asked for and waited for, without any fault."""
    return paid.client.wait(paid.client.submit(BRIEFING))


def _lines(paid: Paid, task_id: str) -> list[BilledCall]:
    return [call for call in paid.stand_in.bill.calls if call.task_id == task_id]


def _cost(film: Film) -> Decimal:
    return Decimal(str(film.detail["result"]["total_cost"]))


def test_the_cost_is_the_bill(paid: Paid, film: Film) -> None:
    """Every stage buys from the provider, nothing twice, and the film costs exactly what was billed."""
    lines = _lines(paid, film.task_id)

    assert film.status == "completed", film.detail
    assert {call.route for call in lines} == {Route.TEXT, Route.IMAGE, Route.SPEECH, Route.TRANSCRIPTION}
    assert len({call.idempotency_key for call in lines}) == len(lines)
    assert float(_cost(film)) == pytest.approx(float(paid.stand_in.bill.total(film.task_id)), abs=_ROUNDING)
    costs = {phase["phase"]: phase["cost"] for phase in film.detail["phases"]}
    assert sum(costs.values()) == pytest.approx(float(_cost(film)), abs=_ROUNDING)
    assert all(costs[phase] > 0 for phase in ("script", "visuals", "narration"))


def test_replaying_every_topic_costs_nothing(paid: Paid, film: Film) -> None:
    """Each cause of work is delivered once more, as after a lost offset: nothing is bought, and the cost stays."""
    servers = paid.stack.infrastructure.bootstrap_servers
    billed = len(paid.stand_in.bill.calls)
    causes = [message for message in read_topic(servers, *CAUSES, until=4) if message.key == film.task_id.encode()]
    assert {message.topic for message in causes} == set(CAUSES)

    before = len(read_topic(servers, "video.rendered", until=1))
    for message in causes:
        write(servers, message.topic, message.value, message.key)
    # The replayed pair of assets comes after everything else of the task and announces the film once more.
    announced = read_topic(servers, "video.rendered", until=before + 1)

    assert len(announced) > before
    assert len(paid.stand_in.bill.calls) == billed
    assert paid.client.wait(film.task_id).detail["result"]["total_cost"] == film.detail["result"]["total_cost"]


def test_a_kill_costs_at_most_one_call(paid: Paid) -> None:
    """SIGKILL of each buying agent in the middle of a call: at most that call is billed twice, and charged once."""
    kills = {"script_agent": Route.TEXT, "visual_agent": Route.IMAGE, "voice_agent": Route.SPEECH}
    task_id = paid.client.submit(BRIEFING | {"title": "Nimbus Reports again"})
    for agent, route in kills.items():
        _kill_during(paid, agent, route, task_id)

    film = paid.client.wait(task_id)

    assert film.status == "completed", film.detail
    repeated = Counter(call.idempotency_key for call in _lines(paid, task_id))
    assert sum(count - 1 for count in repeated.values()) <= len(kills)
    kept: dict[str, Decimal] = {call.idempotency_key: call.cost_usd for call in _lines(paid, task_id)}
    assert float(_cost(film)) == pytest.approx(float(sum(kept.values(), Decimal(0))), abs=_ROUNDING)


def test_the_end_of_the_budget_is_told_with_both_numbers(paid: Paid) -> None:
    """A film that would cost more than allowed is not begun, and its failure names the cost and the limit."""
    film = paid.client.wait(paid.client.submit(BRIEFING | {"duration": 180}))

    assert film.status == "failed"
    assert film.detail["failure"]["code"] == "budget_exceeded"
    assert "MAX_COST_PER_VIDEO allows $0.5000" in film.detail["failure"]["message"]
    assert _lines(paid, film.task_id) == []


def test_a_refused_key_is_the_operators_matter(paid: Paid) -> None:
    """A provider that does not take the key fails the task by name, and what it says of the key is told to nobody."""
    paid.stand_in.faults.add(Fault(Route.TEXT, Kind.UNAUTHORIZED))

    film = paid.client.wait(paid.client.submit(BRIEFING))

    assert film.status == "failed"
    assert film.detail["failure"]["code"] == "provider_auth"
    assert film.detail["failure"]["retryable"] is True
    assert "OPENAI_API_KEY" in film.detail["failure"]["hint"]


def test_no_secret_is_anywhere(paid: Paid, film: Film) -> None:
    """The key is in no log, no event, no dead letter, no stored object and no answer of the API."""
    servers = paid.stack.infrastructure.bootstrap_servers
    messages = read_topic(servers, *TOPICS, *(f"{topic}.dlq" for topic in TOPICS), until=10)
    texts = {str(number): message.model_dump_json().encode() for number, message in enumerate(messages)}
    texts["api"] = str(
        [paid.client.get(f"/videos/tasks/{film.task_id}").text, paid.client.get("/health").text]
    ).encode()
    files = {
        path: path.read_bytes() for path in paid.folder.rglob("*") if path.is_file() and "mongodb" not in path.parts
    }

    secret = KEY.removeprefix("sk-").encode()
    assert len(files) > 30
    assert len(texts) > 10
    assert [name for name, data in (texts | files).items() if secret in data] == []


def _kill_during(paid: Paid, agent: str, route: Route, task_id: str) -> None:
    """Kill an agent as soon as a call of its for this task is under way."""
    victim = paid.stack.services[agent].pid
    deadline = time.monotonic() + 120
    while not any(
        seen.route is route and seen.headers["idempotency-key"].startswith(task_id) for seen in paid.stand_in.received
    ):
        assert time.monotonic() < deadline, f"{agent} never asked for {route}"
        time.sleep(0.01)
    assert victim is not None
    os.kill(victim, signal.SIGKILL)

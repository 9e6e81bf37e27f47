import asyncio
from typing import Any

import pytest

from chassis.cancellation import is_cancelled
from contracts import AnyEvent, BriefingSubmitted, Event, Takes, TaskCancelled
from gateway.deletion import delete_task
from tests.unit.gateway.conftest import Gateway
from tests.unit.gateway.samples import BRIEFING, TASK, failed, rendered, submitted

RETRY = f"/videos/tasks/{TASK}/retry"


async def _complete(gateway: Gateway, attempt: int = 1) -> None:
    await gateway.hear(rendered(await gateway.store_film(TASK), attempt=attempt))


def _submissions(events: list[Event]) -> list[BriefingSubmitted]:
    return [event for event in events if isinstance(event, BriefingSubmitted)]


@pytest.mark.parametrize("end", [failed(), TaskCancelled(task_id=TASK)])
async def test_a_task_that_failed_or_was_cancelled_is_resumed(gateway: Gateway, end: AnyEvent) -> None:
    """Without a body the next attempt has the same briefing and takes, so that everything made is found again."""
    await gateway.hear(submitted(), end)
    answer = await gateway.client.post(RETRY)
    assert answer.status_code == 202
    assert (answer.json()["success"], answer.json()["status"], answer.json()["attempt"]) == (True, "pending", 2)
    assert gateway.bus.events == [submitted(attempt=2)]
    detail = (await gateway.client.get(f"/videos/tasks/{TASK}")).json()
    assert (detail["status"], detail["attempt"], detail["failure"], detail["progress"]) == ("pending", 2, None, 0)


async def test_work_on_earlier_attempts_is_told_to_stop(gateway: Gateway) -> None:
    """The agents' marks are on every attempt but the new one."""
    await gateway.hear(submitted(), failed(), submitted(attempt=2), failed(attempt=2))
    await gateway.client.post(RETRY)
    assert [await is_cancelled(gateway.store, TASK, attempt) for attempt in (1, 2, 3)] == [True, True, False]


async def test_changes_make_another_film(gateway: Gateway) -> None:
    """What is changed is changed, null takes an option away, and the rest of the briefing stays."""
    await gateway.hear(submitted())
    await _complete(gateway)
    answer = await gateway.client.post(RETRY, json={"changes": {"captions": False, "cta": "Buy it!", "voice": None}})
    assert answer.status_code == 202
    [event] = _submissions(gateway.bus.events)
    assert event.briefing == BRIEFING.model_copy(update={"captions": False, "cta": "Buy it!"})
    assert event.takes == Takes()


async def test_a_stage_is_made_anew_each_time_it_is_asked_for(gateway: Gateway) -> None:
    """`from_stage` raises the take of that stage, counted over all attempts so far."""
    await gateway.hear(submitted())
    await _complete(gateway)
    for attempt, stage in ((2, "visuals"), (3, "visuals"), (4, "script")):
        assert (await gateway.client.post(RETRY, json={"from_stage": stage})).status_code == 202
        await _complete(gateway, attempt)
    takes = [event.takes for event in _submissions(gateway.bus.events)]
    assert takes == [Takes(visuals=2), Takes(visuals=3), Takes(visuals=3, script=2)]


@pytest.mark.parametrize("body", [None, {}, {"changes": {}}, {"changes": {"captions": True}}])
async def test_a_film_is_not_made_twice_for_nothing(gateway: Gateway, body: object) -> None:
    """A completed task needs something that should be different; the answer says how to say it."""
    await gateway.hear(submitted())
    await _complete(gateway)
    answer = await gateway.client.post(RETRY, json=body)
    assert answer.status_code == 409
    assert '"from_stage"' in answer.json()["details"]["hint"]
    assert gateway.bus.events == []


async def test_a_task_that_runs_is_not_retried(gateway: Gateway) -> None:
    """The answer is 409 with the status."""
    await gateway.hear(submitted())
    answer = await gateway.client.post(RETRY, json={"from_stage": "render"})
    assert (answer.status_code, answer.json()["message"]) == (409, "The task is still pending.")


@pytest.mark.parametrize(
    ("body", "field", "remedy"),
    [
        ({"changes": {"captoins": False}}, "changes.captoins", "Leave it out: there is no such field."),
        ({"form_stage": "render"}, "form_stage", "Leave it out: there is no such field."),
        ({"changes": {"duration": 5}}, "changes.duration", "Send a number that is at least 15."),
        ({"changes": {"title": None}}, "changes.title", "Send text in quotes."),
        (
            {"from_stage": "upload"},
            "from_stage",
            "Send one of: 'script', 'visuals', 'narration' or 'render'.",
        ),
    ],
)
async def test_what_cannot_be_changed_is_named(gateway: Gateway, body: Any, field: str, remedy: str) -> None:
    """Unknown fields and impossible values are refused with their names, and nothing is begun."""
    await gateway.hear(submitted(), failed())
    answer = await gateway.client.post(RETRY, json=body)
    [problem] = answer.json()["details"]["validation_errors"]
    assert (answer.status_code, problem["field"], problem["remedy"]) == (422, field, remedy)
    assert gateway.bus.events == []


async def test_of_many_retries_at_once_one_begins(gateway: Gateway) -> None:
    """Callers that race get one attempt together: one is told 202, the others 409."""
    await gateway.hear(submitted(), failed())
    answers = await asyncio.gather(*(gateway.client.post(RETRY) for _ in range(10)))
    assert sorted(answer.status_code for answer in answers) == [202] + [409] * 9
    assert _submissions(gateway.bus.events) == [submitted(attempt=2)]


async def test_without_kafka_nothing_is_begun(gateway: Gateway) -> None:
    """The answer is 503 and the task stays as it ended; a later retry does not use the number that was tried."""
    await gateway.hear(submitted(), failed())
    gateway.bus.is_away = True
    assert (await gateway.client.post(RETRY)).status_code == 503
    assert (await gateway.client.get(f"/videos/status/{TASK}")).json()["status"] == "failed"
    gateway.bus.is_away = False
    assert (await gateway.client.post(RETRY)).json()["attempt"] == 3


async def test_an_attempt_that_comes_through_after_all_is_cancelled(gateway: Gateway) -> None:
    """If Kafka had the refused attempt, agents leave it, and the task ends as cancelled instead of waiting for ever."""
    await gateway.hear(submitted(), failed())
    gateway.bus.is_away = True
    await gateway.client.post(RETRY)
    [refused] = gateway.bus.refused
    gateway.bus.is_away = False
    assert isinstance(refused, BriefingSubmitted)
    await gateway.hear(refused)
    assert gateway.bus.events == [TaskCancelled(task_id=TASK, attempt=2, reason="unwanted")]
    await gateway.hear(TaskCancelled(task_id=TASK, attempt=2))
    assert (await gateway.client.get(f"/videos/status/{TASK}")).json()["status"] == "cancelled"


async def test_a_late_cancellation_does_not_touch_the_next_attempt(gateway: Gateway) -> None:
    """What was meant for one attempt does not end the one after it, nor take its film."""
    await gateway.hear(submitted(), failed(), submitted(attempt=2))
    await _complete(gateway, attempt=2)
    await gateway.hear(TaskCancelled(task_id=TASK, attempt=1))
    status = (await gateway.client.get(f"/videos/status/{TASK}")).json()
    assert status["status"] == "completed"
    assert (await gateway.client.get(f"/videos/tasks/{TASK}/video")).status_code == 200


async def test_a_task_of_which_the_briefing_is_lost_is_not_retried(gateway: Gateway) -> None:
    """Without a briefing there is nothing to try again; the answer says what to do instead."""
    await gateway.hear(failed())
    answer = await gateway.client.post(RETRY)
    assert (answer.status_code, answer.json()["details"]["hint"]) == (409, "Ask for a new film.")


async def test_a_repeated_retry_is_one_attempt(gateway: Gateway) -> None:
    """With an Idempotency-Key the same retry gets the same answer, until and after its attempt has ended."""
    await gateway.hear(submitted(), failed())
    headers = {"Idempotency-Key": "again"}
    first = await gateway.client.post(RETRY, headers=headers)
    second = await gateway.client.post(RETRY, headers=headers)
    assert (first.status_code, first.json()["attempt"]) == (202, 2)
    assert first.json() == second.json()
    await gateway.hear(failed(attempt=2))
    assert (await gateway.client.post(RETRY, headers=headers)).json()["attempt"] == 2
    assert (await gateway.client.post(RETRY, json={"from_stage": "render"}, headers=headers)).status_code == 409
    assert (await gateway.client.post(RETRY)).json()["attempt"] == 3


async def test_a_deletion_that_meets_a_retry_leaves_the_task(gateway: Gateway) -> None:
    """Who deletes a task that is retried at that moment is told that it runs; nothing is left without a task."""
    await gateway.hear(submitted(), failed())
    known = await gateway.tasks.find(TASK)
    assert known is not None
    await gateway.client.post(RETRY)
    assert not await delete_task(known, gateway.parts)
    assert (await gateway.client.get(f"/videos/status/{TASK}")).json()["status"] == "pending"

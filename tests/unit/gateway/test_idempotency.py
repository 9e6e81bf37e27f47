import asyncio

import httpx
import pytest

from contracts import BriefingSubmitted, TaskCancelled
from gateway.idempotency import Record
from tests.unit.gateway.conftest import Gateway
from tests.unit.gateway.samples import after, rendered, submitted

BODY = {"briefing": {"title": "A new bicycle", "description": "It folds into a backpack."}, "async_mode": True}
OTHER = {**BODY, "async_mode": False}


async def post(gateway: Gateway, key: str, body: object = BODY) -> httpx.Response:
    """Ask for a film with a key."""
    return await gateway.client.post("/videos/generate", json=body, headers={"Idempotency-Key": key})


async def test_the_same_request_gets_the_same_answer(gateway: Gateway) -> None:
    """Task id and timestamp are those of the first time, and no second task is begun."""
    first = await post(gateway, "a")
    gateway.time.now = after(60)
    second = await post(gateway, "a")
    assert (first.status_code, second.status_code) == (202, 202)
    assert first.json() == second.json()
    assert first.json()["timestamp"] == "2025-11-20T10:15:30Z"
    assert len(gateway.bus.events) == 1


async def test_another_key_is_another_request(gateway: Gateway) -> None:
    """Two keys, or no key at all, begin tasks of their own."""
    answers = [
        await post(gateway, "a"),
        await post(gateway, "b"),
        await gateway.client.post("/videos/generate", json=BODY),
    ]
    assert len({answer.json()["task_id"] for answer in answers}) == 3


async def test_another_body_is_a_conflict(gateway: Gateway) -> None:
    """A key that came with another request is refused with 409, and that request is not begun."""
    first = await post(gateway, "a")
    answer = await post(gateway, "a", OTHER)
    assert (answer.status_code, answer.json()["error"]) == (409, "Conflict")
    assert answer.json()["details"]["code"] == "idempotency_key_reused"
    assert (await post(gateway, "a")).json() == first.json()
    assert len(gateway.bus.events) == 1


@pytest.mark.parametrize("key", ["", "a b", "ü".encode(), "a" * 256])
async def test_a_key_that_is_no_key(gateway: Gateway, key: str | bytes) -> None:
    """The key is 1 to 255 visible letters of ASCII; any other is refused with 422, and nothing is begun."""
    answer = await gateway.client.post(
        "/videos/generate", json=BODY, headers=[(b"Idempotency-Key", key if isinstance(key, bytes) else key.encode())]
    )
    assert answer.status_code == 422
    [problem] = answer.json()["details"]["validation_errors"]
    assert problem["field"] == "Idempotency-Key"
    assert problem["remedy"].startswith("Send")
    assert gateway.bus.events == []


async def test_a_race_of_the_same_request(gateway: Gateway) -> None:
    """Fifty at the same time are one task and fifty same answers."""
    answers = await asyncio.gather(*(post(gateway, "a") for _ in range(50)))
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.text for answer in answers}) == 1
    assert {event.task_id for event in gateway.bus.events} == {answers[0].json()["task_id"]}
    assert (await gateway.client.get("/videos/tasks")).json()["count"] == 1


async def test_after_a_crash_the_same_task_is_begun(gateway: Gateway) -> None:
    """A record whose task was never published is made good: the repeated request publishes it, under the same id."""
    await post(gateway, "a")
    [record] = gateway.records.records.values()
    [event] = gateway.bus.events
    gateway.bus.events.clear()
    gateway.tasks.forget(event.task_id)
    answer = await post(gateway, "a")
    assert answer.json()["task_id"] == record.promise.task_id == event.task_id
    assert gateway.bus.events == [event]


async def test_a_request_that_failed_may_be_repeated(gateway: Gateway) -> None:
    """After a 503 the same key begins a new task; what Kafka may have of the first is cancelled."""
    gateway.bus.is_away = True
    assert (await post(gateway, "a")).status_code == 503
    gateway.bus.is_away = False
    answer = await post(gateway, "a")
    [lost] = gateway.bus.refused
    assert answer.status_code == 202
    assert answer.json()["task_id"] != lost.task_id
    assert isinstance(lost, BriefingSubmitted)
    await gateway.hear(lost)
    assert lost.task_id in {event.task_id for event in gateway.bus.events if isinstance(event, TaskCancelled)}
    assert [task["task_id"] for task in (await gateway.client.get("/videos/tasks")).json()["tasks"]] == [
        answer.json()["task_id"]
    ]


async def test_a_task_that_somebody_else_began_is_not_taken_back(gateway: Gateway) -> None:
    """When Kafka loses the acknowledgement of a repeated request, the task of the first one stays."""
    first = await post(gateway, "a")
    [record] = gateway.records.records.values()
    view = await gateway.tasks.find(record.promise.task_id)
    gateway.tasks.forget(record.promise.task_id)
    gateway.bus.is_away = True

    async def meanwhile() -> None:
        assert view is not None
        await gateway.tasks.change(view.task_id, lambda _: view)

    gateway.bus.meanwhile = meanwhile
    assert (await post(gateway, "a")).json() == first.json()


async def test_a_record_of_a_task_that_was_taken_back_is_renewed(gateway: Gateway) -> None:
    """If a crash kept the record of a lost task, the key works again after one more 503."""
    gateway.bus.is_away = True
    await post(gateway, "a")
    gateway.bus.is_away = False
    [lost] = gateway.bus.refused
    stale = Record(id="", fingerprint="", promise={"task_id": lost.task_id, "made_at": after(0)})
    await post(gateway, "a")
    [(key, kept)] = gateway.records.records.items()
    gateway.records.records[key] = kept.model_copy(update={"promise": stale.promise})
    assert (await post(gateway, "a")).status_code == 503
    assert (await post(gateway, "a")).status_code == 202


async def test_the_answer_stays_when_the_task_is_deleted(gateway: Gateway) -> None:
    """A client that asks again after its film was fetched and deleted does not begin another, nor wait for one."""
    first = await post(gateway, "a", OTHER)
    task_id = first.json()["task_id"]
    await gateway.hear(submitted(task_id), rendered(await gateway.store_film(task_id), task_id))
    assert (await gateway.client.delete(f"/videos/tasks/{task_id}")).status_code == 200
    before = gateway.time.now
    answer = await post(gateway, "a", OTHER)
    assert (answer.status_code, answer.json()["task_id"]) == (202, task_id)
    assert gateway.time.now == before
    assert len(gateway.bus.events) == 1


async def test_without_the_database_nothing_is_promised(gateway: Gateway) -> None:
    """A key whose record cannot be written begins nothing."""
    gateway.records.is_away = True
    answer = await post(gateway, "a")
    assert (answer.status_code, answer.json()["details"]["code"]) == (503, "database_unavailable")
    assert gateway.bus.events == []

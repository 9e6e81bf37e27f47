from pathlib import Path

import pytest

from chassis.cancellation import is_cancelled
from contracts import AnyEvent, Phase, TaskCancelled
from gateway.cancel import cancel_task
from tests.unit.gateway.conftest import Gateway
from tests.unit.gateway.samples import TASK, failed, progressed, rendered, submitted

CANCEL = f"/videos/tasks/{TASK}/cancel"


async def test_a_running_task_is_cancelled(gateway: Gateway) -> None:
    """The word is on the bus, the agents' mark in the store, and the next GET says cancelled."""
    await gateway.hear(submitted(), progressed(Phase.RENDER, 0.5))
    answer = await gateway.client.post(CANCEL)
    assert (answer.status_code, answer.json()["success"], answer.json()["task_id"]) == (200, True, TASK)
    assert (answer.json()["status"], answer.json()["attempt"]) == ("cancelled", 1)
    assert gateway.bus.events == [TaskCancelled(task_id=TASK)]
    assert await is_cancelled(gateway.store, TASK, 1)
    status = (await gateway.client.get(f"/videos/status/{TASK}")).json()
    assert (status["status"], status["current_phase"], status["result"]) == ("cancelled", None, None)


async def test_cancelling_again_answers_the_same(gateway: Gateway) -> None:
    """A client that repeats its request gets the same answer, and nothing is published again."""
    await gateway.hear(submitted())
    answers = [(await gateway.client.post(CANCEL)) for _ in range(2)]
    assert answers[0].status_code == answers[1].status_code == 200
    assert answers[0].json() == answers[1].json()
    assert len(gateway.bus.events) == 1


@pytest.mark.parametrize(("end", "status"), [(failed(), "failed"), (rendered(), "completed")])
async def test_a_task_that_has_ended_is_not_cancelled(gateway: Gateway, end: AnyEvent, status: str) -> None:
    """The answer is 409 with how the task ended; nothing is published."""
    await gateway.store_film(TASK, b"data")
    await gateway.hear(submitted(), end)
    answer = await gateway.client.post(CANCEL)
    assert (answer.status_code, answer.json()["message"]) == (409, f"The task has {status} already.")
    assert gateway.bus.events == []
    assert not await is_cancelled(gateway.store, TASK, 1)


async def test_without_kafka_nothing_is_cancelled(gateway: Gateway) -> None:
    """When Kafka does not take the word the answer is 503, no mark is put and the task goes on."""
    await gateway.hear(submitted())
    gateway.bus.is_away = True
    answer = await gateway.client.post(CANCEL)
    assert (answer.status_code, answer.json()["details"]["code"]) == (503, "broker_unavailable")
    assert not await is_cancelled(gateway.store, TASK, 1)
    assert (await gateway.client.get(f"/videos/status/{TASK}")).json()["status"] == "pending"


async def test_a_cancellation_that_kafka_has_counts_without_the_database(gateway: Gateway) -> None:
    """When the database falls silent after the word is safe, the answer is that of a cancelled task."""
    await gateway.hear(submitted())
    gateway.tasks.operations_left = 1
    answer = await gateway.client.post(CANCEL)
    assert (answer.status_code, answer.json()["status"]) == (200, "cancelled")
    assert await is_cancelled(gateway.store, TASK, 1)


async def test_unknown_tasks_cannot_be_cancelled(gateway: Gateway) -> None:
    """The answer is 404."""
    assert (await gateway.client.post(CANCEL)).status_code == 404


async def test_a_cancellation_of_another_gateway_puts_the_mark(gateway: Gateway) -> None:
    """A gateway that dies between word and mark is no loss: whoever hears the word puts the mark."""
    await gateway.hear(submitted(), TaskCancelled(task_id=TASK))
    assert await is_cancelled(gateway.store, TASK, 1)


@pytest.mark.parametrize("is_film_first", [True, False])
async def test_a_film_at_the_same_moment_leaves_no_file(gateway: Gateway, *, is_film_first: bool) -> None:
    """Whichever is heard first, the task is cancelled and its film neither served nor in the folder."""
    film = rendered(await gateway.store_film(TASK))
    story: list[AnyEvent] = (
        [film, TaskCancelled(task_id=TASK)] if is_film_first else [TaskCancelled(task_id=TASK), film]
    )
    await gateway.hear(submitted(), *story)
    status = (await gateway.client.get(f"/videos/status/{TASK}")).json()
    assert (status["status"], status["result"]) == ("cancelled", None)
    assert (await gateway.client.get(f"/videos/tasks/{TASK}/video")).status_code == 404
    assert list(Path(str(gateway.parts.settings.output_directory)).glob("*.mp4")) == []


async def test_an_attempt_that_begins_meanwhile_is_cancelled_too(gateway: Gateway) -> None:
    """A cancellation that meets a retry ends in a cancelled task, not in a cancelled attempt of a running one."""
    await gateway.hear(submitted())
    known = await gateway.tasks.find(TASK)
    await gateway.hear(failed(), submitted(attempt=2))
    assert known is not None
    view = await cancel_task(known, tasks=gateway.tasks, bus=gateway.bus, store=gateway.store, clock=gateway.time.clock)
    assert (view.status, view.latest.number) == ("cancelled", 2)


async def test_statistics_follow_cancelling_and_retrying(gateway: Gateway) -> None:
    """A task counts once and as what it is now, through a cancellation, a retry, its failure and its film."""
    films = [(await gateway.client.get("/stats")).json()]
    await gateway.hear(submitted())
    await gateway.client.post(CANCEL)
    films.append((await gateway.client.get("/stats")).json())
    await gateway.client.post(f"/videos/tasks/{TASK}/retry")
    await gateway.hear(failed(attempt=2))
    films.append((await gateway.client.get("/stats")).json())
    await gateway.client.post(f"/videos/tasks/{TASK}/retry")
    await gateway.hear(rendered(await gateway.store_film(TASK), attempt=3))
    films.append((await gateway.client.get("/stats")).json())
    assert [(stats["total_videos_generated"], stats["success_rate"]) for stats in films] == [
        (0, 0.0),
        (0, 0.0),
        (0, 0.0),
        (1, 100.0),
    ]
    totals = await gateway.tasks.totals()
    assert (totals.completed, totals.failed, totals.cancelled, totals.timed) == (1, 0, 0, 1)

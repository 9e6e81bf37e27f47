import re
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta

import httpx
import pytest

from contracts import BriefingSubmitted, Style, TaskCancelled, Tone
from tests.unit.gateway.conftest import Gateway
from tests.unit.gateway.samples import failed, rendered, submitted

BRIEFING = {"title": "A new bicycle", "description": "It folds into a backpack in ten seconds."}


async def _post(
    gateway: Gateway, briefing: Mapping[str, object] = BRIEFING, *, async_mode: bool = True
) -> httpx.Response:
    body = {"briefing": dict(briefing), "async_mode": async_mode}
    return await gateway.client.post("/videos/generate", json=body)


async def test_a_briefing_is_accepted(gateway: Gateway) -> None:
    """The answer is exactly what was promised: 202 with success, task id and timestamp."""
    answer = await _post(gateway)
    assert answer.status_code == 202
    assert set(answer.json()) == {"success", "task_id", "timestamp"}
    assert answer.json()["success"] is True
    assert re.fullmatch(r"video_20251120_101530_[a-z0-9]{8}", answer.json()["task_id"])
    assert answer.json()["timestamp"] == "2025-11-20T10:15:30Z"


async def test_an_accepted_briefing_is_on_the_bus_and_in_the_next_get(gateway: Gateway) -> None:
    """What is promised was published with all defaults filled in, and its task is pending at once."""
    task_id = (await _post(gateway)).json()["task_id"]
    [event] = gateway.bus.events
    assert isinstance(event, BriefingSubmitted)
    assert (event.task_id, event.attempt) == (task_id, 1)
    assert (event.briefing.duration, event.briefing.style, event.briefing.tone) == (
        30,
        Style.PROFESSIONAL,
        Tone.NEUTRAL,
    )
    status = (await gateway.client.get(f"/videos/status/{task_id}")).json()
    assert (status["status"], status["progress"], status["current_phase"]) == ("pending", 0, None)


async def test_two_briefings_of_one_second_are_two_tasks(gateway: Gateway) -> None:
    """Task ids differ although the clock says the same."""
    ids = {(await _post(gateway)).json()["task_id"] for _ in range(20)}
    assert len(ids) == 20


async def test_without_async_mode_the_request_is_held_until_the_film_is_there(gateway: Gateway) -> None:
    """`async_mode` is false by default; the answer then brings status and result."""

    async def film() -> None:
        task_id = gateway.bus.events[0].task_id
        await gateway.projector.record(rendered(await gateway.store_film(task_id), task_id), gateway.time.now)

    gateway.time.meanwhile = film
    answer = await gateway.client.post("/videos/generate", json={"briefing": BRIEFING})
    assert answer.status_code == 202
    assert (answer.json()["success"], answer.json()["status"]) == (True, "completed")
    assert answer.json()["result"]["success"] is True
    assert answer.json()["result"]["generation_time_seconds"] == 0.5


async def test_a_held_request_tells_a_failure(gateway: Gateway) -> None:
    """When the task fails meanwhile, the answer is still 202, without success and with the reason."""

    async def fail() -> None:
        await gateway.projector.record(failed(gateway.bus.events[0].task_id), gateway.time.now)

    gateway.time.meanwhile = fail
    answer = await _post(gateway, async_mode=False)
    assert answer.status_code == 202
    assert (answer.json()["success"], answer.json()["status"]) == (False, "failed")
    assert answer.json()["error"] == "No such voice."
    assert "result" not in answer.json()


async def test_a_request_is_not_held_for_ever(gateway: Gateway) -> None:
    """After SYNC_WAIT_SECONDS the answer tells how far the task is."""
    before = gateway.time.now
    answer = await _post(gateway, async_mode=False)
    waited = gateway.time.now - before
    assert waited == timedelta(seconds=gateway.parts.settings.sync_wait_seconds)
    assert (answer.status_code, answer.json()["success"], answer.json()["status"]) == (202, True, "pending")


async def test_a_held_request_survives_the_database(gateway: Gateway) -> None:
    """The task is accepted: when its view cannot be read any more, the answer is still 202."""
    gateway.tasks.operations_left = 3
    answer = await _post(gateway, async_mode=False)
    assert (answer.status_code, answer.json()["status"]) == (202, "pending")


async def test_without_kafka_nothing_is_kept(gateway: Gateway) -> None:
    """When Kafka does not take the briefing the answer is 503 with a time to wait, and no task shows."""
    gateway.bus.is_away = True
    answer = await _post(gateway)
    assert answer.status_code == 503
    assert answer.json()["error"] == "ServiceUnavailable"
    assert answer.json()["details"]["code"] == "broker_unavailable"
    assert int(answer.headers["Retry-After"]) > 0
    assert (await gateway.client.get("/videos/tasks")).json() == {"tasks": [], "count": 0, "next_cursor": None}


async def test_a_refused_briefing_that_comes_through_is_cancelled(gateway: Gateway, broken_promise: str) -> None:
    """If Kafka had the briefing after all, its task still does not show, and the agents are told to leave it."""
    await gateway.hear(submitted(broken_promise))
    assert (await gateway.client.get(f"/videos/status/{broken_promise}")).status_code == 404
    assert gateway.bus.events == [TaskCancelled(task_id=broken_promise, reason="unwanted")]


async def test_without_the_database_nothing_is_begun(gateway: Gateway) -> None:
    """When the database is away the answer is 503 before anything is published."""
    gateway.tasks.operations_left = 0
    answer = await _post(gateway)
    assert (answer.status_code, answer.json()["details"]["code"]) == (503, "database_unavailable")
    assert gateway.bus.events == []


async def test_a_database_lost_in_the_middle_does_not_break_the_promise(gateway: Gateway) -> None:
    """Once Kafka has the briefing the task is accepted, and its view is made from the event."""
    gateway.tasks.operations_left = 1
    answer = await _post(gateway)
    assert answer.status_code == 202
    gateway.tasks.operations_left = None
    await gateway.projector.record(_first_briefing(gateway), gateway.time.now)
    status = await gateway.client.get(f"/videos/status/{answer.json()['task_id']}")
    assert status.json()["status"] == "pending"


@pytest.mark.parametrize(
    ("briefing", "field", "remedy"),
    [
        ({"title": "ab"}, "briefing.title", "Send at least 3 characters."),
        ({"title": "a" * 201}, "briefing.title", "Send at most 200 characters."),
        ({"title": 7}, "briefing.title", "Send text in quotes."),
        ({"title": "  a  "}, "briefing.title", "Send at least 3 characters."),
        ({"description": "too short"}, "briefing.description", "Send at least 10 characters."),
        ({"description": "a" * 5001}, "briefing.description", "Send at most 5000 characters."),
        ({"duration": 14}, "briefing.duration", "Send a number that is at least 15."),
        ({"duration": 181}, "briefing.duration", "Send a number that is at most 180."),
        ({"duration": 30.5}, "briefing.duration", "Send a whole number, without a fraction."),
        ({"duration": "long"}, "briefing.duration", "Send a whole number."),
        ({"duration": None}, "briefing.duration", "Send a whole number."),
        ({"duration": [30]}, "briefing.duration", "Send a whole number."),
        ({"captions": "perhaps"}, "briefing.captions", "Send true or false."),
        (
            {"style": "baroque"},
            "briefing.style",
            "Send one of: 'professional', 'modern', 'minimalist', 'energetic' or 'elegant'.",
        ),
        (
            {"tone": "sad"},
            "briefing.tone",
            "Send one of: 'neutral', 'enthusiastic', 'calm', 'inspiring' or 'urgent'.",
        ),
    ],
)
async def test_a_bad_value_is_named_with_its_remedy(
    gateway: Gateway, briefing: dict[str, object], field: str, remedy: str
) -> None:
    """A briefing that cannot be taken is answered with 422, the field and what to send instead."""
    answer = await _post(gateway, BRIEFING | briefing)
    assert (answer.status_code, answer.json()["error"]) == (422, "ValidationError")
    assert answer.json()["message"] == "Invalid request data"
    [problem] = answer.json()["details"]["validation_errors"]
    assert (problem["field"], problem["remedy"]) == (field, remedy)
    assert gateway.bus.events == []


async def test_every_bad_value_is_named(gateway: Gateway) -> None:
    """Several mistakes are told at once."""
    answer = await gateway.client.post("/videos/generate", json={"briefing": {"title": "ab", "duration": 14}})
    fields = [problem["field"] for problem in answer.json()["details"]["validation_errors"]]
    assert fields == ["briefing.title", "briefing.description", "briefing.duration"]


@pytest.mark.parametrize(
    "body", [{}, {"briefing": None}, {"briefing": "a film"}, {"briefing": [BRIEFING]}, [], 7, None]
)
async def test_a_missing_briefing_is_named(gateway: Gateway, body: object) -> None:
    """JSON that is no request is answered with 422."""
    answer = await gateway.client.post("/videos/generate", json=body)
    assert (answer.status_code, answer.json()["error"]) == (422, "ValidationError")
    assert answer.json()["details"]["validation_errors"][0]["remedy"]


@pytest.mark.parametrize(
    "body", [b"", b"{", b"{'a': 1}", b"\xff\xfe", b'{"briefing": {"title": "\xff"}}', b"[" * 100_000]
)
async def test_what_is_no_json_is_a_bad_request(gateway: Gateway, body: bytes) -> None:
    """A body that cannot be read is answered with 400, or as missing when there is none."""
    headers = {"Content-Type": "application/json"}
    answer = await gateway.client.post("/videos/generate", content=body, headers=headers)
    assert (answer.status_code, answer.json()["error"]) == ((400, "BadRequest") if body else (422, "ValidationError"))


@pytest.mark.parametrize("text", ['"\\ud800\\ud800\\ud800"', "NaN", "1e999"])
async def test_values_that_json_can_hold_but_text_cannot(gateway: Gateway, text: str) -> None:
    """Lone surrogates and infinite numbers are bad values, not crashes."""
    body = f'{{"briefing": {{"title": {text}, "description": "It folds into a backpack."}}}}'
    headers = {"Content-Type": "application/json"}
    answer = await gateway.client.post("/videos/generate", content=body, headers=headers)
    assert (answer.status_code, answer.json()["details"]["validation_errors"][0]["field"]) == (422, "briefing.title")


async def test_a_form_is_told_to_be_json(gateway: Gateway) -> None:
    """A body of another type is refused with the header that is missing."""
    answer = await gateway.client.post("/videos/generate", data={"title": "A new bicycle"})
    assert answer.status_code == 422
    assert "Content-Type: application/json" in answer.json()["details"]["validation_errors"][0]["remedy"]


async def test_a_body_too_large_is_refused(gateway: Gateway) -> None:
    """A megabyte that announces itself is answered with 413."""
    answer = await gateway.client.post("/videos/generate", json={"briefing": BRIEFING, "more": "a" * 1_000_000})
    assert (answer.status_code, answer.json()["error"]) == (413, "PayloadTooLarge")


async def test_a_body_that_hides_its_size_is_refused_before_it_is_read(gateway: Gateway) -> None:
    """A stream without a length is cut off at the limit, not taken in whole first."""
    sent = 0

    async def stream() -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(100):
            sent += 65_536
            yield b" " * 65_536

    answer = await gateway.client.post("/videos/generate", content=stream())
    assert (answer.status_code, answer.json()["error"]) == (413, "PayloadTooLarge")
    assert sent < 2 * gateway.parts.settings.max_body_bytes


@pytest.fixture
async def broken_promise(gateway: Gateway) -> str:
    """Return the id of a task that was answered with 503 because Kafka was silent."""
    gateway.bus.is_away = True
    await _post(gateway)
    gateway.bus.is_away = False
    return gateway.bus.refused[0].task_id


def _first_briefing(gateway: Gateway) -> BriefingSubmitted:
    event = gateway.bus.events[0]
    assert isinstance(event, BriefingSubmitted)
    return event

"""The routes of webhooks: subscriptions, secrets, the address that comes with a task, and the log."""

from typing import Any

import httpx
import pytest

from gateway.webhooks import EventType, callback_id
from tests.unit.gateway.conftest import Gateway
from tests.unit.gateway.samples import TASK, failed, submitted

URL = "https://hooks.example/path?token=hidden"
BRIEFING = {"title": "A new bicycle", "description": "It folds into a backpack in ten seconds."}


async def _subscribe(gateway: Gateway, **fields: object) -> dict[str, Any]:
    answer = await gateway.client.post("/webhooks", json={"url": URL, **fields})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def _problem(answer: httpx.Response) -> tuple[int, str, str]:
    [problem] = answer.json()["details"]["validation_errors"]
    return answer.status_code, problem["field"], problem["remedy"]


async def test_a_subscription_is_made(gateway: Gateway) -> None:
    """The answer says what it is, with every event unless chosen otherwise, and a secret to keep."""
    made = await _subscribe(gateway, name="Our CMS")
    assert made["id"].startswith("webhook_")
    assert made.pop("secret").startswith("whsec_")
    assert made == {
        "id": made["id"],
        "url": URL,
        "events": ["task.cancelled", "task.completed", "task.failed"],
        "name": "Our CMS",
        "enabled": True,
        "disabled_reason": None,
        "failing_since": None,
        "created_at": "2025-11-20T10:15:30Z",
    }


async def test_a_secret_is_shown_once(gateway: Gateway) -> None:
    """No other answer holds it, whole or in part."""
    made = await _subscribe(gateway)
    path = f"/webhooks/{made['id']}"
    answers = [
        await gateway.client.get("/webhooks"),
        await gateway.client.get(path),
        await gateway.client.patch(path, json={"name": "Other"}),
        await gateway.client.get(f"{path}/deliveries"),
        await gateway.client.post("/webhooks", json={"url": "ftp://hooks.example", "secret": made["secret"]}),
    ]
    for answer in answers:
        assert "secret" not in answer.text
        assert made["secret"].removeprefix("whsec_") not in answer.text


async def test_subscriptions_are_listed_and_shown(gateway: Gateway) -> None:
    """The oldest first; one by its id."""
    first, second = await _subscribe(gateway, name="One"), await _subscribe(gateway, events=["task.failed"])
    listed = (await gateway.client.get("/webhooks")).json()
    assert {webhook["id"] for webhook in listed["webhooks"]} == {first["id"], second["id"]}
    assert listed["count"] == 2
    shown = (await gateway.client.get(f"/webhooks/{second['id']}")).json()
    assert shown["events"] == ["task.failed"]


async def test_a_subscription_is_changed(gateway: Gateway) -> None:
    """What is sent changes, what is left out stays."""
    path = f"/webhooks/{(await _subscribe(gateway, name='One'))['id']}"
    paused = (await gateway.client.patch(path, json={"enabled": False})).json()
    assert (paused["enabled"], paused["name"], paused["url"]) == (False, "One", URL)
    change = {"enabled": True, "name": "Two", "events": ["task.failed"], "url": "https://hooks.example/other"}
    assert (await gateway.client.patch(path, json=change)).status_code == 200
    shown = (await gateway.client.get(path)).json()
    assert {name: shown[name] for name in change} == change


async def test_resuming_forgets_why_it_was_disabled(gateway: Gateway) -> None:
    """A subscription that was disabled starts with a clean sheet."""
    made = await _subscribe(gateway)
    ill = {"enabled": False, "disabled_reason": "Gone.", "failing_since": gateway.time.now}
    await gateway.parts.webhooks.endpoints.change(made["id"], lambda known: known.model_copy(update=ill))
    resumed = (await gateway.client.patch(f"/webhooks/{made['id']}", json={"enabled": True})).json()
    assert (resumed["enabled"], resumed["disabled_reason"], resumed["failing_since"]) == (True, None, None)


async def test_a_subscription_is_deleted(gateway: Gateway) -> None:
    """Afterwards nothing knows it."""
    path = f"/webhooks/{(await _subscribe(gateway))['id']}"
    assert (await gateway.client.delete(path)).status_code == 204
    for method, place in (
        ("GET", path),
        ("PATCH", path),
        ("DELETE", path),
        ("POST", f"{path}/secret"),
        ("GET", f"{path}/deliveries"),
        ("POST", f"{path}/deliveries/msg_1/redeliver"),
    ):
        answer = await gateway.client.request(method, place, json={} if method == "PATCH" else None)
        assert (answer.status_code, answer.json()["error"]) == (404, "NotFound")


async def test_a_secret_is_replaced(gateway: Gateway) -> None:
    """Each rotation gives another secret."""
    made = await _subscribe(gateway)
    rotated = await gateway.client.post(f"/webhooks/{made['id']}/secret")
    assert rotated.status_code == 200
    assert rotated.json()["secret"].startswith("whsec_")
    assert rotated.json()["secret"] != made["secret"]


@pytest.mark.parametrize("method", ["post", "patch"])
@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "https://169.254.169.254/", "ftp://hooks.example", "https://unknown.example", "hook"]
)
async def test_an_address_that_is_not_allowed_is_named_with_its_remedy(gateway: Gateway, method: str, url: str) -> None:
    """Neither a new nor an old subscription can be led into a private network."""
    path = "/webhooks" if method == "post" else f"/webhooks/{(await _subscribe(gateway))['id']}"
    answer = await gateway.client.request(method, path, json={"url": url})
    code, field, remedy = _problem(answer)
    assert (code, field) == (422, "url")
    assert remedy


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "url"),
        ({"url": ""}, "url"),
        ({"url": 7}, "url"),
        ({"url": URL, "events": []}, "events"),
        ({"url": URL, "events": ["task.begun"]}, "events.0"),
        ({"url": URL, "name": ""}, "name"),
        ({"url": URL, "name": "x" * 101}, "name"),
    ],
)
async def test_a_bad_value_is_named(gateway: Gateway, body: dict[str, object], field: str) -> None:
    """The answer is 422 with the field and what to send instead."""
    code, named, remedy = _problem(await gateway.client.post("/webhooks", json=body))
    assert (code, named) == (422, field)
    assert remedy


async def test_there_are_not_endlessly_many_subscriptions(gateway: Gateway) -> None:
    """The hundred-and-first is refused."""
    for _ in range(100):
        await _subscribe(gateway)
    answer = await gateway.client.post("/webhooks", json={"url": URL})
    assert (answer.status_code, answer.json()["error"]) == (409, "Conflict")


async def test_a_task_can_bring_its_own_address(gateway: Gateway) -> None:
    """It is remembered for the task, is no subscription, and does not travel through Kafka."""
    answer = await gateway.client.post(
        "/videos/generate", json={"briefing": BRIEFING, "async_mode": True, "callback_url": URL}
    )
    assert answer.status_code == 202
    task_id = answer.json()["task_id"]
    kept = await gateway.parts.webhooks.endpoints.find(callback_id(task_id))
    assert kept is not None
    assert (kept.url, kept.task_id, set(kept.events)) == (URL, task_id, set(EventType))
    assert (await gateway.client.get("/webhooks")).json()["count"] == 0
    assert (await gateway.client.get(f"/webhooks/{kept.id}")).status_code == 404
    [event] = gateway.bus.events
    assert "hooks.example" not in event.model_dump_json()


async def test_a_task_with_an_address_that_is_not_allowed_is_not_begun(gateway: Gateway) -> None:
    """The answer names the field, and nothing is published."""
    answer = await gateway.client.post(
        "/videos/generate", json={"briefing": BRIEFING, "callback_url": "http://localhost:9200/"}
    )
    code, field, _ = _problem(answer)
    assert (code, field) == (422, "callback_url")
    assert gateway.bus.events == []


async def test_of_a_task_that_is_not_begun_no_address_is_kept(gateway: Gateway) -> None:
    """When Kafka is away nothing is left behind."""
    gateway.bus.is_away = True
    answer = await gateway.client.post("/videos/generate", json={"briefing": BRIEFING, "callback_url": URL})
    assert answer.status_code == 503
    [refused] = gateway.bus.refused
    assert await gateway.parts.webhooks.endpoints.find(callback_id(refused.task_id)) is None


async def test_each_key_has_its_own_callback_secret(gateway: Gateway) -> None:
    """Who has one key cannot sign what goes to the receivers of another."""
    issued = (await gateway.client.post("/webhooks/callback-secret")).json()["secret"]
    others = [await gateway.parts.webhooks.issue_callback_secret(key) for key in ("one", "two")]
    assert len({issued, *others}) == 3


async def test_a_deleted_task_takes_its_messages_and_its_address_along(gateway: Gateway) -> None:
    """Nothing about the task is kept."""
    await _subscribe(gateway)
    await gateway.hear(submitted(), failed())
    [delivery] = (await gateway.client.get(f"/videos/tasks/{TASK}/deliveries")).json()["deliveries"]
    assert (await gateway.client.delete(f"/videos/tasks/{TASK}")).status_code == 200
    assert (await gateway.client.get(f"/videos/tasks/{TASK}/deliveries")).status_code == 404
    assert await gateway.parts.webhooks.deliveries.find(delivery["id"]) is None


async def test_the_log_says_what_is_on_its_way(gateway: Gateway) -> None:
    """By subscription and by task; the address is not shown, since it may hold a token."""
    made = await _subscribe(gateway)
    await gateway.hear(submitted(), failed())
    by_webhook = await gateway.client.get(f"/webhooks/{made['id']}/deliveries")
    by_task = await gateway.client.get(f"/videos/tasks/{TASK}/deliveries")
    assert by_webhook.json() == by_task.json()
    assert "hooks.example" not in by_task.text
    [delivery] = by_task.json()["deliveries"]
    assert delivery.pop("id").startswith("msg_")
    assert delivery == {
        "webhook_id": made["id"],
        "task_id": TASK,
        "attempt": 1,
        "event": "task.failed",
        "state": "pending",
        "note": None,
        "created_at": "2025-11-20T10:15:31Z",
        "next_try_at": "2025-11-20T10:15:31Z",
        "tries": [],
    }


async def test_the_log_goes_on_behind_its_cursor(gateway: Gateway) -> None:
    """Pages follow each other without gap or repetition, the youngest first; the last has no cursor."""
    made = await _subscribe(gateway)
    for number in range(5):
        await gateway.hear(submitted(f"t{number}"), failed(f"t{number}"))
    path, seen, cursor = f"/webhooks/{made['id']}/deliveries", [], None
    for _ in range(3):
        page = (await gateway.client.get(path, params={"limit": 2} | ({"cursor": cursor} if cursor else {}))).json()
        seen += [delivery["task_id"] for delivery in page["deliveries"]]
        cursor = page["next_cursor"]
    assert seen == ["t4", "t3", "t2", "t1", "t0"]
    assert cursor is None


@pytest.mark.parametrize(
    ("name", "value"),
    [("cursor", "x"), ("cursor", "1-a b"), ("cursor", ""), ("limit", "0"), ("limit", "501")],
)
async def test_a_bad_parameter_is_named(gateway: Gateway, name: str, value: str) -> None:
    """A cursor that is none is told like any other bad value."""
    made = await _subscribe(gateway)
    answer = await gateway.client.get(f"/webhooks/{made['id']}/deliveries", params={name: value})
    code, field, _ = _problem(answer)
    assert (code, field) == (422, name)


async def test_only_what_is_over_is_sent_again(gateway: Gateway) -> None:
    """A message on its way is not; neither is one of another subscription, of another task, or of none."""
    made, other = await _subscribe(gateway), await _subscribe(gateway, events=["task.cancelled"])
    await gateway.hear(submitted(), failed(), submitted("t2"))
    [delivery] = (await gateway.client.get(f"/videos/tasks/{TASK}/deliveries")).json()["deliveries"]
    path = f"deliveries/{delivery['id']}/redeliver"
    for place, code in (
        (f"/webhooks/{made['id']}/{path}", 409),
        (f"/videos/tasks/{TASK}/{path}", 409),
        (f"/webhooks/{other['id']}/{path}", 404),
        (f"/videos/tasks/t2/{path}", 404),
        (f"/webhooks/{made['id']}/deliveries/msg_1/redeliver", 404),
        (f"/videos/tasks/{TASK}/deliveries/msg_1/redeliver", 404),
    ):
        assert (await gateway.client.post(place)).status_code == code, place

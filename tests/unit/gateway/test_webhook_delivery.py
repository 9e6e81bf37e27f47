"""Telling receivers of the ends of tasks, from the event that was heard to what a real receiver gets."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from standardwebhooks import Webhook

from chassis.errors import UnavailableError
from contracts import Phase, TaskCancelled
from gateway.announcer import Announcer
from gateway.memory_webhooks import InMemorySecrets
from gateway.settings import GatewaySettings
from gateway.webhook_bodies import NewWebhook, WebhookChange
from gateway.webhook_delivery import Courier
from gateway.webhook_metrics import WebhookMetrics
from gateway.webhook_secrets import SigningSecrets
from gateway.webhook_worker import WebhookWorker
from gateway.webhooks import Delivery, DeliveryState, Endpoint
from tests.unit.gateway.conftest import Gateway
from tests.unit.gateway.receiver import Receiver, hang, receiving, status
from tests.unit.gateway.samples import TASK, failed, progressed, rendered, submitted, view_of
from tests.unit.gateway.webhook_doubles import HOMELY, FakeDeliveries, outbound

TAKEN, BROKEN = status(204), status(500)


@pytest.fixture
def settings(settings: GatewaySettings) -> GatewaySettings:
    """Return settings that let webhooks go to this machine, and do not wait for long."""
    return settings.model_copy(
        update={"webhook_allow_private_addresses": True, "webhook_timeout_seconds": 0.5, "public_url": None}
    )


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """Return a receiver that takes everything."""
    async with receiving() as receiver:
        yield receiver


@pytest.fixture
def courier(gateway: Gateway) -> Courier:
    """Return a courier without chance."""
    webhooks = gateway.parts.webhooks
    return Courier(
        gateway.parts.settings,
        gateway.tasks,
        gateway.parts.films,
        webhooks.endpoints,
        webhooks.secrets,
        webhooks.http,
        gateway.time.clock,
        chance=lambda: 0.5,
    )


@pytest.fixture
def worker(gateway: Gateway, courier: Courier) -> WebhookWorker:
    """Return a worker that a test tells when to work."""
    return _worker(gateway, courier)


def _worker(gateway: Gateway, courier: Courier) -> WebhookWorker:
    metrics = WebhookMetrics(gateway.registry)
    return WebhookWorker(gateway.parts.webhooks.deliveries, courier, metrics, clock=gateway.time.clock)


async def _subscribe(gateway: Gateway, url: str, **fields: Any) -> tuple[Endpoint, str]:
    return await gateway.parts.webhooks.subscribe(NewWebhook(url=url, **fields))


async def _deliver_due(worker: WebhookWorker) -> int:
    """Try everything that is due; return how many that were."""
    count = 0
    while await worker.deliver_next():
        count += 1
    return count


async def _log(gateway: Gateway, task_id: str = TASK) -> Sequence[Delivery]:
    return await gateway.parts.webhooks.deliveries.of_task(task_id, after=None, limit=100)


async def _only(gateway: Gateway) -> Delivery:
    [delivery] = await _log(gateway)
    return delivery


async def _shown(gateway: Gateway, endpoint: Endpoint) -> Endpoint:
    return await gateway.parts.webhooks.find(endpoint.id)


def _counted(gateway: Gateway, outcome: str) -> float | None:
    return gateway.registry.get_sample_value("oma_webhook_deliveries_total", {"outcome": outcome})


async def test_a_film_is_told_by_a_signed_message(gateway: Gateway, worker: WebhookWorker, receiver: Receiver) -> None:
    """The library verifies it; it holds the task's status as the API gives it, with links that work from anywhere."""
    gateway.time.now = datetime.now(UTC)
    _, secret = await _subscribe(gateway, receiver.url)
    await gateway.hear(submitted(), rendered(await gateway.store_film(TASK)))
    assert await _deliver_due(worker) == 1
    [message] = receiver.received
    body = Webhook(secret).verify(message.body, message.headers)
    shown = (await gateway.client.get(f"/videos/status/{TASK}")).json()
    assert {name: body["data"][name] for name in shown} == shown
    assert (body["type"], body["data"]["attempt"], message.headers["content-type"]) == (
        "task.completed",
        1,
        "application/json",
    )
    base = "http://localhost:8000/api/v1/videos"
    assert body["data"]["links"]["video"] == f"{base}/tasks/{TASK}/video"
    assert body["data"]["links"]["status"] == f"{base}/status/{TASK}"
    delivery = await _only(gateway)
    assert (delivery.id, delivery.state) == (message.id, DeliveryState.DELIVERED)
    assert (delivery.tries[0].status_code, delivery.tries[0].error) == (204, None)
    assert _counted(gateway, "delivered") == 1


async def test_links_begin_with_the_public_address(
    gateway: Gateway, courier: Courier, settings: GatewaySettings
) -> None:
    """PUBLIC_URL is where clients reach the API, path and all."""
    public = GatewaySettings(_env_file=None, public_url="https://video.example/oma/")
    assert public.base_url == "https://video.example/oma"
    assert settings.base_url == "http://localhost:8000"
    assert courier.settings.base_url == gateway.parts.settings.base_url


async def test_the_address_of_a_task_hears_of_that_task_only(
    gateway: Gateway, worker: WebhookWorker, receiver: Receiver
) -> None:
    """Signed with the secret of whoever asked for the film."""
    webhooks = gateway.parts.webhooks
    secret, other = [await webhooks.issue_callback_secret(key) for key in ("one", "two")]
    async with webhooks.calling_back(TASK, receiver.url, "one"):
        await gateway.hear(submitted(), submitted("other"))
    await gateway.hear(failed(), failed("other"))
    await _deliver_due(worker)
    [message] = receiver.received
    assert (message.json["type"], message.json["data"]["error"]) == ("task.failed", "No such voice.")
    assert message.is_signed_with(secret)
    assert not message.is_signed_with(other)


async def test_only_chosen_events_are_told(gateway: Gateway, worker: WebhookWorker, receiver: Receiver) -> None:
    """A subscription to failures does not hear of cancellations, and nobody hears of progress."""
    await _subscribe(gateway, receiver.url, events=["task.failed"])
    await gateway.hear(submitted(), progressed(Phase.SCRIPT, 0.5), failed())
    await gateway.hear(submitted("t2"), TaskCancelled(task_id="t2"))
    await _deliver_due(worker)
    assert [message.json["data"]["task_id"] for message in receiver.received] == [TASK]


async def test_an_event_heard_again_is_told_once(gateway: Gateway, worker: WebhookWorker, receiver: Receiver) -> None:
    """Redelivery by Kafka, before or after the message went out, sends nothing more."""
    await _subscribe(gateway, receiver.url)
    await gateway.hear(submitted(), failed(), failed())
    await _deliver_due(worker)
    await gateway.hear(failed(), progressed(Phase.SCRIPT, 1.0))
    await _deliver_due(worker)
    assert len(receiver.received) == 1


async def test_an_end_is_enqueued_before_its_event_counts_as_heard(gateway: Gateway) -> None:
    """When the database fails in between, the event is not acknowledged, and hearing it again enqueues the message."""
    await _subscribe(gateway, "http://127.0.0.1:1024/")
    deliveries = gateway.parts.webhooks.deliveries
    assert isinstance(deliveries, FakeDeliveries)
    await gateway.hear(submitted())
    deliveries.is_away = True
    with pytest.raises(UnavailableError):
        await gateway.hear(failed())
    deliveries.is_away = False
    await gateway.hear(failed())
    assert (await _only(gateway)).state is DeliveryState.PENDING


async def test_what_is_not_taken_is_tried_again_on_schedule(gateway: Gateway, worker: WebhookWorker) -> None:
    """The same message under the same id, freshly signed, until it is taken; every try is in the log."""
    async with receiving(BROKEN, BROKEN, TAKEN) as receiver:
        _, secret = await _subscribe(gateway, receiver.url)
        await gateway.hear(submitted(), failed())
        for seconds in (4, 1, 299, 1):
            await _deliver_due(worker)
            gateway.time.now += timedelta(seconds=seconds)
        await _deliver_due(worker)
    assert (
        len({message.id for message in receiver.received}) == len({message.body for message in receiver.received}) == 1
    )
    assert len({message.headers["webhook-timestamp"] for message in receiver.received}) == 3
    assert all(message.is_signed_with(secret) for message in receiver.received)
    delivery = await _only(gateway)
    assert delivery.state is DeliveryState.DELIVERED
    assert [tried.status_code for tried in delivery.tries] == [500, 500, 204]
    assert [later.at - earlier.at for earlier, later in zip(delivery.tries, delivery.tries[1:], strict=False)] == [
        timedelta(seconds=5),
        timedelta(seconds=300),
    ]
    assert (_counted(gateway, "to_retry"), _counted(gateway, "delivered")) == (2, 1)


async def test_after_the_last_try_a_message_is_given_up(gateway: Gateway, worker: WebhookWorker) -> None:
    """Ten tries over three days, then it failed; whoever was hanging, redirecting or refusing is named."""
    script = (hang(), status(302, Location="http://169.254.169.254/"), status(404), BROKEN)
    async with receiving(*script) as receiver:
        await _subscribe(gateway, receiver.url)
        await gateway.hear(submitted(), failed())
        started = gateway.time.now
        while (delivery := await _only(gateway)).due_at:
            gateway.time.now = delivery.due_at
            assert await _deliver_due(worker) == 1
    assert (delivery.state, delivery.note) == (DeliveryState.FAILED, "The last try failed.")
    assert len(receiver.received) == len(delivery.tries) == 10
    assert 3.1 < (gateway.time.now - started) / timedelta(days=1) < 3.2
    assert [tried.error for tried in delivery.tries[:4]] == [
        "No answer within 0.5 seconds.",
        "The receiver answered 302. Redirects are not followed.",
        "The receiver answered 404.",
        "The receiver answered 500.",
    ]
    assert _counted(gateway, "failed") == 1


async def test_a_receiver_may_ask_for_time(gateway: Gateway, worker: WebhookWorker) -> None:
    """`Retry-After` prolongs the wait."""
    async with receiving(status(429, Retry_After="120")) as receiver:
        await _subscribe(gateway, receiver.url)
        await gateway.hear(submitted(), failed())
        await _deliver_due(worker)
    assert (await _only(gateway)).due_at == gateway.time.now + timedelta(seconds=120)


async def test_a_receiver_that_is_gone_hears_no_more(gateway: Gateway, worker: WebhookWorker) -> None:
    """410 disables the subscription with a reason: messages on their way are given up, new ones not begun."""
    async with receiving(status(410)) as receiver:
        endpoint, _ = await _subscribe(gateway, receiver.url)
        await gateway.hear(submitted(), failed(), submitted("t2"), failed("t2"))
        await _deliver_due(worker)
        await gateway.hear(submitted("t3"), failed("t3"))
        assert await _deliver_due(worker) == 0
    assert len(receiver.received) == 1
    disabled = await _shown(gateway, endpoint)
    assert (disabled.enabled, disabled.disabled_reason) == (False, "The receiver answered 410 Gone.")
    [waiting] = await _log(gateway, "t2")
    assert (waiting.state, waiting.note, waiting.tries) == (
        DeliveryState.FAILED,
        "The receiver answered 410 Gone.",
        (),
    )


async def test_a_subscription_that_fails_for_days_is_disabled(gateway: Gateway, worker: WebhookWorker) -> None:
    """Unless something is taken in between, which starts the count anew."""
    async with receiving(BROKEN, TAKEN, BROKEN) as receiver:
        endpoint, _ = await _subscribe(gateway, receiver.url)
        for number in range(4):
            failing_since = (await _shown(gateway, endpoint)).failing_since
            assert (failing_since is None) == (number in {0, 2})
            await gateway.hear(submitted(f"t{number}"), failed(f"t{number}"))
            await worker.deliver_next()
            await gateway.parts.webhooks.deliveries.forget_task(f"t{number}")
            gateway.time.now += timedelta(days=4)
        assert (await _shown(gateway, endpoint)).enabled
        gateway.time.now += timedelta(days=2)
        await gateway.hear(submitted(), failed())
        await worker.deliver_next()
    disabled = await _shown(gateway, endpoint)
    assert not disabled.enabled
    assert disabled.disabled_reason == "Nothing was taken since 2025-11-28 10:15 UTC."


async def test_a_paused_subscription_hears_nothing(gateway: Gateway, worker: WebhookWorker, receiver: Receiver) -> None:
    """Neither what was on its way nor what ends meanwhile; after it is resumed, what ends then."""
    endpoint, _ = await _subscribe(gateway, receiver.url)
    await gateway.hear(submitted("t1"), failed("t1"))
    await gateway.parts.webhooks.change(endpoint.id, WebhookChange(enabled=False))
    await gateway.hear(submitted("t2"), failed("t2"))
    await _deliver_due(worker)
    await gateway.parts.webhooks.change(endpoint.id, WebhookChange(enabled=True))
    await gateway.hear(submitted("t3"), failed("t3"))
    await _deliver_due(worker)
    assert [message.json["data"]["task_id"] for message in receiver.received] == ["t3"]
    [given_up] = await _log(gateway, "t1")
    assert (given_up.state, given_up.note) == (DeliveryState.FAILED, "The subscription is disabled.")


async def test_a_deleted_subscription_hears_nothing(
    gateway: Gateway, worker: WebhookWorker, receiver: Receiver
) -> None:
    """What was on its way is given up, and the task's log says why."""
    endpoint, _ = await _subscribe(gateway, receiver.url)
    await gateway.hear(submitted(), failed())
    await gateway.parts.webhooks.unsubscribe(endpoint.id)
    await _deliver_due(worker)
    assert receiver.received == []
    assert (await _only(gateway)).note == "The subscription was deleted."


async def test_an_end_that_a_retry_undid_is_not_told(
    gateway: Gateway, worker: WebhookWorker, receiver: Receiver
) -> None:
    """A failure not told before the task was retried is not told afterwards; the end of the retry is."""
    await _subscribe(gateway, receiver.url)
    await gateway.hear(submitted(), failed(), submitted(attempt=2))
    await _deliver_due(worker)
    assert (await _only(gateway)).state is DeliveryState.SUPERSEDED
    await gateway.hear(failed(attempt=1), failed(attempt=2, message="Again."))
    await _deliver_due(worker)
    [message] = receiver.received
    assert (message.json["data"]["attempt"], message.json["data"]["error"]) == (2, "Again.")
    assert _counted(gateway, "superseded") == 1


async def test_a_film_that_was_cancelled_is_not_told(
    gateway: Gateway, worker: WebhookWorker, receiver: Receiver
) -> None:
    """When a cancellation and a film meet, receivers hear of the cancellation alone."""
    await _subscribe(gateway, receiver.url)
    film = await gateway.store_film(TASK)
    await gateway.hear(submitted(), rendered(film), TaskCancelled(task_id=TASK), rendered(film))
    await _deliver_due(worker)
    assert [message.json["type"] for message in receiver.received] == ["task.cancelled"]
    assert {delivery.state for delivery in await _log(gateway)} == {DeliveryState.DELIVERED, DeliveryState.SUPERSEDED}


async def test_a_replica_that_is_behind_waits(gateway: Gateway, worker: WebhookWorker, receiver: Receiver) -> None:
    """While its view of the task does not show the end that another replica announced, nothing is sent or lost."""
    await _subscribe(gateway, receiver.url)
    webhooks = gateway.parts.webhooks
    elsewhere = Announcer(webhooks.endpoints, webhooks.deliveries, log_days=30, clock=gateway.time.clock)
    await elsewhere.announce(view_of(submitted(), failed()))
    for heard in ([], [submitted()], [progressed(Phase.SCRIPT, 0.5)]):
        await gateway.hear(*heard)
        assert await _deliver_due(worker) == 1
        gateway.time.now += timedelta(seconds=2)
    assert (receiver.received, (await _only(gateway)).tries) == ([], ())
    await gateway.hear(failed())
    await _deliver_due(worker)
    assert len(receiver.received) == 1
    assert _counted(gateway, "to_retry") == 0


async def test_old_ends_are_not_told_again(gateway: Gateway, worker: WebhookWorker, receiver: Receiver) -> None:
    """An end from before the subscription, or older than the log, stays untold however often its event is heard."""
    await gateway.hear(submitted("before"), failed("before"))
    await _subscribe(gateway, receiver.url)
    await gateway.hear(submitted())
    then = gateway.time.now
    gateway.time.now += timedelta(days=31)
    for task_id in ("before", TASK):
        await gateway.projector.record(failed(task_id), then)
    assert await _deliver_due(worker) == 0


async def test_a_message_is_sent_again_on_demand(gateway: Gateway, worker: WebhookWorker, receiver: Receiver) -> None:
    """Under the same id and with the same content, even after the task was retried; its tries are counted anew."""
    endpoint, _ = await _subscribe(gateway, receiver.url)
    await gateway.hear(submitted(), failed())
    await _deliver_due(worker)
    await gateway.hear(submitted(attempt=2))
    first = await _only(gateway)
    path = f"/webhooks/{endpoint.id}/deliveries/{first.id}/redeliver"
    answer = await gateway.client.post(path)
    assert (answer.status_code, answer.json()["state"]) == (202, "pending")
    await _deliver_due(worker)
    one, two = receiver.received
    assert (one.id, one.json["data"]) == (two.id, two.json["data"])
    again = await _only(gateway)
    assert (again.state, again.tries_since_asked, len(again.tries)) == (DeliveryState.DELIVERED, 1, 2)


async def test_a_rotated_secret_signs_beside_the_new_one(
    gateway: Gateway, worker: WebhookWorker, receiver: Receiver
) -> None:
    """For a day a receiver can verify with either."""
    endpoint, old = await _subscribe(gateway, receiver.url)
    new = await gateway.parts.webhooks.rotate(endpoint.id)
    for number, day in enumerate((0, 1)):
        gateway.time.now += timedelta(days=day)
        await gateway.hear(submitted(f"t{number}"), failed(f"t{number}"))
        await _deliver_due(worker)
    first, second = receiver.received
    assert (first.is_signed_with(old), first.is_signed_with(new)) == (True, True)
    assert (second.is_signed_with(old), second.is_signed_with(new)) == (False, True)


async def test_a_replaced_secret_key_disables_instead_of_signing_wrongly(
    gateway: Gateway, courier: Courier, receiver: Receiver
) -> None:
    """The subscription says that its secret has to be rotated."""
    store = InMemorySecrets()
    before = replace(gateway.parts.webhooks, secrets=SigningSecrets(store, "one key"))
    endpoint, _ = await before.subscribe(NewWebhook(url=receiver.url))
    await gateway.hear(submitted(), failed())
    await _deliver_due(_worker(gateway, replace(courier, secrets=SigningSecrets(store, "another key"))))
    assert receiver.received == []
    assert "rotate the secret" in ((await _shown(gateway, endpoint)).disabled_reason or "")


async def test_what_nobody_foresaw_ends_a_delivery(gateway: Gateway, courier: Courier) -> None:
    """A crash is not repeated with every lease; the message can be sent again by hand."""

    def crash() -> float:
        raise RuntimeError

    worker = _worker(gateway, replace(courier, chance=crash))
    async with receiving(BROKEN) as receiver:
        await _subscribe(gateway, receiver.url)
        await gateway.hear(submitted(), failed())
        assert await _deliver_due(worker) == 1
    assert (await _only(gateway)).note == "Something unforeseen went wrong on the server."


async def test_a_receiver_that_hangs_does_not_hold_up_others(
    gateway: Gateway, worker: WebhookWorker, receiver: Receiver
) -> None:
    """However many messages wait for it, those to others go out meanwhile; at the end all tries finish."""
    async with receiving(hang()) as hanging:
        await _subscribe(gateway, hanging.url)
        for task in range(30):
            await gateway.hear(submitted(f"t{task}"), failed(f"t{task}"))
        await _subscribe(gateway, receiver.url)
        await gateway.hear(submitted(), failed())
        async with worker.running():
            await receiver.has_received(1)
            assert len(hanging.received) <= 4
    tries = [len(delivery.tries) for task in range(4) for delivery in await _log(gateway, f"t{task}")]
    assert tries == [1, 1, 1, 1]


async def test_a_stop_does_not_wait_for_a_receiver_that_hangs(gateway: Gateway, courier: Courier) -> None:
    """After a short while the message is left to whoever takes it over when its lease ends."""
    webhooks = gateway.parts.webhooks
    patient = replace(courier, http=outbound(HOMELY, seconds=60))
    worker = _worker(gateway, patient)
    async with receiving(hang(), TAKEN) as receiver:
        await _subscribe(gateway, receiver.url)
        await gateway.hear(submitted(), failed())
        async with asyncio.timeout(10):
            async with worker.running():
                await receiver.has_received(1)
        assert await webhooks.deliveries.count_pending() == 1
        assert not await worker.deliver_next()
        gateway.time.now += courier.longest_try
        assert await worker.deliver_next()
    assert (await _only(gateway)).state is DeliveryState.DELIVERED


async def test_the_worker_outlives_the_database(gateway: Gateway, worker: WebhookWorker, receiver: Receiver) -> None:
    """While the database is away nothing happens; when it is back, what is due goes out."""
    deliveries = gateway.parts.webhooks.deliveries
    assert isinstance(deliveries, FakeDeliveries)
    await _subscribe(gateway, receiver.url)
    await gateway.hear(submitted(), failed())
    deliveries.is_away = True
    async with worker.running():
        await asyncio.sleep(0.1)
        assert receiver.received == []
        deliveries.is_away = False
        await receiver.has_received(1)

"""Several replicas that deliver webhooks from one real database."""

import asyncio
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from functools import partial

import pytest

from contracts import TaskFailed
from deploy.local.infrastructure import Infrastructure
from deploy.local.settings import PROJECT
from gateway import clock
from gateway.announcer import Announcer
from gateway.projection import apply
from gateway.settings import GatewaySettings
from gateway.webhook_bodies import NewWebhook
from tests.ports.webhook_replica import Replica
from tests.unit.gateway.receiver import Receiver, hang, receiving, status
from tests.unit.gateway.samples import failed

_LEASE = timedelta(seconds=60)
"""With the default of WEBHOOK_TIMEOUT_SECONDS."""


@pytest.fixture
def replicas(mongo_settings: GatewaySettings) -> Iterator[tuple[Replica, Replica]]:
    """Return two replicas; the clock of the second is ahead by a lease."""
    with ExitStack() as closing:
        present, future = Replica.of(mongo_settings), Replica.of(mongo_settings, lambda: clock.now() + _LEASE)
        closing.callback(present.mongo.close)
        closing.callback(future.mongo.close)
        yield present, future


async def _fail(replica: Replica, *events: TaskFailed) -> None:
    """Let tasks fail, and announce it twice, as a redelivered event does."""
    webhooks = replica.webhooks
    announcer = Announcer(webhooks.endpoints, webhooks.deliveries, log_days=30, clock=clock.now)
    for event in events:
        view = await replica.tasks.change(event.task_id, partial(apply, event=event, occurred_at=clock.now()))
        await announcer.announce(view)
        await announcer.announce(view)


async def _subscribe(replica: Replica, receiver: Receiver) -> str:
    await replica.tasks.prepare()
    await replica.webhooks.endpoints.prepare()
    await replica.webhooks.deliveries.prepare()
    _, secret = await replica.webhooks.subscribe(NewWebhook(url=receiver.url))
    return secret


async def test_replicas_share_the_work(mongo_settings: GatewaySettings, replicas: tuple[Replica, Replica]) -> None:
    """Of many messages each goes out once, although both replicas look for work all the time."""
    one, _ = replicas
    other = Replica.of(mongo_settings)
    async with receiving() as receiver:
        secret = await _subscribe(one, receiver)
        async with one.worker.running(), other.worker.running():
            await _fail(one, *(failed(f"t{number}") for number in range(40)))
            await receiver.has_received(40)
    other.mongo.close()
    assert set(Counter(message.id for message in receiver.received).values()) == {1}
    assert all(message.is_signed_with(secret) for message in receiver.received)
    assert await one.webhooks.deliveries.count_pending() == 0


async def test_what_a_killed_replica_was_delivering_is_taken_over(
    infra: Infrastructure, mongo_settings: GatewaySettings, replicas: tuple[Replica, Replica]
) -> None:
    """While its lease lasts nobody else sends the message; then another replica does, under the same id."""
    present, future = replicas
    async with receiving(hang(), status(204)) as receiver:
        await _subscribe(present, receiver)
        await _fail(present, failed())
        command = [sys.executable, "-m", "tests.ports.webhook_replica", infra.mongodb_url]
        killed = await asyncio.create_subprocess_exec(*command, mongo_settings.mongodb_database, cwd=PROJECT)
        await receiver.has_received(1)
        killed.kill()
        await killed.wait()
        assert not await present.worker.deliver_next()
        assert await future.worker.deliver_next()
    first, second = receiver.received
    assert (first.id, first.body) == (second.id, second.body)
    assert not await future.worker.deliver_next()

"""Retries and cancellations that meet, on several replicas over one real database."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from chassis.store import Store
from contracts import BriefingSubmitted, TaskCancelled
from gateway.cancel import cancel_task
from gateway.error_bodies import ApiError
from gateway.live_views import LiveViews
from gateway.mongo import MongoTaskStore
from gateway.mongo_connection import connect
from gateway.mongo_leases import MongoLeases
from gateway.retry import Retries
from gateway.retry_bodies import RetryRequest
from gateway.settings import GatewaySettings
from gateway.task_view import TaskStatus
from tests.unit.gateway.conftest import FakeBus, FakeTime
from tests.unit.gateway.samples import TASK, failed, submitted, view_of

REPLICAS = 3


@pytest.fixture
async def replicas(mongo_settings: GatewaySettings) -> AsyncIterator[list[Retries]]:
    """Return what retries tasks in each replica, over one bus and one object store."""
    clients = [connect(mongo_settings) for _ in range(REPLICAS)]
    bus, store, time = FakeBus(), Store.in_memory(), FakeTime()
    name = mongo_settings.mongodb_database
    replicas = [
        Retries(MongoLeases(client, name), MongoTaskStore(client, name, LiveViews()), bus, store, time.clock)
        for client in clients
    ]
    yield replicas
    for client in clients:
        client.close()


async def test_of_retries_on_several_replicas_one_begins(replicas: list[Retries]) -> None:
    """Nine users who press the button on three replicas begin one attempt; eight are told that it is begun."""
    await replicas[0].tasks.change(TASK, lambda _: view_of(submitted(), failed()))
    asked = (replica.begin(TASK, RetryRequest()) for replica in replicas for _ in range(3))
    answers = await asyncio.gather(*asked, return_exceptions=True)
    refused = [answer for answer in answers if isinstance(answer, ApiError)]
    assert (len(refused), {int(error.status) for error in refused}) == (8, {409})
    assert _submissions(replicas[0]) == [submitted(attempt=2)]
    view = await replicas[0].tasks.find(TASK)
    assert view is not None
    assert (view.latest.number, view.status) == (2, TaskStatus.PENDING)


async def test_a_cancellation_that_meets_a_retry(replicas: list[Retries]) -> None:
    """Whichever comes first, all agree on what became of the task: the last attempt is cancelled, or goes on."""
    view = await replicas[0].tasks.change(TASK, lambda _: view_of(submitted(), TaskCancelled(task_id=TASK)))
    one, other = replicas[:2]
    retried = asyncio.create_task(one.begin(TASK, RetryRequest()))
    cancelled = await cancel_task(view, tasks=other.tasks, bus=other.bus, store=other.store, clock=other.clock)
    await retried
    assert cancelled.status is TaskStatus.CANCELLED
    running = await other.tasks.change(TASK, lambda current: current or view)
    ended = await cancel_task(running, tasks=other.tasks, bus=other.bus, store=other.store, clock=other.clock)
    assert (ended.latest.number, ended.status) == (2, TaskStatus.CANCELLED)
    assert await one.tasks.change(TASK, lambda current: current or view) == ended


def _submissions(replica: Retries) -> list[BriefingSubmitted]:
    assert isinstance(replica.bus, FakeBus)
    return [event for event in replica.bus.events if isinstance(event, BriefingSubmitted)]

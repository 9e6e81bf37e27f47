import asyncio
import dataclasses

import httpx
import pytest
from prometheus_client import CollectorRegistry

from gateway.backlog import Backlog
from gateway.callers import Caller, Quotas, Scope
from gateway.error_bodies import ApiError
from gateway.http_app import http_app
from gateway.http_metrics import HttpMetrics
from tests.unit.gateway.conftest import API, Gateway
from tests.unit.gateway.samples import BRIEFING, failed

FILM = {"briefing": {"title": BRIEFING.title, "description": BRIEFING.description}, "async_mode": True}


def _client(gateway: Gateway, most: int) -> httpx.AsyncClient:
    parts = dataclasses.replace(gateway.parts, backlog=Backlog(gateway.tasks, most=most, most_per_key=None))
    transport = httpx.ASGITransport(http_app(parts, HttpMetrics(CollectorRegistry())))
    return httpx.AsyncClient(transport=transport, base_url=f"http://gateway{API}")


async def test_a_full_backlog_takes_no_more(gateway: Gateway) -> None:
    """With as many unfinished tasks as allowed the answer is 429 with a time to wait; a task that ends makes room."""
    async with _client(gateway, most=2) as client:
        first, _, refused = [await client.post("/videos/generate", json=FILM) for _ in range(3)]
        assert (refused.status_code, refused.json()["details"]["code"]) == (429, "server_busy")
        assert int(refused.headers["Retry-After"]) > 0
        assert len(gateway.bus.events) == 2
        await gateway.hear(failed(first.json()["task_id"]))
        assert (await client.post("/videos/generate", json=FILM)).status_code == 202


async def test_a_race_does_not_overfill_it(gateway: Gateway) -> None:
    """Of many requests at the same time no more are taken than there are places."""
    async with _client(gateway, most=3) as client:
        answers = await asyncio.gather(*(client.post("/videos/generate", json=FILM) for _ in range(20)))
    assert sorted(answer.status_code for answer in answers) == [202] * 3 + [429] * 17
    assert len(gateway.bus.events) == 3


async def test_a_repeated_request_needs_no_place(gateway: Gateway) -> None:
    """What was promised before is answered as before, however full it is by now."""
    headers = {"Idempotency-Key": "a"}
    async with _client(gateway, most=1) as client:
        first = await client.post("/videos/generate", json=FILM, headers=headers)
        assert (await client.post("/videos/generate", json=FILM, headers=headers)).json() == first.json()


async def test_what_was_refused_for_want_of_a_place_may_be_repeated(gateway: Gateway) -> None:
    """A key that came with a refused request begins its task when there is room."""
    headers = {"Idempotency-Key": "a"}
    async with _client(gateway, most=1) as client:
        task_id = (await client.post("/videos/generate", json=FILM)).json()["task_id"]
        assert (await client.post("/videos/generate", json=FILM, headers=headers)).status_code == 429
        await gateway.hear(failed(task_id))
        assert (await client.post("/videos/generate", json=FILM, headers=headers)).status_code == 202


def _caller(key_id: str | None, own: int | None = None) -> Caller:
    return Caller(client=f"key:{key_id}", scope=Scope.WRITE, key_id=key_id, quotas=Quotas(unfinished_tasks=own))


async def test_each_key_has_places_of_its_own(gateway: Gateway) -> None:
    """One busy key is refused while others, and callers without a key, are not; a key's own limit goes first."""
    backlog = Backlog(gateway.tasks, most=None, most_per_key=2)
    async with backlog.place(_caller("one")), backlog.place(_caller("one")):
        with pytest.raises(ApiError) as refused:
            async with backlog.place(_caller("one")):
                pass
        assert refused.value.details.code == "key_busy"
        async with backlog.place(_caller("two")), backlog.place(_caller(None)), backlog.place(_caller("one", own=3)):
            pass
    async with backlog.place(_caller("one")):
        pass


async def test_without_limits_nothing_is_counted(gateway: Gateway) -> None:
    """Switched off it costs no query."""
    gateway.tasks.operations_left = 0
    async with Backlog(gateway.tasks, most=None, most_per_key=5).place(_caller(None)):
        pass

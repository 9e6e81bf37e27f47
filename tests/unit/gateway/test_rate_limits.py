import dataclasses
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TypeAlias

import httpx
import pytest
from prometheus_client import CollectorRegistry

from gateway.admission import Door
from gateway.http_app import http_app
from gateway.http_metrics import HttpMetrics
from gateway.settings import GatewaySettings
from tests.unit.gateway.conftest import API, Gateway
from tests.unit.gateway.samples import BRIEFING, after

PROBES = ("/health", "/ready", "/ping", "/docs", "/redoc", "/openapi.json", "/docs-assets/swagger-ui.css")
FILM = {"briefing": {"title": BRIEFING.title, "description": BRIEFING.description}, "async_mode": True}

ClientAt: TypeAlias = "Callable[[str], httpx.AsyncClient]"


@asynccontextmanager
async def clients(gateway: Gateway, **changes: object) -> AsyncIterator[ClientAt]:
    """Yield a way to call the application, with other settings, from any address."""
    defaults = {name: GatewaySettings.model_fields[name].default for name in _LIMITS}
    settings = gateway.parts.settings.model_copy(update=defaults | changes)
    door = Door.of(settings, keys=gateway.keys, counters=gateway.counters, clock=gateway.time.clock)
    app = http_app(dataclasses.replace(gateway.parts, settings=settings, door=door), HttpMetrics(CollectorRegistry()))

    def client_at(address: str) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=httpx.ASGITransport(app, client=(address, 1)), base_url=f"http://x{API}")

    yield client_at


_LIMITS = ("rate_limit_per_minute", "rate_limit_per_hour")


async def test_five_films_a_minute(gateway: Gateway) -> None:
    """The sixth film of a minute is refused in the shape of all errors, with the time to wait; then it is not."""
    async with clients(gateway) as client_at, client_at("192.0.2.1") as client:
        answers = [await client.post("/videos/generate", json=FILM) for _ in range(6)]
        assert [answer.status_code for answer in answers] == [202] * 5 + [429]
        assert len(gateway.bus.events) == 5
        refused = answers[-1].json()
        assert (refused["error"], refused["details"]["code"]) == ("TooManyRequests", "rate_limited")
        assert set(refused) == {"error", "message", "details", "timestamp", "request_id"}
        assert answers[-1].headers["Retry-After"] == "30"
        gateway.time.now += timedelta(seconds=30)
        assert (await client.post("/videos/generate", json=FILM)).status_code == 202


async def test_a_hundred_other_requests_an_hour(gateway: Gateway) -> None:
    """All other routes share one count, whatever they answer; films are counted apart."""
    async with clients(gateway) as client_at, client_at("192.0.2.1") as client:
        for number in range(50):
            assert (await client.get("/stats")).status_code == 200
            assert (await client.get(f"/videos/status/{number}")).status_code == 404
        assert (await client.get("/nothing")).status_code == 429
        assert (await client.delete("/videos/tasks/any")).status_code == 429
        assert (await client.post("/videos/generate", json=FILM)).status_code == 202
        gateway.time.now = after(45 * 60)
        assert (await client.get("/stats")).status_code == 200


async def test_every_limited_answer_tells_what_is_left(gateway: Gateway) -> None:
    """The three headers are on successes and errors alike, and pages of other origins may read them."""
    async with clients(gateway) as client_at, client_at("192.0.2.1") as client:
        answers = [
            await client.get("/stats", headers={"Origin": "https://studio.example"}),
            await client.get("/videos/status/none"),
            await client.get("/videos/tasks?limit=0"),
        ]
        film = await client.post("/videos/generate", content=b"{", headers={"Content-Type": "application/json"})
    told = [[answer.headers[f"RateLimit-{name}"] for name in ("Limit", "Remaining", "Reset")] for answer in answers]
    assert told == [["100", "99", "2670"], ["100", "98", "2670"], ["100", "97", "2670"]]
    assert (film.status_code, film.headers["RateLimit-Limit"], film.headers["RateLimit-Remaining"]) == (400, "5", "4")
    assert "RateLimit-Remaining" in answers[0].headers["Access-Control-Expose-Headers"]


async def test_probes_and_documentation_are_never_limited(gateway: Gateway) -> None:
    """An orchestrator that asks every second is not sent away, and nothing is counted for it."""
    async with clients(gateway, rate_limit_per_hour=1) as client_at, client_at("192.0.2.1") as client:
        for path in PROBES * 3:
            answer = await client.get(path)
            assert answer.status_code == 200
            assert "RateLimit-Limit" not in answer.headers
    assert not gateway.counters.numbers


async def test_limits_that_are_off_cost_nothing(gateway: Gateway) -> None:
    """With `none` nothing is counted and nothing is told."""
    async with (
        clients(gateway, rate_limit_per_minute=None, rate_limit_per_hour=None) as client_at,
        client_at("192.0.2.1") as client,
    ):
        for _ in range(10):
            assert (await client.post("/videos/generate", json=FILM)).status_code == 202
        answer = await client.get("/stats")
    assert "RateLimit-Limit" not in answer.headers
    assert not gateway.counters.numbers


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("fe80::1%eth0", "fe80::2", True),
    ],
)
async def test_a_client_is_an_address(gateway: Gateway, one: str, other: str, is_same: bool) -> None:
    """Each address has its own share, and so has each IPv6 network of one customer."""
    async with clients(gateway, rate_limit_per_hour=1) as client_at:
        await client_at(one).get("/stats")
        assert (await client_at(other).get("/stats")).status_code == (429 if is_same else 200)


@pytest.mark.parametrize(
    ("proxies", "peer", "forwarded", "client"),
    [
        ([], "10.0.0.1", "192.0.2.1", "10.0.0.1"),
        ([], "127.0.0.1", "192.0.2.1", "127.0.0.1"),
        (["10.0.0.0/8"], "10.0.0.1", "192.0.2.1", "192.0.2.1"),
        (["10.0.0.0/8"], "172.16.0.1", "192.0.2.1", "172.16.0.1"),
        (["10.0.0.1"], "10.0.0.1", "6.6.6.6, 192.0.2.1", "192.0.2.1"),
        (["10.0.0.0/8"], "10.0.0.1", "6.6.6.6, 192.0.2.1, 10.0.0.2", "192.0.2.1"),
    ],
)
async def test_only_trusted_proxies_are_believed(
    gateway: Gateway, proxies: list[str], peer: str, forwarded: str, client: str
) -> None:
    """X-Forwarded-For counts when a trusted proxy sends it, and of it only what that proxy saw itself."""
    settings = GatewaySettings(_env_file=None, trusted_proxies=proxies)
    async with clients(gateway, trusted_proxies=settings.trusted_proxies) as client_at:
        await client_at(peer).get("/stats", headers={"X-Forwarded-For": forwarded})
    [key] = gateway.counters.numbers
    assert f"address:{client}/" in key


async def test_who_has_nothing_left_costs_nothing_more(gateway: Gateway) -> None:
    """A client that goes on asking is refused without another query."""
    async with clients(gateway, rate_limit_per_hour=2) as client_at, client_at("192.0.2.1") as client:
        answers = [await client.get("/stats") for _ in range(10)]
    assert [answer.status_code for answer in answers] == [200, 200] + [429] * 8
    assert list(gateway.counters.numbers.values()) == [3]


async def test_requests_that_cannot_be_counted_are_refused(gateway: Gateway) -> None:
    """While the counters are away limited routes answer 503 and probes go on."""
    gateway.counters.is_away = True
    async with clients(gateway) as client_at, client_at("192.0.2.1") as client:
        answer = await client.post("/videos/generate", json=FILM)
        assert (answer.status_code, answer.json()["details"]["code"]) == (503, "database_unavailable")
        assert answer.headers["Retry-After"] == "5"
        assert (await client.get("/ping")).status_code == 200
    assert gateway.bus.events == []

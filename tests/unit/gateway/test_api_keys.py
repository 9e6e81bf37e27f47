import pytest
import structlog
from pydantic import SecretStr
from starlette.requests import Request

from chassis.settings import Environment
from contracts import BriefingSubmitted
from gateway.api_keys import new_key
from gateway.authentication import REMEMBERED_SECONDS, Authentication
from gateway.callers import Quotas, Scope
from gateway.error_bodies import ApiError
from tests.unit.gateway.conftest import Gateway
from tests.unit.gateway.samples import START
from tests.unit.gateway.test_rate_limits import FILM, clients

SECRET = "nHb1x0pBt3mCq7WgTz5sRk9vLd2yEf4uJa6oPi8w"  # noqa: S105 - of this test only
"""What the server of these tests hashes keys with."""


async def key_of(gateway: Gateway, scope: Scope = Scope.WRITE, quotas: Quotas = Quotas(), secret: str = SECRET) -> str:  # noqa: B008 - frozen
    """Make a key and return what its holder has."""
    key, token = new_key("studio", scope, quotas, secret_key=secret, created_at=START)
    await gateway.keys.add(key)
    return token


def bearer(token: str) -> dict[str, str]:
    """Return the header a key is sent in."""
    return {"Authorization": f"Bearer {token}"}


async def test_in_production_nobody_passes_without_a_key(gateway: Gateway) -> None:
    """Every route but probes and documentation answers 401, in the shape of all errors, and says how to ask."""
    async with clients(gateway, environment=Environment.PRODUCTION, secret_key=SecretStr(SECRET)) as client_at:
        client = client_at("192.0.2.1")
        for path in ("/stats", "/videos/tasks", "/videos/status/any", "/nothing"):
            answer = await client.get(path)
            assert (answer.status_code, answer.json()["error"]) == (401, "Unauthorized")
            assert answer.json()["details"]["code"] == "key_missing"
            assert answer.headers["WWW-Authenticate"] == 'Bearer realm="oma"'
        assert (await client.post("/videos/generate", json=FILM)).status_code == 401
        basic = {"Authorization": "Basic eDp5"}
        assert (await client.post("/videos/generate", json=FILM, headers=basic)).status_code == 401
        for path in ("/health", "/ready", "/ping", "/docs", "/openapi.json"):
            assert (await client.get(path)).status_code == 200
        assert (await client.get("/stats", headers=bearer(await key_of(gateway)))).status_code == 200
    assert gateway.bus.events == []


@pytest.mark.parametrize("environment", list(Environment))
async def test_a_key_that_is_sent_must_be_right(gateway: Gateway, environment: Environment) -> None:
    """A wrong, foreign, mangled or revoked key is refused where none is needed, too."""
    right = await key_of(gateway)
    revoked = await key_of(gateway)
    await gateway.keys.revoke(revoked.split("_")[1], START)
    foreign = await key_of(gateway, secret="another server's " * 3)
    altered = right[:-1] + ("a" if right[-1] != "a" else "b")
    wrong = {
        "key_unknown": [altered, right.upper(), f"{right}x", foreign, "YOUR_API_KEY"],
        "key_revoked": [revoked],
    }
    async with clients(gateway, environment=environment, secret_key=SecretStr(SECRET)) as client_at:
        client = client_at("192.0.2.1")
        for code, tokens in wrong.items():
            for token in tokens:
                answer = await client.get("/stats", headers=bearer(token))
                assert (answer.status_code, answer.json()["details"]["code"]) == (401, code)
                assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]
                assert token not in answer.text


@pytest.mark.parametrize("scope", list(Scope))
async def test_a_key_opens_what_its_scope_allows(gateway: Gateway, scope: Scope) -> None:
    """Without the scope a route needs the answer is 403 and names it; in development, too, a key is what it is."""
    async with clients(gateway, secret_key=SecretStr(SECRET)) as client_at:
        client = client_at("192.0.2.1")
        client.headers.update(bearer(await key_of(gateway, scope)))
        assert (await client.get("/videos/tasks")).status_code == 200
        answer = await client.post("/videos/generate", json=FILM)
    if scope is Scope.READ:
        assert (answer.status_code, answer.json()["error"]) == (403, "Forbidden")
        assert "`write`" in answer.json()["message"]
        assert gateway.bus.events == []
    else:
        assert answer.status_code == 202


async def test_a_task_tells_whose_it_is(gateway: Gateway) -> None:
    """Event and access log of a briefing that came with a key have the key's id, and never its secret."""
    token = await key_of(gateway)
    async with clients(gateway, secret_key=SecretStr(SECRET)) as client_at:
        with structlog.testing.capture_logs() as lines:
            await client_at("192.0.2.1").post("/videos/generate", json=FILM, headers=bearer(token))
            await client_at("192.0.2.1").post("/videos/generate", json=FILM)
    assert [line["api_key"] for line in lines if line["event"] == "api_request"] == [token.split("_")[1], None]
    assert token not in str(lines)
    owned, free = gateway.bus.events
    assert isinstance(owned, BriefingSubmitted)
    assert isinstance(free, BriefingSubmitted)
    assert (owned.submitted_by, free.submitted_by) == (token.split("_")[1], None)


async def test_a_key_has_limits_of_its_own(gateway: Gateway) -> None:
    """Holders of a key are counted by it wherever they call from, and with its limits."""
    small = bearer(await key_of(gateway, quotas=Quotas(per_minute=1, per_hour=2)))
    usual = bearer(await key_of(gateway))
    async with clients(gateway, secret_key=SecretStr(SECRET)) as client_at:
        one, other = client_at("192.0.2.1"), client_at("192.0.2.2")
        answers = [await client.get("/stats", headers=small) for client in (one, other, one)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert (await one.post("/videos/generate", json=FILM, headers=small)).status_code == 202
        assert (await one.post("/videos/generate", json=FILM, headers=small)).status_code == 429
        assert (await one.get("/stats", headers=usual)).headers["RateLimit-Limit"] == "100"
        assert (await one.get("/stats")).headers["RateLimit-Remaining"] == "99"


async def test_guesses_are_counted(gateway: Gateway) -> None:
    """Wrong keys use up the share of the address they come from."""
    async with clients(gateway, rate_limit_per_hour=3, secret_key=SecretStr(SECRET)) as client_at:
        client = client_at("192.0.2.1")
        answers = [await client.get("/stats", headers=bearer("guess")) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [401, 401, 401, 429, 429]


async def test_a_key_is_not_looked_up_for_each_request(gateway: Gateway) -> None:
    """A key that was looked up is remembered for a short time, which is what a revocation takes at most."""
    token = await key_of(gateway)
    async with clients(gateway, secret_key=SecretStr(SECRET)) as client_at:
        for _ in range(20):
            assert (await client_at("192.0.2.1").get("/stats", headers=bearer(token))).status_code == 200
    assert gateway.keys.lookups == 1
    assert REMEMBERED_SECONDS <= 10


async def test_a_revoked_key_stops_working_soon(gateway: Gateway) -> None:
    """Once the time that keys are remembered is over, a revoked one is refused."""
    token, seconds = await key_of(gateway), 0.0
    authentication = Authentication(gateway.keys, secret_key=SECRET, is_required=True, timer=lambda: seconds)
    request = Request({"type": "http", "headers": [(b"authorization", f"Bearer {token}".encode())]})
    await authentication.caller_of(request)
    await gateway.keys.revoke(token.split("_")[1], START)
    seconds = REMEMBERED_SECONDS - 0.1
    await authentication.caller_of(request)
    seconds = REMEMBERED_SECONDS
    with pytest.raises(ApiError, match="revoked"):
        await authentication.caller_of(request)


async def test_keys_that_cannot_be_looked_up(gateway: Gateway) -> None:
    """While the database is away the answer is 503, not that the key is wrong."""
    token = await key_of(gateway)
    gateway.keys.is_away = True
    async with clients(gateway, environment=Environment.PRODUCTION, secret_key=SecretStr(SECRET)) as client_at:
        answer = await client_at("192.0.2.1").get("/stats", headers=bearer(token))
    assert (answer.status_code, answer.json()["details"]["code"]) == (503, "database_unavailable")


async def test_what_is_kept_of_a_key_opens_nothing(gateway: Gateway) -> None:
    """Neither a stored key nor its digest contains the secret, and two keys never are the same."""
    tokens = {await key_of(gateway) for _ in range(20)}
    assert len(tokens) == len(gateway.keys.keys) == 20
    for token in tokens:
        secret = token.split("_", 2)[2]
        assert secret not in repr(gateway.keys.keys)

"""One suite for both kinds of webhook stores, so that the fakes are known to behave as the real ones."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from pymongo.database import Database

from gateway.cursors import Position
from gateway.facts import moment
from gateway.memory_webhooks import InMemoryDeliveries, InMemoryEndpoints, InMemorySecrets
from gateway.mongo_connection import connect
from gateway.mongo_webhook_deliveries import MongoDeliveries
from gateway.mongo_webhook_endpoints import MongoEndpoints, MongoSecrets
from gateway.settings import GatewaySettings
from gateway.webhook_secrets import SecretState, SecretStore
from gateway.webhook_store import Claim, DeliveryStore, EndpointStore, Outcome
from gateway.webhooks import Delivery, DeliveryState, Endpoint, EventType, Try, callback
from tests.unit.gateway.samples import TASK, after

COMPLETED = EventType.COMPLETED


@dataclass
class Stores:
    """The three stores of one kind."""

    endpoints: EndpointStore
    deliveries: DeliveryStore
    secrets: SecretStore


@pytest.fixture
async def mongo(mongo_settings: GatewaySettings) -> AsyncIterator[Stores]:
    """Return the real stores."""
    client = connect(mongo_settings)
    name = mongo_settings.mongodb_database
    endpoints, deliveries = MongoEndpoints(client, name), MongoDeliveries(client, name)
    await endpoints.prepare()
    await deliveries.prepare()
    yield Stores(endpoints, deliveries, MongoSecrets(client, name))
    client.close()


@pytest.fixture(params=["memory", "mongo"])
def stores(request: pytest.FixtureRequest) -> Stores:
    """Return stores of each kind, empty."""
    if request.param == "memory":
        return Stores(InMemoryEndpoints(), InMemoryDeliveries(), InMemorySecrets())
    real: Stores = request.getfixturevalue("mongo")
    return real


def subscription(name: str = "we_1", second: float = 0) -> Endpoint:
    """Return a subscription to everything."""
    url = f"https://{name.replace('_', '-')}.example/hook"
    return Endpoint(id=name, url=url, signer=name, created_at=after(second))


def delivery(name: str = "msg_1", *, second: float = 0, endpoint_id: str = "we_1", task_id: str = TASK) -> Delivery:
    """Return a delivery that is due at once."""
    return Delivery(
        id=name,
        endpoint_id=endpoint_id,
        task_id=task_id,
        attempt=1,
        event=COMPLETED,
        created_at=after(second),
        expires_at=moment(after(second) + timedelta(days=36500)),
        due_at=after(second),
    )


async def _claim(stores: Stores, second: float = 0, *, lease: float = 60) -> Claim | None:
    return await stores.deliveries.claim(after(second), after(second + lease))


async def test_endpoints_come_back_as_they_were(stores: Stores) -> None:
    """Every field survives; what was never added is not found, what was removed is gone."""
    whole = subscription().model_copy(
        update={"name": "A", "enabled": False, "disabled_reason": "Gone.", "failing_since": after(2)}
    )
    await stores.endpoints.add(whole)
    assert await stores.endpoints.find("we_1") == whole
    assert await stores.endpoints.find("we_2") is None
    assert await stores.endpoints.remove("we_1")
    assert not await stores.endpoints.remove("we_1")
    assert await stores.endpoints.find("we_1") is None


async def test_subscriptions_are_listed_by_age_without_callbacks(stores: Stores) -> None:
    """An address that came with one task is no subscription."""
    for endpoint in (subscription("we_b", 2), subscription("we_a", 1)):
        await stores.endpoints.add(endpoint)
    await stores.endpoints.add(callback(TASK, "https://c.example", signer="s", created_at=after(0)))
    assert [endpoint.id for endpoint in await stores.endpoints.subscriptions()] == ["we_a", "we_b"]


async def test_who_is_told_of_an_end(stores: Stores) -> None:
    """The task's own address and subscriptions to the event: enabled ones, and only if made before the end."""
    for endpoint in (
        subscription("we_all"),
        subscription("we_failed").model_copy(update={"events": (EventType.FAILED,)}),
        subscription("we_paused").model_copy(update={"enabled": False}),
        subscription("we_late", 50),
        callback(TASK, "https://c.example", signer="s", created_at=after(0)),
        callback("other", "https://c.example", signer="s", created_at=after(0)),
    ):
        await stores.endpoints.add(endpoint)
    told = await stores.endpoints.interested(TASK, COMPLETED, after(10))
    assert {endpoint.id for endpoint in told} == {"we_all", f"callback_{TASK}"}


async def test_changes_to_an_endpoint_at_the_same_time_all_count(stores: Stores) -> None:
    """Of many writers none is lost; an endpoint that is not there is not changed."""
    await stores.endpoints.add(subscription())

    def longer(endpoint: Endpoint) -> Endpoint:
        return endpoint.model_copy(update={"name": (endpoint.name or "") + "x"})

    await asyncio.gather(*(stores.endpoints.change("we_1", longer) for _ in range(10)))
    found = await stores.endpoints.find("we_1")
    assert found is not None
    assert found.name == "x" * 10
    assert await stores.endpoints.change("we_2", longer) is None


async def test_the_same_delivery_is_enqueued_once(stores: Stores) -> None:
    """A repeated event adds nothing and does not set a delivery back."""
    assert await stores.deliveries.enqueue([delivery("a"), delivery("b")]) == 2
    claim = await _claim(stores)
    assert claim is not None
    assert await stores.deliveries.settle(claim, Outcome(state=DeliveryState.DELIVERED))
    assert await stores.deliveries.enqueue([delivery("a"), delivery("b"), delivery("c")]) == 1
    assert await stores.deliveries.enqueue([]) == 0
    found = await stores.deliveries.find(claim.delivery.id)
    assert found is not None
    assert found.state is DeliveryState.DELIVERED


async def test_the_longest_due_is_claimed_first_and_once(stores: Stores) -> None:
    """A claimed delivery is nobody else's until its lease ends; what is not due yet, or to be avoided, is left."""
    await stores.deliveries.enqueue(
        [delivery("late", second=5), delivery("early", second=1), delivery("future", second=99)]
    )
    await stores.deliveries.enqueue([delivery("avoided", endpoint_id="busy")])
    claims = [await stores.deliveries.claim(after(10), after(70), avoiding={"busy"}) for _ in range(3)]
    assert [claim and claim.delivery.id for claim in claims] == ["early", "late", None]


async def test_claims_at_the_same_time_get_different_deliveries(stores: Stores) -> None:
    """Of many claimers, as replicas are, no two get the same delivery."""
    await stores.deliveries.enqueue([delivery(f"m{number}") for number in range(20)])
    claims = await asyncio.gather(*(_claim(stores) for _ in range(25)))
    taken = [claim.delivery.id for claim in claims if claim]
    assert len(taken) == len(set(taken)) == 20


async def test_a_claim_is_taken_over_when_its_lease_ends(stores: Stores) -> None:
    """Whoever lost a claim cannot write down an outcome any more; whoever took it over can."""
    await stores.deliveries.enqueue([delivery()])
    first = await _claim(stores, 0, lease=60)
    assert first is not None
    assert await _claim(stores, 59) is None
    second = await _claim(stores, 60)
    assert second is not None
    assert not await stores.deliveries.settle(first, Outcome(state=DeliveryState.DELIVERED))
    assert await stores.deliveries.settle(second, Outcome(state=DeliveryState.FAILED, note="No."))
    assert not await stores.deliveries.settle(second, Outcome(state=DeliveryState.DELIVERED))


async def test_tries_are_written_down_and_counted(stores: Stores) -> None:
    """Each try is kept with what came of it, the last twenty of them; the count goes on."""
    await stores.deliveries.enqueue([delivery()])
    for number in range(25):
        claim = await _claim(stores, number)
        assert claim is not None
        tried = Try(at=after(number), seconds=0.5, status_code=500, error="500")
        await stores.deliveries.settle(
            claim, Outcome(state=DeliveryState.PENDING, due_at=after(number + 1), tried=tried)
        )
    found = await stores.deliveries.find("msg_1")
    assert found is not None
    assert (found.tries_since_asked, len(found.tries)) == (25, 20)
    assert found.tries[-1] == Try(at=after(24), seconds=0.5, status_code=500, error="500")
    assert found.due_at == after(25)
    assert await stores.deliveries.count_pending() == 1


async def test_a_delivery_that_is_over_can_be_asked_for_again(stores: Stores) -> None:
    """It is due at once with its tries counted anew; a pending one is left alone."""
    await stores.deliveries.enqueue([delivery()])
    assert await stores.deliveries.ask_again("msg_1", after(5)) is None
    assert await stores.deliveries.ask_again("msg_2", after(5)) is None
    claim = await _claim(stores)
    assert claim is not None
    tried = Try(at=after(0), seconds=0.1, status_code=410)
    await stores.deliveries.settle(claim, Outcome(state=DeliveryState.FAILED, tried=tried, note="Gone."))
    assert await stores.deliveries.count_pending() == 0
    again = await stores.deliveries.ask_again("msg_1", after(5))
    assert again is not None
    assert (again.state, again.due_at, again.note) == (DeliveryState.PENDING, after(5), None)
    assert (again.asked_again, again.tries_since_asked, again.tries) == (True, 0, (tried,))
    assert await _claim(stores, 5) is not None


async def test_deliveries_are_paged_from_the_youngest(stores: Stores) -> None:
    """Lists go on behind the last one seen, those of one moment by id, for an endpoint as for a task."""
    await stores.deliveries.enqueue([delivery(name, second=second) for name, second in (("a", 1), ("b", 2), ("c", 1))])
    await stores.deliveries.enqueue([delivery("other", endpoint_id="we_2", task_id="other")])
    first = await stores.deliveries.of_endpoint("we_1", after=None, limit=2)
    assert [found.id for found in first] == ["b", "c"]
    position = Position(created_at=first[-1].created_at, id=first[-1].id)
    assert [found.id for found in await stores.deliveries.of_endpoint("we_1", after=position, limit=2)] == ["a"]
    assert [found.id for found in await stores.deliveries.of_task(TASK, after=position, limit=2)] == ["a"]


async def test_a_forgotten_task_leaves_nothing(stores: Stores) -> None:
    """Deliveries about a task go with it, those under way too."""
    await stores.deliveries.enqueue([delivery("a"), delivery("b", task_id="other")])
    claim = await _claim(stores)
    assert claim is not None
    await stores.deliveries.forget_task(TASK)
    assert await stores.deliveries.find("a") is None
    assert await stores.deliveries.find("b") is not None
    assert not await stores.deliveries.settle(claim, Outcome(state=DeliveryState.DELIVERED))


async def test_the_random_key_is_made_once(stores: Stores) -> None:
    """All replicas get the same key, which is long enough."""
    keys = await asyncio.gather(*(stores.secrets.random_key() for _ in range(5)))
    assert len(set(keys)) == 1
    assert len(keys[0]) == 32


async def test_versions_of_a_secret_follow_each_other(stores: Stores) -> None:
    """A version is stored only in place of the one before it, so that two rotations at once are two."""
    states = [
        SecretState(name="we_1", version=version, key_mark="mark", previous_until=after(9)) for version in (1, 2, 3)
    ]
    assert await stores.secrets.secret("we_1") is None
    assert not await stores.secrets.put_secret(states[1])
    assert await stores.secrets.put_secret(states[0])
    assert not await stores.secrets.put_secret(states[0])
    assert await stores.secrets.put_secret(states[1])
    assert not await stores.secrets.put_secret(states[1])
    assert await stores.secrets.secret("we_1") == states[1]


async def test_every_query_walks_an_index(mongo: Stores, database: Database[dict[str, Any]]) -> None:
    """Neither a poll for due deliveries nor a list reads documents that it does not return."""
    for number in range(30):
        name = f"m{number:02}"
        await mongo.deliveries.enqueue([delivery(name, second=number, endpoint_id=f"we_{number % 3}")])
        if number < 20:
            claim = await _claim(mongo, number)
            assert claim is not None
            await mongo.deliveries.settle(claim, Outcome(state=DeliveryState.DELIVERED))
    collection = database["webhook_deliveries"]
    pending = {"state": "pending", "due_at": {"$lte": after(24)}, "endpoint_id": {"$nin": []}}
    plans = [
        (collection.find(pending).sort([("due_at", 1)]), 5),
        (collection.find({"endpoint_id": "we_1"}).sort([("created_at", -1), ("_id", -1)]).limit(3), 3),
        (collection.find({"task_id": TASK}).sort([("created_at", -1), ("_id", -1)]).limit(3), 3),
    ]
    for cursor, count in plans:
        plan = cursor.explain()
        assert plan["executionStats"]["totalDocsExamined"] == count
        assert "SORT" not in str(plan["queryPlanner"]["winningPlan"])


async def test_deliveries_expire(mongo: Stores, database: Database[dict[str, Any]]) -> None:
    """The database removes each delivery at its own time, so that the log stays bounded."""
    await mongo.deliveries.enqueue([delivery()])
    indexes = database["webhook_deliveries"].index_information()
    assert (indexes["expiry"]["key"], indexes["expiry"]["expireAfterSeconds"]) == ([("expires_at", 1)], 0)

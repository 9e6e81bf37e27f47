"""Stores of webhooks that forget with the process: for tests, and held to the same tests as the real ones."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime

from gateway.cursors import Position
from gateway.webhook_secrets import SecretState
from gateway.webhook_store import Claim, EndpointChange, Outcome
from gateway.webhooks import MOST_TRIES_KEPT, Delivery, DeliveryState, Endpoint, EventType


class InMemorySecrets:
    """See `SecretStore`."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._states: dict[str, SecretState] = {}

    async def random_key(self) -> bytes:
        """See `SecretStore`."""
        return self._key

    async def secret(self, name: str) -> SecretState | None:
        """See `SecretStore`."""
        return self._states.get(name)

    async def put_secret(self, state: SecretState) -> bool:
        """See `SecretStore`."""
        old = self._states.get(state.name)
        if (old.version if old else 0) != state.version - 1:
            return False
        self._states[state.name] = state
        return True


class InMemoryEndpoints:
    """See `EndpointStore`."""

    def __init__(self) -> None:
        self._endpoints: dict[str, Endpoint] = {}

    async def prepare(self) -> None:
        """There is nothing to make."""

    async def add(self, endpoint: Endpoint) -> None:
        """See `EndpointStore`."""
        self._endpoints[endpoint.id] = endpoint

    async def find(self, endpoint_id: str) -> Endpoint | None:
        """See `EndpointStore`."""
        return self._endpoints.get(endpoint_id)

    async def subscriptions(self) -> Sequence[Endpoint]:
        """See `EndpointStore`."""
        standing = [endpoint for endpoint in self._endpoints.values() if endpoint.task_id is None]
        return sorted(standing, key=lambda endpoint: (endpoint.created_at, endpoint.id))

    async def interested(self, task_id: str, event: EventType, ended_at: datetime) -> Sequence[Endpoint]:
        """See `EndpointStore`."""
        return [
            endpoint
            for endpoint in self._endpoints.values()
            if event in endpoint.events
            and endpoint.enabled
            and (endpoint.task_id == task_id or (endpoint.task_id is None and endpoint.created_at <= ended_at))
        ]

    async def change(self, endpoint_id: str, change: EndpointChange) -> Endpoint | None:
        """See `EndpointStore`."""
        old = self._endpoints.get(endpoint_id)
        if old is None:
            return None
        self._endpoints[endpoint_id] = change(old)
        return self._endpoints[endpoint_id]

    async def remove(self, endpoint_id: str) -> bool:
        """See `EndpointStore`."""
        return self._endpoints.pop(endpoint_id, None) is not None


class InMemoryDeliveries:
    """See `DeliveryStore`."""

    def __init__(self) -> None:
        self._deliveries: dict[str, Delivery] = {}
        self._leases: dict[str, str] = {}

    async def prepare(self) -> None:
        """There is nothing to make."""

    async def enqueue(self, deliveries: Sequence[Delivery]) -> int:
        """See `DeliveryStore`."""
        new = [delivery for delivery in deliveries if delivery.id not in self._deliveries]
        self._deliveries.update({delivery.id: delivery for delivery in new})
        return len(new)

    async def claim(self, now: datetime, lease_until: datetime, *, avoiding: Collection[str] = ()) -> Claim | None:
        """See `DeliveryStore`."""
        due = [
            (delivery.due_at, delivery.id)
            for delivery in self._deliveries.values()
            if delivery.due_at and delivery.due_at <= now and delivery.endpoint_id not in avoiding
        ]
        if not due:
            return None
        _, identity = min(due)
        self._leases[identity] = secrets.token_hex(8)
        self._deliveries[identity] = self._deliveries[identity].model_copy(update={"due_at": lease_until})
        return Claim(delivery=self._deliveries[identity], lease=self._leases[identity])

    async def settle(self, claim: Claim, outcome: Outcome) -> bool:
        """See `DeliveryStore`."""
        identity = claim.delivery.id
        if self._leases.get(identity) != claim.lease:
            return False
        del self._leases[identity]
        old = self._deliveries[identity]
        tries = (*old.tries, *([outcome.tried] if outcome.tried else []))
        changes = {
            "state": outcome.state,
            "due_at": outcome.due_at,
            "note": outcome.note,
            "tries": tries[-MOST_TRIES_KEPT:],
            "tries_since_asked": old.tries_since_asked + (outcome.tried is not None),
        }
        self._deliveries[identity] = old.model_copy(update=changes)
        return True

    async def find(self, delivery_id: str) -> Delivery | None:
        """See `DeliveryStore`."""
        return self._deliveries.get(delivery_id)

    async def of_endpoint(self, endpoint_id: str, *, after: Position | None, limit: int) -> Sequence[Delivery]:
        """See `DeliveryStore`."""
        mine = [delivery for delivery in self._deliveries.values() if delivery.endpoint_id == endpoint_id]
        return _page(mine, after, limit)

    async def of_task(self, task_id: str, *, after: Position | None, limit: int) -> Sequence[Delivery]:
        """See `DeliveryStore`."""
        mine = [delivery for delivery in self._deliveries.values() if delivery.task_id == task_id]
        return _page(mine, after, limit)

    async def ask_again(self, delivery_id: str, now: datetime) -> Delivery | None:
        """See `DeliveryStore`."""
        old = self._deliveries.get(delivery_id)
        if old is None or old.state is DeliveryState.PENDING:
            return None
        changes = {"state": DeliveryState.PENDING, "due_at": now, "tries_since_asked": 0, "asked_again": True}
        self._deliveries[delivery_id] = old.model_copy(update={**changes, "note": None})
        return self._deliveries[delivery_id]

    async def forget_task(self, task_id: str) -> None:
        """See `DeliveryStore`."""
        gone = [delivery.id for delivery in self._deliveries.values() if delivery.task_id == task_id]
        for identity in gone:
            del self._deliveries[identity]
            self._leases.pop(identity, None)

    async def count_pending(self) -> int:
        """See `DeliveryStore`."""
        return sum(delivery.state is DeliveryState.PENDING for delivery in self._deliveries.values())


def _page(deliveries: Sequence[Delivery], after: Position | None, limit: int) -> Sequence[Delivery]:
    ordered = sorted(deliveries, key=_place, reverse=True)
    if after:
        ordered = [delivery for delivery in ordered if _place(delivery) < (after.created_at, after.id)]
    return ordered[:limit]


def _place(delivery: Delivery) -> tuple[datetime, str]:
    return delivery.created_at, delivery.id

"""Where webhooks are kept, as the rest of the gateway sees it; nothing here can be rebuilt from the topics.

Every method raises `UnavailableError` when the database does not answer in time.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Protocol, TypeAlias

from gateway.cursors import Position
from gateway.facts import Fact
from gateway.webhooks import Delivery, DeliveryState, Endpoint, EventType, Try

EndpointChange: TypeAlias = Callable[[Endpoint], Endpoint]
"""Makes the new endpoint from the old one; called again when somebody else was faster, so free of effects."""


class Claim(Fact):
    """A delivery that nobody else tries until the lease ends."""

    delivery: Delivery
    lease: str


class Outcome(Fact):
    """What became of a claimed delivery."""

    state: DeliveryState
    due_at: datetime | None = None
    tried: Try | None = None
    note: str | None = None


class EndpointStore(Protocol):
    """Standing subscriptions and the addresses that came with tasks."""

    async def prepare(self) -> None:
        """Make what queries need, if it is not there yet."""

    async def add(self, endpoint: Endpoint) -> None:
        """Keep a new endpoint."""

    async def find(self, endpoint_id: str) -> Endpoint | None:
        """Return an endpoint."""

    async def subscriptions(self) -> Sequence[Endpoint]:
        """Return all standing subscriptions, the oldest first."""

    async def interested(self, task_id: str, event: EventType, ended_at: datetime) -> Sequence[Endpoint]:
        """Return whom to tell: the task's own address and enabled subscriptions made before the end."""

    async def change(self, endpoint_id: str, change: EndpointChange) -> Endpoint | None:
        """Change an endpoint as if nobody else did at that time; None when there is none."""

    async def remove(self, endpoint_id: str) -> bool:
        """Forget an endpoint; return whether it was there."""


class DeliveryStore(Protocol):
    """Deliveries, until they expire."""

    async def prepare(self) -> None:
        """Make what queries need, if it is not there yet."""

    async def enqueue(self, deliveries: Sequence[Delivery]) -> int:
        """Keep deliveries whose ids are new and return how many are; the others stay as they are."""

    async def claim(self, now: datetime, lease_until: datetime, *, avoiding: Collection[str] = ()) -> Claim | None:
        """Take the delivery that is due longest, of none of these endpoints; None when none is due."""

    async def settle(self, claim: Claim, outcome: Outcome) -> bool:
        """Write down what became of a delivery; False, with nothing written, when the lease went to somebody else."""

    async def find(self, delivery_id: str) -> Delivery | None:
        """Return a delivery."""

    async def of_endpoint(self, endpoint_id: str, *, after: Position | None, limit: int) -> Sequence[Delivery]:
        """Return deliveries to an endpoint, the youngest first, from behind a position."""

    async def of_task(self, task_id: str, *, after: Position | None, limit: int) -> Sequence[Delivery]:
        """Return deliveries about a task, the youngest first, from behind a position."""

    async def ask_again(self, delivery_id: str, now: datetime) -> Delivery | None:
        """Make a delivery that is over due again, its tries counted anew; None while it is pending or when unknown."""

    async def forget_task(self, task_id: str) -> None:
        """Forget what is about a task."""

    async def count_pending(self) -> int:
        """Return how many deliveries are not over."""

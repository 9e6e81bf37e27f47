"""What routes work with: made once by the wiring, replaced by doubles in tests."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Protocol, cast

from fastapi import Depends, Request
from starlette.requests import HTTPConnection

from chassis.bus import Bus
from chassis.prices import PriceTable
from chassis.store import Store
from gateway.admission import Door
from gateway.backlog import Backlog
from gateway.clock import Clock
from gateway.films import FilmFolder
from gateway.idempotency import Records
from gateway.leases import Leases
from gateway.live_views import LiveViews
from gateway.settings import GatewaySettings
from gateway.task_store import TaskStore
from gateway.webhook_service import Webhooks


class KafkaLink(Protocol):
    """How this process stands with Kafka."""

    async def answers(self) -> bool:
        """Return whether the broker answers now."""

    def is_consuming(self) -> bool:
        """Return whether this process has its share of the events."""


@dataclass(frozen=True)
class Parts:
    """The gateway without its HTTP."""

    settings: GatewaySettings
    tasks: TaskStore
    leases: Leases
    live: LiveViews
    bus: Bus
    kafka: KafkaLink
    store: Store
    films: FilmFolder
    prices: PriceTable
    door: Door
    webhooks: Webhooks
    backlog: Backlog
    records: Records
    clock: Clock
    sleep: Callable[[float], Awaitable[None]]
    started_at: datetime

    @property
    def uptime_seconds(self) -> float:
        """Seconds since the start."""
        return (self.clock() - self.started_at).total_seconds()


def parts_of(connection: HTTPConnection) -> Parts:
    """Return what the application that answers a request works with."""
    return cast(Parts, connection.app.state.parts)


async def _parts(request: Request) -> Parts:
    # A coroutine without need: FastAPI would hand a plain function to a thread, at the price of a whole request.
    return parts_of(request)


PartsOf = Annotated[Parts, Depends(_parts)]

"""The whole application over doubles of Kafka and MongoDB, which the tests of the ports hold to the real ones."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest
from prometheus_client import CollectorRegistry

from chassis.errors import UnavailableError
from chassis.prices import PriceTable
from chassis.store import Store
from contracts import AnyEvent, Event, ScriptReady, Video
from gateway.admission import Door
from gateway.announcer import Announcer
from gateway.backlog import Backlog
from gateway.films import FilmFolder
from gateway.http_app import http_app
from gateway.http_metrics import HttpMetrics
from gateway.live_views import LiveViews
from gateway.memory import InMemoryLeases, InMemoryTaskStore
from gateway.parts import Parts
from gateway.projector import Projector
from gateway.settings import GatewaySettings
from gateway.task_store import Change, UnfinishedCount
from gateway.task_view import TaskView
from tests.unit.gateway.access_doubles import FakeCounters, FakeKeyStore, FakeRecords
from tests.unit.gateway.samples import START, script, video
from tests.unit.gateway.webhook_doubles import webhooks_in_memory

API = "/api/v1"


class FakeBus:
    """Keeps what is published on it; can be away."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.refused: list[Event] = []
        self.is_away = False
        self.meanwhile: Callable[[], Awaitable[None]] | None = None
        """What happens while an event is refused."""

    async def publish(self, event: Event) -> None:
        """Keep the event."""
        if self.is_away:
            self.refused.append(event)
            if self.meanwhile:
                await self.meanwhile()
            raise UnavailableError("broker_unavailable", "Kafka does not answer.", "Send it again.")
        self.events.append(event)


class FakeTaskStore(InMemoryTaskStore):
    """Views in memory; can be away, at once or after so many operations."""

    def __init__(self, live: LiveViews | None = None) -> None:
        super().__init__(live)
        self.operations_left: int | None = None

    async def check(self) -> None:
        """Fail while away."""
        if self.operations_left is not None:
            if self.operations_left <= 0:
                raise UnavailableError("database_unavailable", "The database does not answer.", "Try again.")
            self.operations_left -= 1

    async def count_unfinished(self, submitted_by: str | None) -> UnfinishedCount:
        """Count."""
        await self.check()
        return await super().count_unfinished(submitted_by)

    def forget(self, task_id: str) -> None:
        """Lose a view."""
        del self._views[task_id]

    async def find(self, task_id: str) -> TaskView | None:
        """Return a view."""
        await self.check()
        return await super().find(task_id)

    async def change(self, task_id: str, change: Change) -> TaskView:
        """Change a view."""
        await self.check()
        return await super().change(task_id, change)


@dataclass
class FakeKafkaLink:
    """A link whose state a test sets."""

    is_up: bool = True
    has_joined: bool = True

    async def answers(self) -> bool:
        """Return whether the broker answers."""
        return self.is_up

    def is_consuming(self) -> bool:
        """Return whether the group is joined."""
        return self.has_joined


@dataclass
class FakeTime:
    """A clock that only moves when somebody sleeps."""

    now: datetime = START
    meanwhile: Callable[[], Awaitable[None]] | None = None
    """What happens while somebody sleeps."""

    def clock(self) -> datetime:
        """Return the time."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Let time pass at once."""
        self.now += timedelta(seconds=seconds)
        if self.meanwhile:
            await self.meanwhile()


@dataclass
class Gateway:
    """The application and what it works with."""

    client: httpx.AsyncClient
    parts: Parts
    tasks: FakeTaskStore
    bus: FakeBus
    kafka: FakeKafkaLink
    store: Store
    time: FakeTime
    projector: Projector
    keys: FakeKeyStore
    counters: FakeCounters
    records: FakeRecords
    registry: CollectorRegistry = field(repr=False)

    async def store_film(self, task_id: str, data: bytes = b"film") -> Video:
        """Store a film and return it; its other files hold their own names."""
        film = await self.store.put(f"tasks/{task_id}/film.mp4", data, "video/mp4")
        poster = await self.store.put(f"tasks/{task_id}/poster.jpg", b"poster", "image/jpeg")
        srt = await self.store.put(f"tasks/{task_id}/captions.srt", b"srt", "application/x-subrip")
        vtt = await self.store.put(f"tasks/{task_id}/captions.vtt", b"vtt", "text/vtt")
        files = {"file": film, "poster": poster, "captions_srt": srt, "captions_vtt": vtt}
        return video(task_id=task_id).model_copy(update=files)

    async def store_script(self, task_id: str) -> ScriptReady:
        """Store a script of one scene and return the event that announces it."""
        return ScriptReady(
            task_id=task_id,
            script=await self.store.put(
                f"tasks/{task_id}/script.json", script(task_id).model_dump_json().encode(), "application/json"
            ),
        )

    async def hear(self, *events: AnyEvent) -> None:
        """Let events be heard, a second after each other."""
        for event in events:
            await self.projector.record(event, self.time.now)
            self.time.now += timedelta(seconds=1)


@pytest.fixture
def settings(tmp_path: Path) -> GatewaySettings:
    """Return settings that read no file."""
    return GatewaySettings(
        _env_file=None,
        storage_url="memory://",
        output_directory=tmp_path / "films",
        cors_origins=("https://studio.example",),
        log_file=None,
        rate_limit_per_minute=None,
        rate_limit_per_hour=None,
    )


@pytest.fixture
def store() -> Store:
    """Return the object store."""
    return Store.in_memory()


@pytest.fixture
async def gateway(settings: GatewaySettings, store: Store) -> AsyncIterator[Gateway]:
    """Return an application of its own."""
    live = LiveViews()
    tasks, bus, kafka, time = FakeTaskStore(live), FakeBus(), FakeKafkaLink(), FakeTime()
    films, keys, counters = FilmFolder(settings.output_directory, store), FakeKeyStore(), FakeCounters()
    webhooks = webhooks_in_memory(settings, time.clock)
    records = FakeRecords()
    parts = Parts(
        settings=settings,
        tasks=tasks,
        leases=InMemoryLeases(),
        live=live,
        bus=bus,
        kafka=kafka,
        store=store,
        films=films,
        prices=PriceTable.load(settings.price_table),
        door=Door.of(settings, keys=keys, counters=counters, clock=time.clock),
        webhooks=webhooks,
        backlog=Backlog(tasks, most=None, most_per_key=None),
        records=records,
        clock=time.clock,
        sleep=time.sleep,
        started_at=time.now,
    )
    registry = CollectorRegistry()
    transport = httpx.ASGITransport(http_app(parts, HttpMetrics(registry)))
    async with httpx.AsyncClient(transport=transport, base_url=f"http://gateway{API}") as client:
        announcer = Announcer(webhooks.endpoints, webhooks.deliveries, log_days=30, clock=time.clock)
        projector = Projector(tasks, films, bus, store, announcer.announce)
        yield Gateway(client, parts, tasks, bus, kafka, store, time, projector, keys, counters, records, registry)

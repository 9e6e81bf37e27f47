from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from faststream.kafka import KafkaBroker, TestKafkaBroker
from faststream.kafka.subscriber.usecase import LogicSubscriber

from chassis.settings import ServiceSettings
from chassis.store import Store
from contracts import EVENT_TYPES, Briefing, BriefingSubmitted, Envelope, Event, Phase, TaskFailed, TaskProgressed
from contracts.topics import BRIEFING_SUBMITTED, TASK_FAILED, TASK_PROGRESSED, topic_of
from gateway.films import FilmFolder
from gateway.handlers import register
from gateway.memory import InMemoryTaskStore
from gateway.projector import Projector
from gateway.task_view import TaskStatus
from tests.handlers.conftest import RecordingBus

SUBMITTED = BriefingSubmitted(task_id="t1", briefing=Briefing(title="Title", description="A description."))
TIME = datetime(2025, 11, 20, 10, 15, 30, tzinfo=UTC)


@pytest.fixture
def tasks() -> InMemoryTaskStore:
    """Return an empty task store."""
    return InMemoryTaskStore()


@pytest.fixture
def broker(settings: ServiceSettings, store: Store, bus: RecordingBus, tasks: InMemoryTaskStore) -> KafkaBroker:
    """Return a broker with the projection subscribed."""
    broker = KafkaBroker()
    register(broker, settings, Projector(tasks, FilmFolder(None, store), bus, store))
    return broker


def _headers(event: Event, time: datetime = TIME) -> dict[str, str]:
    return Envelope.around(event, source="/test", time=time).to_headers()


async def test_every_event_is_followed(broker: KafkaBroker) -> None:
    """The gateway listens to all topics of events."""
    [subscriber] = broker.subscribers
    assert isinstance(subscriber, LogicSubscriber)
    assert set(subscriber.topic_names) == {topic_of(event_type) for event_type in EVENT_TYPES}


async def test_events_change_the_view_of_their_task(broker: KafkaBroker, tasks: InMemoryTaskStore) -> None:
    """Each event is read as what its type says, and written down for its task."""
    progress = TaskProgressed(task_id="t1", phase=Phase.SCRIPT, fraction=1.0)
    failure = TaskFailed(task_id="t2", phase=Phase.VISUALS, code="no_space", message="No space.", retryable=True)
    async with TestKafkaBroker(broker):
        await broker.publish(SUBMITTED, topic=BRIEFING_SUBMITTED, headers=_headers(SUBMITTED))
        await broker.publish(progress, topic=TASK_PROGRESSED, headers=_headers(progress))
        await broker.publish(failure, topic=TASK_FAILED, headers=_headers(failure))
    first, second = await tasks.find("t1"), await tasks.find("t2")
    assert first is not None
    assert second is not None
    assert (first.status, first.progress, first.briefing) == (TaskStatus.PROCESSING, 5, SUBMITTED.briefing)
    assert (second.status, second.failure and second.failure.code) == (TaskStatus.FAILED, "no_space")


async def test_an_event_happened_when_its_envelope_says(broker: KafkaBroker, tasks: InMemoryTaskStore) -> None:
    """Times come from the event, not from when it was heard, so that a replay gives the same."""
    async with TestKafkaBroker(broker):
        await broker.publish(SUBMITTED, topic=BRIEFING_SUBMITTED, headers=_headers(SUBMITTED))
    view = await tasks.find("t1")
    assert view is not None
    assert view.created_at == TIME


@pytest.mark.parametrize("headers", [{}, {"ce_time": "yesterday"}, {"ce_time": "2025-11-20T10:15:30"}])
async def test_without_an_envelope_kafkas_time_counts(
    broker: KafkaBroker, tasks: InMemoryTaskStore, headers: Mapping[str, str]
) -> None:
    """An event of a foreign client without a usable time is taken to have happened when Kafka got it."""
    before = datetime.now(UTC).replace(microsecond=0)
    async with TestKafkaBroker(broker):
        await broker.publish(SUBMITTED, topic=BRIEFING_SUBMITTED, headers=dict(headers))
    view = await tasks.find("t1")
    assert view is not None
    assert view.created_at is not None
    assert before <= view.created_at <= datetime.now(UTC)

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from chassis.backlog import Backlog, Log
from chassis.cancellation import is_cancelled
from chassis.errors import UnavailableError
from chassis.store import Store
from contracts import BriefingSubmitted, Phase, TaskFailed
from gateway.films import FilmFolder
from gateway.memory import InMemoryWatchRecords
from gateway.projection import apply
from gateway.projector import Projector
from gateway.task_view import TaskStatus
from gateway.watchdog import Patience, Watchdog
from tests.unit.gateway.conftest import FakeBus, FakeTaskStore, FakeTime
from tests.unit.gateway.samples import TASK, progressed, rendered, submitted

SILENCE = timedelta(seconds=60)
DEADLINE = timedelta(hours=6)


@dataclass
class Watch:
    """Watchdogs over the same tasks, and a broker whose state a test sets."""

    tasks: FakeTaskStore = field(default_factory=FakeTaskStore)
    bus: FakeBus = field(default_factory=FakeBus)
    store: Store = field(default_factory=Store.in_memory)
    time: FakeTime = field(default_factory=FakeTime)
    log: Log = field(default_factory=lambda: Log(done=0, end=0))
    topics_made: int = 0

    def __post_init__(self) -> None:
        self.records = InMemoryWatchRecords(self.tasks)
        self.dog = self.another_dog()

    def another_dog(self) -> Watchdog:
        """Return a watchdog that remembers nothing."""
        return Watchdog(
            records=self.records,
            tasks=self.tasks,
            bus=self.bus,
            store=self.store,
            clock=self.time.clock,
            read_backlog=self.read_backlog,
            ensure_topics=self.ensure_topics,
            patience=Patience(silence=SILENCE, most_redrives=3, deadline=DEADLINE),
        )

    async def read_backlog(self) -> Backlog:
        """Return the backlog of one agent with one partition."""
        return Backlog({"render-agent": {0: self.log}})

    async def ensure_topics(self) -> None:
        """Count."""
        self.topics_made += 1

    async def hear(self, *events: BriefingSubmitted | TaskFailed) -> None:
        """Let the projection hear events now."""
        for event in events:
            await self._projector().record(event, self.time.now)

    async def wait(self, time: timedelta = SILENCE) -> None:
        """Let time pass and have the watchdog look."""
        self.time.now += time
        await self.dog.look()

    def _projector(self) -> Projector:
        return Projector(self.tasks, FilmFolder(None, self.store), self.bus, self.store)


@pytest.fixture
def watch() -> Watch:
    """Return a watch over no task, with no message anywhere."""
    return Watch()


async def test_a_lively_task_is_left_alone(watch: Watch) -> None:
    """Before the silence has lasted long enough nothing is done, not even asked of the broker."""
    await watch.hear(submitted())
    await watch.wait(SILENCE - timedelta(seconds=1))
    assert (watch.bus.events, watch.topics_made) == ([], 0)


async def test_a_forsaken_task_is_started_again(watch: Watch) -> None:
    """What the user asked for is said again word for word, on topics that are there."""
    await watch.hear(submitted())
    await watch.wait()
    assert (watch.bus.events, watch.topics_made) == ([submitted()], 1)


async def test_work_that_waits_or_is_under_way_is_not_forsaken(watch: Watch) -> None:
    """As long as an agent gets on, but is not yet done with what was there when silence fell, it is waited for."""
    await watch.hear(submitted())
    for done in range(20):
        watch.log = Log(done=done, end=20)
        await watch.wait()
    assert watch.bus.events == []
    watch.log = Log(done=20, end=20)
    await watch.wait(timedelta(seconds=1))
    assert watch.bus.events == [submitted()]


async def test_an_agent_at_a_standstill_is_sent_the_task_again_and_again(watch: Watch) -> None:
    """Where nothing gets on the briefing is repeated, seldom; that alone never fails a task."""
    watch.log = Log(done=0, end=1)
    await watch.hear(submitted())
    for _ in range(5):
        await watch.wait()
    assert watch.bus.events == []
    for _ in range(20):
        await watch.wait()
    assert watch.bus.events == [submitted()] * 4


async def test_a_busy_agent_does_not_hide_a_forsaken_task(watch: Watch) -> None:
    """What is sent after the silence was noticed is of other tasks: a queue that never empties is no excuse."""
    watch.log = Log(done=4, end=5)
    await watch.hear(submitted())
    await watch.wait()
    watch.log = Log(done=5, end=500)
    await watch.wait(timedelta(seconds=1))
    assert watch.bus.events == [submitted()]


async def test_a_log_that_was_lost_is_not_waited_for(watch: Watch) -> None:
    """A broker that came back empty has nothing that could still be worked on."""
    watch.log = Log(done=4, end=5)
    await watch.hear(submitted())
    await watch.wait()
    watch.log = Log(done=0, end=0)
    await watch.wait(timedelta(seconds=1))
    assert watch.bus.events == [submitted()]


async def test_a_task_that_stays_silent_fails_by_name(watch: Watch) -> None:
    """After so many starts, each given its time, the task fails with a code, a sentence and something to do."""
    await watch.hear(submitted())
    for count in (1, 2, 3):
        await watch.wait()
        await watch.wait(SILENCE - timedelta(seconds=1))
        assert watch.bus.events == [submitted()] * count
    await watch.wait()
    view = await watch.tasks.find(TASK)
    assert view is not None
    assert view.failure is not None
    assert (view.failure.code, view.failure.retryable, view.failure.phase) == ("stalled", True, Phase.SCRIPT)
    assert "3x" in view.failure.message
    assert view.failure.hint
    assert await is_cancelled(watch.store, TASK, 1)
    await watch.wait()
    assert len(watch.bus.events) == 4


async def test_a_task_that_takes_too_long_fails_whatever_waits(watch: Watch) -> None:
    """The deadline holds for tasks that are heard of, and for those behind a queue that never moves."""
    watch.log = Log(done=0, end=9)
    await watch.hear(submitted())
    watch.time.now += DEADLINE
    await watch.dog.look()
    [failure] = watch.bus.events
    assert isinstance(failure, TaskFailed)
    assert (failure.code, failure.message) == ("stalled", "The film was not finished within 6 hours.")


async def test_two_watchdogs_do_what_one_would(watch: Watch) -> None:
    """A leader that was replaced and one that replaces it start a task once between them."""
    await watch.hear(submitted())
    other = watch.another_dog()
    watch.time.now += SILENCE
    await watch.dog.look()
    await other.look()
    assert watch.bus.events == [submitted()]


async def test_a_watchdog_that_acts_late_does_no_harm(watch: Watch) -> None:
    """A failure said by a watchdog that slept through the film, or through a retry, changes nothing that shows."""
    await watch.hear(submitted())
    failure = TaskFailed(
        task_id=TASK, phase=Phase.SCRIPT, code="stalled", message="Nobody worked on it.", retryable=True
    )
    watch.time.now += timedelta(seconds=1)
    await watch.tasks.change(TASK, lambda view: apply(view, rendered(), watch.time.now))
    await watch.hear(failure)
    view = await watch.tasks.find(TASK)
    assert view is not None
    assert view.status is TaskStatus.COMPLETED
    await watch.hear(submitted(attempt=2), failure)
    view = await watch.tasks.find(TASK)
    assert view is not None
    assert view.status is TaskStatus.PENDING


async def test_progress_gives_a_task_its_time_again(watch: Watch) -> None:
    """After a sign of life the silence is counted anew, and where the logs end is looked up anew."""
    await watch.hear(submitted())
    await watch.wait()
    watch.time.now += timedelta(seconds=30)
    await watch.tasks.change(TASK, lambda view: apply(view, progressed(Phase.SCRIPT, 0.5), watch.time.now))
    await watch.wait(SILENCE - timedelta(seconds=1))
    assert watch.bus.events == [submitted()]
    watch.log = Log(done=7, end=8)
    await watch.wait(timedelta(seconds=1))
    assert watch.bus.events == [submitted()]


async def test_without_kafka_the_watchdog_waits(watch: Watch) -> None:
    """A round that meets an absent broker ends in the error that means waiting; the task is not failed for it."""
    await watch.hear(submitted())
    watch.bus.is_away = True
    with pytest.raises(UnavailableError):
        await watch.wait()
    view = await watch.tasks.find(TASK)
    assert view is not None
    assert view.status is TaskStatus.PENDING


@pytest.mark.parametrize(
    ("logs", "has_passed"),
    [
        ({0: Log(done=5, end=5), 1: Log(done=0, end=0)}, True),
        ({0: Log(done=4, end=9), 1: Log(done=4, end=9)}, False),
        ({}, True),
    ],
)
def test_a_task_waits_for_its_own_partition_only(logs: Mapping[int, Log], *, has_passed: bool) -> None:
    """What lies before a task is what lies in the partition of its key; a topic that is not there holds nothing."""
    before = Backlog({"g": {0: Log(done=0, end=5), 1: Log(done=0, end=5)}})
    assert Backlog({"g": logs}).has_passed(before.ends("t"), "t") is has_passed

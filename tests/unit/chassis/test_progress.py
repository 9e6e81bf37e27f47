import pytest

from chassis.cancellation import Cancellation, mark_cancelled
from chassis.errors import TaskWithdrawnError
from chassis.progress import Progress
from chassis.store import Store
from contracts import Charge, Event, Phase, ScriptReady, TaskProgressed
from contracts.artefacts import ArtefactRef

SCRIPT = ArtefactRef(key="k", uri="memory://k", media_type="application/json", size_bytes=1, sha256="0" * 64)
EVENT = ScriptReady(task_id="t1", attempt=2, script=SCRIPT)


class RecordingBus:
    """Keeps what is published."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    async def publish(self, event: Event) -> None:
        """Keep the event."""
        self.events.append(event)

    @property
    def fractions(self) -> list[float]:
        """What was said about how far the stage is."""
        return [event.fraction for event in self.events if isinstance(event, TaskProgressed)]


def _progress(bus: RecordingBus, store: Store) -> Progress:
    return Progress(bus, Cancellation(store, EVENT.task_id, EVENT.attempt), EVENT, Phase.RENDER)


async def test_many_small_steps_make_few_events() -> None:
    """A stage that reports a thousand times publishes about twenty events, the last of them 100 %."""
    bus = RecordingBus()
    progress = _progress(bus, Store.in_memory())

    for step in range(1001):
        await progress.report(step / 1000)

    assert bus.fractions[0] == 0.0
    assert bus.fractions[-1] == 1.0
    assert bus.fractions == sorted(set(bus.fractions))
    assert 15 <= len(bus.fractions) <= 22


async def test_progress_never_goes_back() -> None:
    """A report that is behind an earlier one is not published, and none is outside 0 to 1."""
    bus = RecordingBus()
    progress = _progress(bus, Store.in_memory())

    for fraction in (-1.0, 0.5, 0.3, 7.0):
        await progress.report(fraction)

    assert bus.fractions == [0.0, 0.5, 1.0]


async def test_a_charge_is_told_at_once() -> None:
    """What a call cost is published without waiting for the next step, beside how far the stage is."""
    bus = RecordingBus()
    progress = _progress(bus, Store.in_memory())
    charge = Charge(id="c1", provider="openai", model="a-model", cost_usd=0.01)

    await progress.report(0.5)
    await progress.charged(charge)

    told = TaskProgressed(task_id="t1", attempt=2, phase=Phase.RENDER, fraction=0.5, charges=(charge,))
    assert bus.events[-1] == told


async def test_a_withdrawn_attempt_hears_it_when_it_reports() -> None:
    """Work on a cancelled attempt ends at its next report and says nothing more; other attempts go on."""
    bus, store = RecordingBus(), Store.in_memory()
    progress = _progress(bus, store)

    await mark_cancelled(store, EVENT.task_id, EVENT.attempt - 1)
    await progress.report(0.0)
    await mark_cancelled(store, EVENT.task_id, EVENT.attempt)
    await mark_cancelled(store, EVENT.task_id, EVENT.attempt)

    with pytest.raises(TaskWithdrawnError):
        await progress.report(0.5)
    assert bus.fractions == [0.0]

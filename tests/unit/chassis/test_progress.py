from chassis.progress import reporter
from contracts import Event, Phase, TaskProgressed


class RecordingBus:
    """Keeps what is published."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    async def publish(self, event: Event) -> None:
        """Keep the event."""
        self.events.append(event)


async def test_many_small_steps_make_few_events() -> None:
    """A stage that reports a thousand times publishes about twenty events, the last of them 100 %."""
    bus = RecordingBus()
    report = reporter(bus, "t1", 1, Phase.RENDER)

    for step in range(1001):
        await report(step / 1000)

    fractions = [event.fraction for event in bus.events if isinstance(event, TaskProgressed)]
    assert fractions[0] == 0.0
    assert fractions[-1] == 1.0
    assert fractions == sorted(set(fractions))
    assert 15 <= len(fractions) <= 22


async def test_progress_never_goes_back() -> None:
    """A report that is behind an earlier one is not published, and none is outside 0 to 1."""
    bus = RecordingBus()
    report = reporter(bus, "t1", 1, Phase.RENDER)

    for fraction in (-1.0, 0.5, 0.3, 7.0):
        await report(fraction)

    assert [event.fraction for event in bus.events if isinstance(event, TaskProgressed)] == [0.0, 0.5, 1.0]

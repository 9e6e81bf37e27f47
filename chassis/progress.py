"""Telling how far a stage is, without flooding the bus."""

from collections.abc import Awaitable, Callable
from typing import Final

from chassis.bus import Bus
from contracts import Phase, TaskProgressed

Report = Callable[[float], Awaitable[None]]
"""`await report(0.4)`: share of this stage that is done."""

_STEP: Final = 0.05


def reporter(bus: Bus, task_id: str, attempt: int, phase: Phase) -> Report:
    """Return a reporter that publishes `task.progressed` at the start, at the end and each 5 % between."""
    last = -1.0

    async def report(fraction: float) -> None:
        nonlocal last
        fraction = min(max(fraction, 0.0), 1.0)
        if last >= 0 and fraction - last < _STEP and not last < fraction == 1.0:
            return
        last = fraction
        await bus.publish(TaskProgressed(task_id=task_id, attempt=attempt, phase=phase, fraction=round(fraction, 3)))

    return report

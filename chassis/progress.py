"""Telling how far a stage is and what it paid, without flooding the bus, and hearing whether it should go on."""

from collections.abc import Awaitable, Callable
from typing import Final

from chassis.bus import Bus
from chassis.cancellation import Cancellation
from contracts import Charge, Event, Phase, TaskProgressed

Report = Callable[[float], Awaitable[None]]
"""`await report(0.4)`: share of this stage that is done. Raises `TaskWithdrawnError` when nobody waits for the rest."""

_STEP: Final = 0.05


class Progress:
    """Of one stage on one event's attempt."""

    def __init__(self, bus: Bus, cancellation: Cancellation, event: Event, phase: Phase) -> None:
        self._bus = bus
        self._cancellation = cancellation
        self._event = event
        self._phase = phase
        self._told = -1.0

    async def report(self, fraction: float) -> None:
        """Publish `task.progressed` at the start, at the end and each 5 % between, unless the task was withdrawn."""
        fraction = min(max(fraction, 0.0), 1.0)
        if self._told >= 0 and fraction - self._told < _STEP and not self._told < fraction == 1.0:
            return
        await self._cancellation.check()
        self._told = fraction
        await self._tell()

    async def charged(self, charge: Charge) -> None:
        """Publish what a call cost at once: a stage that fails or is cancelled later has still paid it."""
        await self._tell(charge)

    async def _tell(self, *charges: Charge) -> None:
        event = TaskProgressed(
            task_id=self._event.task_id,
            attempt=self._event.attempt,
            phase=self._phase,
            fraction=round(max(self._told, 0.0), 3),
            charges=charges,
        )
        await self._bus.publish(event)

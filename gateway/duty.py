"""A duty: something to be done again and again by one replica of the gateway at a time."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

import structlog

from chassis.errors import UnavailableError
from gateway.leases import Leases, new_holder

_ROUNDS_PER_LEASE: Final = 3
"""A leader that misses one round keeps its lease."""

_SHORTEST_LEASE_SECONDS: Final = 10.0

_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Duty:
    """Runs `work` every `every_seconds` while this replica has the lease of that name.

    A round that is not over when the lease ends is cancelled, so that a slow leader does not act beside its successor.
    """

    name: str
    work: Callable[[], Awaitable[None]]
    leases: Leases
    every_seconds: float
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    holder: str = field(default_factory=new_holder)
    shortest_lease_seconds: float = _SHORTEST_LEASE_SECONDS

    @property
    def lease_seconds(self) -> float:
        """How long the duty stays with a leader that is gone."""
        return max(_ROUNDS_PER_LEASE * self.every_seconds, self.shortest_lease_seconds)

    async def run(self) -> None:
        """Do the duty until cancelled; then let another replica have it at once."""
        try:
            while True:
                await self._try_round()
                await self.sleep(self.every_seconds)
        finally:
            await self._give_back()

    async def _try_round(self) -> None:
        """Do the work if it is this replica's turn; whatever goes wrong is for the next round to mend."""
        try:
            # Counted from before the lease was asked for: the server's count begins later.
            async with asyncio.timeout(self.lease_seconds):
                if await self.leases.take(self.name, self.holder, self.lease_seconds):
                    await self.work()
        except (UnavailableError, TimeoutError) as error:
            _log.warning("duty_put_off", duty=self.name, error=str(error) or "the lease ended before the work did")
        except Exception:  # noqa: BLE001 - a duty outlives any single round
            _log.exception("duty_failed", duty=self.name)

    async def _give_back(self) -> None:
        try:
            await self.leases.give_back(self.name, self.holder)
        except UnavailableError as error:
            _log.warning("lease_not_given_back", duty=self.name, error=str(error))

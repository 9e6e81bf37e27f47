"""What a task has spent, all stages and attempts together, held against the most a film may cost.

Layout: `tasks/<task_id>/charges/<call>.json`, one small object per call. Before a call it holds the expected price, so
that stages at work side by side see each other's; afterwards the real charge. A process that dies in between leaves the
expectation behind, which counts as spent until the call is repeated.
"""

import asyncio

from chassis.errors import PermanentError
from chassis.store import Store
from contracts import Charge

_JSON = "application/json"


class Spending:
    """Of one task."""

    def __init__(self, store: Store, task_id: str, limit_usd: float | None) -> None:
        self._store = store
        self._folder = f"tasks/{task_id}/charges"
        self._limit_usd = limit_usd

    async def reserve(self, expected: Charge) -> None:
        """Set the price of a call aside; raises `PermanentError` if the film would cost more than it may.

        Of two stages that reserve the last of the money at the same moment both may be refused, but never both served.
        """
        if self._limit_usd is None:
            return
        await self._note(expected)
        spent = await self.total()
        if spent > self._limit_usd:
            await self.release(expected)
            raise over_budget(spent, self._limit_usd)

    async def settle(self, charge: Charge) -> None:
        """Note what a call really cost, in place of what was expected."""
        if await self._store.read(self._key(charge)) != _bytes(charge):
            await self._note(charge)

    async def release(self, expected: Charge) -> None:
        """Give back what was set aside for a call that was not billed."""
        await self._store.delete(self._key(expected))

    async def total(self) -> float:
        """Return the sum of all charges and expectations, US dollars."""
        keys = await self._store.keys(self._folder)
        notes = await asyncio.gather(*(self._store.read(key) for key in keys))
        return sum(Charge.model_validate_json(note).cost_usd for note in notes if note is not None)

    def require(self, estimate_usd: float) -> None:
        """Raise `PermanentError` if a whole film is expected to cost more than it may."""
        if self._limit_usd is not None and estimate_usd > self._limit_usd:
            raise over_budget(estimate_usd, self._limit_usd)

    async def _note(self, charge: Charge) -> None:
        await self._store.put(self._key(charge), _bytes(charge), _JSON)

    def _key(self, charge: Charge) -> str:
        return f"{self._folder}/{charge.id}.json"


def over_budget(cost_usd: float, limit_usd: float) -> PermanentError:
    """Return the error that names both numbers."""
    return PermanentError(
        "budget_exceeded",
        f"The film would cost ${cost_usd:.4f}; MAX_COST_PER_VIDEO allows ${limit_usd:.4f}.",
        "Ask for a shorter film, or have the operator raise MAX_COST_PER_VIDEO or choose cheaper models.",
    )


def _bytes(charge: Charge) -> bytes:
    return charge.model_dump_json().encode()

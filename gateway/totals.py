"""What the statistics count, in whole numbers, so that sums do not depend on the order of adding."""

from typing import Self

from pydantic import BaseModel, ConfigDict


class Totals(BaseModel):
    """Counts over tasks; the difference of two is what one change adds to the statistics."""

    model_config = ConfigDict(frozen=True)

    completed: int = 0
    failed: int = 0
    cancelled: int = 0
    cost_micro_usd: int = 0
    timed: int = 0
    """Completed tasks whose making was timed: all but those whose briefing was never seen."""
    generation_ms: int = 0

    def __add__(self, other: Self) -> Self:
        return self._combined(other, 1)

    def __sub__(self, other: Self) -> Self:
        return self._combined(other, -1)

    @property
    def cost_usd(self) -> float:
        """What was spent, on films that were not finished too."""
        return self.cost_micro_usd / 1_000_000

    @property
    def average_generation_seconds(self) -> float:
        """Mean time from briefing to film; 0 before the first film."""
        return self.generation_ms / self.timed / 1000 if self.timed else 0.0

    @property
    def success_percent(self) -> float:
        """Share of films among tasks that ended by themselves; 0 before the first end."""
        ended = self.completed + self.failed
        return 100 * self.completed / ended if ended else 0.0

    def _combined(self, other: Self, sign: int) -> Self:
        mine, its = self.model_dump(), other.model_dump()
        return type(self)(**{name: mine[name] + sign * its[name] for name in mine})

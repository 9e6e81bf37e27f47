"""What the watchdog has to know and to remember, as it sees the database."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from pydantic import BaseModel, ConfigDict


class Try(NamedTuple):
    """One attempt at one task."""

    task_id: str
    attempt: int


class Unfinished(BaseModel):
    """An attempt that has not ended, by the views."""

    model_config = ConfigDict(frozen=True)

    task_id: str
    attempt: int
    begun_at: datetime
    heard_at: datetime
    """When something was last heard of the task."""

    @property
    def key(self) -> Try:
        """Return which attempt this is."""
        return Try(self.task_id, self.attempt)


class Redriven(BaseModel):
    """How often an attempt was started again by a watchdog, and when it last was."""

    model_config = ConfigDict(frozen=True)

    count: int = 0
    at: datetime | None = None


class WatchRecords(Protocol):
    """Every method raises `UnavailableError` when the database does not answer in time."""

    async def overdue(self, *, silent_since: datetime, begun_before: datetime) -> Sequence[Unfinished]:
        """Return the attempts of which nothing was heard since, and those that were begun so long ago."""

    async def redriven(self, attempts: Sequence[Try]) -> Mapping[Try, Redriven]:
        """Return what is remembered of these attempts; those never started again are left out."""

    async def note_redrive(self, attempt: Try, before: Redriven, at: datetime) -> bool:
        """Remember one more start; return False if another watchdog remembered one since `before`."""

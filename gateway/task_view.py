"""A task as users see it, derived from the facts of its attempts; the latest attempt is the one that shows."""

import math
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Final

from contracts import Briefing, BriefingSubmitted, Charge, Phase, Video
from contracts.charges import total_usd, united
from gateway.facts import AttemptFacts, Fact, Failure, PhaseFacts
from gateway.totals import Totals

WEIGHTS: Final = {Phase.SCRIPT: 5, Phase.VISUALS: 25, Phase.NARRATION: 20, Phase.RENDER: 50}
"""Percent of a film's making that each phase is; about its share of the time on two cores."""

_ROUNDING: Final = 1e-6
"""Keeps 0.29 * 100 from showing as 28."""


class TaskStatus(StrEnum):
    """Where a task stands."""

    PENDING = "pending"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        """Whether nothing more happens unless a user asks for another attempt."""
        return self in {TaskStatus.COMPLETED, TaskStatus.FAILED, TaskStatus.CANCELLED}


class Deletion(Fact):
    """What is left of a deleted task: enough to keep late events from reviving it and the statistics true."""

    at: datetime
    counted: Totals


class TaskView(Fact):
    """One task; `attempts` ascend by number."""

    task_id: str
    attempts: tuple[AttemptFacts, ...] = ()
    deletion: Deletion | None = None

    @property
    def latest(self) -> AttemptFacts:
        """The attempt that shows."""
        return self.attempts[-1] if self.attempts else AttemptFacts(number=1)

    @property
    def status(self) -> TaskStatus:
        """Within an attempt a cancellation beats a film, and a film beats a failure.

        The user who cancelled was told so, and no film that was on its way may come after that word. A failure is only
        what a service said: who has the film anyway has what he asked for.
        """
        latest = self.latest
        if latest.cancelled_at:
            return TaskStatus.CANCELLED
        if latest.video:
            return TaskStatus.COMPLETED
        if latest.failure:
            return TaskStatus.FAILED
        return TaskStatus.PROCESSING if latest.phases else TaskStatus.PENDING

    @property
    def progress(self) -> int:
        """Percent of the attempt that is done; 100 only when the film was made, also if a cancellation overtook it."""
        if self.latest.video:
            return 100
        done = sum(weight * self.phase(phase).share for phase, weight in WEIGHTS.items())
        return min(math.floor(done + _ROUNDING), 99)

    @property
    def current_phase(self) -> Phase | None:
        """The first phase that is under way or, between two, the next; None before work starts and after it ends."""
        if self.status is not TaskStatus.PROCESSING:
            return None
        unfinished = [phase for phase in Phase if not self.phase(phase).output]
        started = [phase for phase in unfinished if phase in self.latest.phases]
        return next(iter(started or unfinished), None)

    @property
    def asked(self) -> BriefingSubmitted | None:
        """What the user asked for last; None while only other events of the task were heard."""
        said = next((attempt.asked for attempt in reversed(self.attempts) if attempt.asked), None)
        return said.what if said else None

    @property
    def submitted_by(self) -> str | None:
        """Id of the API key that asked for it, if one did."""
        return self.asked.submitted_by if self.asked else None

    @property
    def is_unfinished(self) -> bool:
        """Whether somebody still waits for the task."""
        return not (self.status.is_final or self.deletion)

    @property
    def briefing(self) -> Briefing | None:
        """The briefing of what was asked for last."""
        return self.asked.briefing if self.asked else None

    @property
    def video(self) -> Video | None:
        """The film, once it is there and unless the attempt was cancelled."""
        return self.latest.video.what if self.latest.video and not self.latest.cancelled_at else None

    @property
    def failure(self) -> Failure | None:
        """Why the task failed, if it did."""
        if self.status is not TaskStatus.FAILED or self.latest.failure is None:
            return None
        return self.latest.failure.what

    @cached_property
    def created_at(self) -> datetime | None:
        """When the task was first asked for or, as long as that was not heard of, when anything of it was."""
        asked = [attempt.asked.at for attempt in self.attempts if attempt.asked]
        return min(asked or self._times(), default=None)

    @cached_property
    def updated_at(self) -> datetime | None:
        """When something was last heard of the task."""
        return max(self._times(), default=None)

    @cached_property
    def begun_at(self) -> datetime | None:
        """When the latest attempt was asked for or, as long as that was not heard of, when anything of it was."""
        latest = self.latest
        return latest.asked.at if latest.asked else min(_times(latest), default=None)

    @property
    def ended_at(self) -> datetime | None:
        """When the latest attempt ended."""
        latest = self.latest
        match self.status:
            case TaskStatus.CANCELLED:
                return latest.cancelled_at
            case TaskStatus.COMPLETED:
                return latest.video.at if latest.video else None
            case TaskStatus.FAILED:
                return latest.failure.at if latest.failure else None
        return None

    @property
    def charges(self) -> tuple[Charge, ...]:
        """Every paid call of the task, whichever attempt it was made for, ordered by id."""
        phases = (facts for attempt in self.attempts for facts in attempt.phases.values())
        return united(charge for facts in phases for charge in facts.charges)

    @property
    def total_cost_usd(self) -> float:
        """Sum over everything that was paid, also for what came to nothing; what a later attempt reuses counts once."""
        return total_usd(self.charges)

    @property
    def generation_seconds(self) -> float | None:
        """Time from asking for the latest attempt to its film."""
        latest = self.latest
        if latest.video is None or latest.cancelled_at or latest.asked is None:
            return None
        return max((latest.video.at - latest.asked.at).total_seconds(), 0.0)

    @property
    def counted(self) -> Totals:
        """What this task is in the statistics."""
        if self.deletion:
            return self.deletion.counted
        status, seconds = self.status, self.generation_seconds
        return Totals(
            completed=status is TaskStatus.COMPLETED,
            failed=status is TaskStatus.FAILED,
            cancelled=status is TaskStatus.CANCELLED,
            cost_micro_usd=round(self.total_cost_usd * 1_000_000),
            timed=seconds is not None,
            generation_ms=round((seconds or 0.0) * 1000),
        )

    def phase(self, phase: Phase) -> PhaseFacts:
        """Return what is known of a phase of the latest attempt."""
        return self.latest.phases.get(phase, PhaseFacts())

    def _times(self) -> Iterator[datetime]:
        for attempt in self.attempts:
            yield from _times(attempt)


def _times(attempt: AttemptFacts) -> Iterator[datetime]:
    """Yield every moment something of an attempt was heard of."""
    yield from (fact.at for fact in (attempt.asked, attempt.video, attempt.failure) if fact)
    if attempt.cancelled_at:
        yield attempt.cancelled_at
    for facts in attempt.phases.values():
        yield from (time for time in (facts.first_heard_at, facts.last_heard_at) if time)
        if facts.output:
            yield facts.output.at

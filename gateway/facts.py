"""What is known of one task: facts taken from its events, which merge to the same whatever their order.

Every field joins two values by a rule that is commutative, associative and idempotent: the earlier, the later, the
larger. So the same events, in any order and however often each is heard, give the same facts.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Generic, Self, TypeVar

from pydantic import BaseModel, ConfigDict

from contracts import ArtefactRef, BriefingSubmitted, Charge, Phase, Video
from contracts.charges import united

Value = TypeVar("Value", bound=BaseModel)
Item = TypeVar("Item")


class Fact(BaseModel):
    """A value that does not change."""

    model_config = ConfigDict(frozen=True)


class Failure(Fact):
    """Why an attempt was given up."""

    phase: Phase
    code: str
    message: str
    retryable: bool
    hint: str | None = None


class Said(Fact, Generic[Value]):
    """Something an event said, and when; of two sayings the earlier one counts."""

    at: datetime
    what: Value

    def join(self, other: Self) -> Self:
        """Return the earlier one; of two at the same moment the one whose JSON sorts first."""
        return min(self, other, key=lambda said: (said.at, said.what.model_dump_json()))


class PhaseFacts(Fact):
    """What is known of one phase of one attempt."""

    fraction: float = 0.0
    first_heard_at: datetime | None = None
    last_heard_at: datetime | None = None
    output: Said[ArtefactRef] | None = None
    charges: tuple[Charge, ...] = ()
    """Each call that was paid for the phase once, ordered by id."""

    @property
    def share(self) -> float:
        """Part of the phase that is done, 0 to 1."""
        return 1.0 if self.output else self.fraction

    @property
    def started_at(self) -> datetime | None:
        """When the phase was first heard of; a phase of which only the end was heard began and ended then."""
        return min((at for at in (self.first_heard_at, self.output and self.output.at) if at), default=None)

    def join(self, other: Self) -> Self:
        """Return everything either of the two knows."""
        return type(self)(
            fraction=max(self.fraction, other.fraction),
            first_heard_at=_either(self.first_heard_at, other.first_heard_at, min),
            last_heard_at=_either(self.last_heard_at, other.last_heard_at, max),
            output=_either(self.output, other.output, Said[ArtefactRef].join),
            charges=united((*self.charges, *other.charges)),
        )


class AttemptFacts(Fact):
    """What is known of one attempt at a task."""

    number: int
    asked: Said[BriefingSubmitted] | None = None
    phases: Mapping[Phase, PhaseFacts] = {}
    video: Said[Video] | None = None
    failure: Said[Failure] | None = None
    cancelled_at: datetime | None = None

    def join(self, other: Self) -> Self:
        """Return everything either of the two knows; both are about the same attempt."""
        phases = {
            phase: _either(self.phases.get(phase), other.phases.get(phase), PhaseFacts.join)
            for phase in Phase
            if phase in self.phases or phase in other.phases
        }
        return type(self)(
            number=self.number,
            asked=_either(self.asked, other.asked, Said[BriefingSubmitted].join),
            phases={phase: facts for phase, facts in phases.items() if facts is not None},
            video=_either(self.video, other.video, Said[Video].join),
            failure=_either(self.failure, other.failure, Said[Failure].join),
            cancelled_at=_either(self.cancelled_at, other.cancelled_at, min),
        )


def moment(time: datetime) -> datetime:
    """Return a time as facts keep it: in UTC and whole milliseconds, which is what the database can hold."""
    time = time.astimezone(UTC)
    return time.replace(microsecond=time.microsecond // 1000 * 1000)


def _either(one: Item | None, other: Item | None, join: Callable[[Item, Item], Item]) -> Item | None:
    if one is None or other is None:
        return other if one is None else one
    return join(one, other)

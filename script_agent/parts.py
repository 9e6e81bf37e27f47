"""What was read in a briefing: the parts a film can be made of."""

from dataclasses import dataclass, field

from contracts import Stat
from script_agent.audience import Audience
from script_agent.brand import Brand
from script_agent.points import PointList


@dataclass(frozen=True)
class Statement:
    """Sentences that are told one after the other in one scene."""

    sentences: tuple[str, ...]
    label: str | None = None
    """What the user put before a colon."""


@dataclass(frozen=True)
class Figure:
    """A sentence around a number, and what is said of it afterwards."""

    sentences: tuple[str, ...]
    stat: Stat


@dataclass(frozen=True)
class Points:
    """An enumeration, under the user's own heading if it has one."""

    list: PointList
    heading: str | None = None


Part = Statement | Figure | Points


@dataclass
class Reading:
    """What a briefing says, in the order it says it."""

    brand: Brand
    audience: Audience | None
    call: str | None
    parts: list[Part] = field(default_factory=list)
    thing: str | None = None
    """What the brand is, as a noun phrase."""
    definition: str | None = None
    """The user's own sentence about what it is."""
    question: str | None = None
    """A question or a told problem that can open the film."""
    actions: list[str] = field(default_factory=list)
    """What the viewer can do, each as an infinitive, the likeliest hook first."""

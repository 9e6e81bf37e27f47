"""The events: what each service announces when its part of a task is done, under way or given up."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from contracts.artefacts import ArtefactRef
from contracts.base import Contract, TaskId
from contracts.briefing import Briefing
from contracts.charges import Charge, Usd
from contracts.takes import Takes
from contracts.video import Video

Charges = Annotated[
    tuple[Charge, ...], Field(description="What was paid for it, each call once; a repeated event repeats its charges.")
]
StageCost = Annotated[Usd, Field(description="Sum of the charges, US dollars.")]


class Phase(StrEnum):
    """The stages of a film's making, as users see them."""

    SCRIPT = "script"
    VISUALS = "visuals"
    NARRATION = "narration"
    RENDER = "render"


class AssetKind(StrEnum):
    """What an `assets.ready` event is about."""

    VISUALS = "visuals"
    NARRATION = "narration"


class Event(Contract):
    """What every event says: whose task it is about and which attempt at it."""

    task_id: TaskId
    attempt: Annotated[int, Field(ge=1, description="Grows by one each time a user retries the task.")] = 1


class BriefingSubmitted(Event):
    """A user asked for a film and was promised one."""

    type: Literal["briefing.submitted"] = "briefing.submitted"
    version: Literal[1] = 1
    briefing: Briefing
    takes: Takes = Takes()
    submitted_by: str | None = Field(None, description="Id of the API key that asked for it, if one did.")


class ScriptReady(Event):
    """The script is written."""

    type: Literal["script.ready"] = "script.ready"
    version: Literal[1] = 1
    script: ArtefactRef
    cost_usd: StageCost = 0.0
    charges: Charges = ()


class AssetsReady(Event):
    """All pictures, or the whole narration, of a script are made."""

    type: Literal["assets.ready"] = "assets.ready"
    version: Literal[1] = 1
    kind: AssetKind
    manifest: ArtefactRef
    script: ArtefactRef
    cost_usd: StageCost = 0.0
    charges: Charges = ()


class VideoRendered(Event):
    """The film is finished and was checked."""

    type: Literal["video.rendered"] = "video.rendered"
    version: Literal[1] = 1
    video: Video
    total_cost_usd: Usd = Field(0.0, description="What all parts of this film cost together, US dollars.")
    cost_usd: StageCost = 0.0
    charges: Charges = ()


class TaskProgressed(Event):
    """A stage got further."""

    type: Literal["task.progressed"] = "task.progressed"
    version: Literal[1] = 1
    phase: Phase
    fraction: Annotated[float, Field(ge=0, le=1, description="Share of the phase that is done.")]
    message: str | None = None
    charges: Charges = ()


class TaskFailed(Event):
    """A stage gave up; the attempt is over."""

    type: Literal["task.failed"] = "task.failed"
    version: Literal[1] = 1
    phase: Phase
    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", description="Stable name of what went wrong.")]
    message: Annotated[str, Field(min_length=1, description="A sentence a user can act on.")]
    retryable: bool = Field(description="Whether trying the same briefing again can help.")
    hint: str | None = Field(None, description="What to change or do next.")


class TaskCancelled(Event):
    """A user withdrew the task."""

    type: Literal["task.cancelled"] = "task.cancelled"
    version: Literal[1] = 1
    reason: str | None = None


AnyEvent = Annotated[
    BriefingSubmitted | ScriptReady | AssetsReady | VideoRendered | TaskProgressed | TaskFailed | TaskCancelled,
    Field(discriminator="type"),
]
EVENT_TYPES: tuple[type[Event], ...] = (
    BriefingSubmitted,
    ScriptReady,
    AssetsReady,
    VideoRendered,
    TaskProgressed,
    TaskFailed,
    TaskCancelled,
)

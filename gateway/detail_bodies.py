"""What the API answers about one task in full."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, Field

from contracts import Briefing, Phase, Video
from contracts.charges import total_usd
from gateway.addresses import TASKS, status_address
from gateway.facts import Failure
from gateway.films import FilmFolder
from gateway.task_bodies import Listed
from gateway.task_view import TaskView


class PhaseDetail(BaseModel):
    """One phase of the latest attempt."""

    phase: Phase
    fraction: Annotated[float, Field(ge=0, le=1, description="Share of the phase that is done.")]
    started_at: datetime | None
    finished_at: datetime | None
    cost: float = Field(description="US dollars.")

    @classmethod
    def of(cls, view: TaskView, phase: Phase) -> Self:
        """Return how far a phase is."""
        facts = view.phase(phase)
        return cls(
            phase=phase,
            fraction=facts.share,
            started_at=facts.started_at,
            finished_at=facts.output.at if facts.output else None,
            cost=total_usd(facts.charges),
        )


class Links(BaseModel):
    """Where more about a task is; files are null until they are there."""

    status: str
    video: str | None = None
    poster: str | None = None
    captions_srt: str | None = None
    captions_vtt: str | None = None

    @classmethod
    def of(cls, view: TaskView) -> Self:
        """Return the addresses a task has now."""
        status = status_address(view.task_id)
        if view.video is None:
            return cls(status=status)
        task = f"{TASKS}/{view.task_id}"
        return cls(
            status=status,
            video=f"{task}/video",
            poster=f"{task}/poster",
            captions_srt=f"{task}/captions.srt",
            captions_vtt=f"{task}/captions.vtt",
        )


class Detail(Listed):
    """Everything known about a task."""

    briefing: Briefing | None
    attempt: Annotated[int, Field(ge=1, description="How often the task was tried, this attempt included.")]
    phases: list[PhaseDetail]
    video: Video | None
    failure: Failure | None
    links: Links

    @classmethod
    def of(cls, view: TaskView, films: FilmFolder) -> Self:
        """Return everything about a task."""
        return cls(
            **dict(Listed.of(view, films)),
            briefing=view.briefing,
            attempt=view.latest.number,
            phases=[PhaseDetail.of(view, phase) for phase in Phase],
            video=view.video,
            failure=view.failure,
            links=Links.of(view),
        )

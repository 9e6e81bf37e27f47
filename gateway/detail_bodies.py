"""What the API answers about one task in full."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, Field

from contracts import Briefing, Charge, Phase, Video
from contracts.charges import total_usd
from gateway.addresses import TASKS, status_address
from gateway.facts import AttemptFacts, Failure
from gateway.films import FilmFolder
from gateway.script_bodies import ScriptDetail
from gateway.task_bodies import Listed
from gateway.task_view import TaskStatus, TaskView


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
    events: str
    video: str | None = None
    poster: str | None = None
    captions_srt: str | None = None
    captions_vtt: str | None = None
    script: str | None = None

    @classmethod
    def of(cls, view: TaskView) -> Self:
        """Return the addresses a task has now."""
        task = f"{TASKS}/{view.task_id}"
        always = cls(
            status=status_address(view.task_id),
            events=f"{task}/events",
            script=f"{task}/script.json" if view.phase(Phase.SCRIPT).output else None,
        )
        if view.video is None:
            return always
        files = {
            "video": f"{task}/video",
            "poster": f"{task}/poster",
            "captions_srt": f"{task}/captions.srt",
            "captions_vtt": f"{task}/captions.vtt",
        }
        return always.model_copy(update=files)


class AttemptDetail(BaseModel):
    """One attempt at the task."""

    number: Annotated[int, Field(ge=1)]
    status: TaskStatus = Field(description="How it stands or how it ended.")
    asked_at: datetime | None
    ended_at: datetime | None
    failure: Failure | None

    @classmethod
    def of(cls, attempt: AttemptFacts) -> Self:
        """Return how an attempt went."""
        alone = TaskView(task_id="", attempts=(attempt,))
        return cls(
            number=attempt.number,
            status=alone.status,
            asked_at=attempt.asked.at if attempt.asked else None,
            ended_at=alone.ended_at,
            failure=alone.failure,
        )


class Detail(Listed):
    """Everything known about a task."""

    briefing: Briefing | None
    attempt: Annotated[int, Field(ge=1, description="Number of the latest attempt, which all but `attempts` is about.")]
    attempts: list[AttemptDetail]
    phases: list[PhaseDetail]
    script: ScriptDetail | None = Field(description="Null until it is written, and when it cannot be read.")
    video: Video | None
    notes: tuple[str, ...] = Field(description="What the user should know about how the film was made.")
    charges: tuple[Charge, ...] = Field(description="Every paid call of all attempts.")
    failure: Failure | None
    expires_at: datetime | None = Field(description="When the files are deleted; null while the task runs, or never.")
    links: Links

    @classmethod
    def of(
        cls,
        view: TaskView,
        films: FilmFolder,
        script: ScriptDetail | None = None,
        expires_at: datetime | None = None,
    ) -> Self:
        """Return everything about a task."""
        made = view.video or script
        return cls(
            **dict(Listed.of(view, films)),
            briefing=view.briefing,
            attempt=view.latest.number,
            attempts=[AttemptDetail.of(attempt) for attempt in view.attempts],
            phases=[PhaseDetail.of(view, phase) for phase in Phase],
            script=script,
            video=view.video,
            notes=made.notes if made else (),
            charges=view.charges,
            failure=view.failure,
            expires_at=expires_at,
            links=Links.of(view),
        )

"""What the API takes and answers about tasks; names and defaults are those users were promised."""

from datetime import datetime
from typing import Annotated, Final, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from contracts import Briefing, Phase
from gateway.films import FilmFolder
from gateway.outbound_guard import LONGEST_URL
from gateway.task_view import TaskStatus, TaskView

TASK_ID_EXAMPLE: Final = "video_20251120_101530_k3v9xq2m"
_BRIEFING_EXAMPLE: Final[JsonDict] = {
    "title": "Lançamento de Produto Inovador",
    "description": "Vídeo de apresentação de produto tecnológico que organiza o seu dia.",
    "duration": 30,
    "target_audience": "Profissionais de tecnologia",
    "style": "modern",
    "tone": "enthusiastic",
    "cta": "Experimente grátis agora!",
}


class GenerateRequest(BaseModel):
    """A film to make."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"briefing": _BRIEFING_EXAMPLE, "async_mode": True}]},
    )

    briefing: Briefing
    async_mode: bool = Field(
        False, description="true: answer at once. false: hold the request until the film ends, for SYNC_WAIT_SECONDS."
    )
    callback_url: Annotated[str, Field(min_length=1, max_length=LONGEST_URL)] | None = Field(
        None,
        description="Told, by a signed webhook, when the task ends. The secret: POST /api/v1/webhooks/callback-secret.",
        examples=["https://example.com/hook"],
        json_schema_extra={"format": "uri"},
    )


class Result(BaseModel):
    """What came of a task."""

    success: bool = True
    video_path: str = Field(examples=[f"outputs/videos/{TASK_ID_EXAMPLE}.mp4"])
    total_cost: float = Field(description="US dollars.", examples=[0.0234])
    generation_time_seconds: float | None = Field(description="From the briefing to the film.", examples=[45.2])

    @classmethod
    def of(cls, view: TaskView, films: FilmFolder) -> Self | None:
        """Return the result of a task that has a film."""
        if view.video is None:
            return None
        return cls(
            video_path=films.path_of(view.task_id, view.video.file),
            total_cost=round(view.total_cost_usd, 6),
            generation_time_seconds=view.generation_seconds,
        )


class Acknowledged(BaseModel):
    """What was asked for a task was done."""

    success: bool = True
    task_id: str = Field(examples=[TASK_ID_EXAMPLE])
    timestamp: AwareDatetime


class Generated(Acknowledged):
    """A task that was taken on; status, result and error are there when the request was held."""

    success: bool = Field(True, description="false when the request was held and the task failed meanwhile.")
    status: TaskStatus | None = None
    result: Result | None = None
    error: str | None = None

    @classmethod
    def held(cls, view: TaskView, films: FilmFolder, timestamp: datetime) -> Self:
        """Return the answer of a request that was held."""
        return cls(
            success=view.status not in {TaskStatus.FAILED, TaskStatus.CANCELLED},
            task_id=view.task_id,
            timestamp=timestamp,
            status=view.status,
            result=Result.of(view, films),
            error=_error_of(view),
        )


class Status(BaseModel):
    """Where a task stands."""

    task_id: str = Field(examples=[TASK_ID_EXAMPLE])
    status: TaskStatus
    progress: Annotated[int, Field(ge=0, le=100, description="Percent; never goes back within an attempt.")]
    current_phase: Phase | None
    result: Result | None
    error: str | None = Field(description="Why the task failed, in a sentence to act on.")

    @classmethod
    def of(cls, view: TaskView, films: FilmFolder) -> Self:
        """Return where a task stands."""
        return cls(
            task_id=view.task_id,
            status=view.status,
            progress=view.progress,
            current_phase=view.current_phase,
            result=Result.of(view, films),
            error=_error_of(view),
        )


class Listed(Status):
    """A task in a list; the dates and the title are null while only other events of the task were heard."""

    title: str | None
    created_at: datetime | None
    updated_at: datetime | None

    @classmethod
    def of(cls, view: TaskView, films: FilmFolder) -> Self:
        """Return a task's line in a list."""
        return cls(
            **dict(Status.of(view, films)),
            title=view.briefing.title if view.briefing else None,
            created_at=view.created_at,
            updated_at=view.updated_at,
        )


class TaskList(BaseModel):
    """Tasks, the youngest first."""

    tasks: list[Listed]
    count: int = Field(description="Number of tasks in this answer.")
    next_cursor: str | None = Field(description="Send it as `cursor` for the next page; null on the last page.")


def _error_of(view: TaskView) -> str | None:
    return view.failure.message if view.failure else None

"""OMA's REST API as `make video` uses it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Literal, Self

import httpx
from pydantic import BaseModel

from deploy.local.errors import StackError

_RETRY_REMEDY: Final = "Try again in a moment."


class Failure(BaseModel):
    """Why a task failed, in the API's words."""

    phase: str | None = None
    code: str
    message: str
    hint: str | None = None


class Result(BaseModel):
    """What the status of a finished task says about its film."""

    video_path: str | None = None
    total_cost: float = 0.0
    generation_time_seconds: float = 0.0


class Status(BaseModel):
    """Where a task stands."""

    status: Literal["pending", "processing", "completed", "failed", "cancelled"]
    progress: float
    result: Result | None = None
    error: Failure | None = None

    @property
    def is_final(self) -> bool:
        """Whether nothing more will happen."""
        return self.status not in {"pending", "processing"}


class PhaseState(BaseModel):
    """How far one stage is."""

    phase: str
    fraction: float


class Video(BaseModel):
    """What was measured of the film."""

    seconds: float


class Detail(BaseModel):
    """A task's stages and, once it is there, its film."""

    phases: tuple[PhaseState, ...] = ()
    video: Video | None = None


class _Problem(BaseModel):
    message: str
    details: dict[str, Any] = {}


class ApiClient:
    """A connection to a running API; every method raises `StackError` with what the API answered."""

    def __init__(self, url: str) -> None:
        self._http = httpx.Client(base_url=f"{url}/api/v1", timeout=30, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def submit(self, briefing: object) -> str:
        """Ask for a film; return its task id."""
        answer = self._ask("POST", "/videos/generate", json={"briefing": briefing, "async_mode": True})
        return str(answer.json()["task_id"])

    def status(self, task_id: str) -> Status:
        """Return where the task stands."""
        return Status.model_validate_json(self._ask("GET", f"/videos/status/{task_id}").content)

    def detail(self, task_id: str) -> Detail:
        """Return how far each stage is."""
        return Detail.model_validate_json(self._ask("GET", f"/videos/tasks/{task_id}").content)

    def download(self, task_id: str, path: Path) -> None:
        """Write the film's file to `path`, whole or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        with _transport_errors(), self._http.stream("GET", f"/videos/tasks/{task_id}/video") as answer:
            if not answer.is_success:
                answer.read()
                raise _refused(answer)
            with part.open("wb") as file:
                for chunk in answer.iter_bytes():
                    file.write(chunk)
        part.replace(path)

    def _ask(self, method: str, path: str, *, json: object = None) -> httpx.Response:
        with _transport_errors():
            answer = self._http.request(method, path, json=json)
        if not answer.is_success:
            raise _refused(answer)
        return answer


@contextmanager
def _transport_errors() -> Iterator[None]:
    try:
        yield
    except httpx.TransportError as error:
        raise StackError(f"The API did not answer: {error}", _RETRY_REMEDY) from error


def _refused(answer: httpx.Response) -> StackError:
    try:
        problem = _Problem.model_validate_json(answer.content)
    except ValueError:
        return StackError(f"The API answered with status {answer.status_code}", _RETRY_REMEDY)
    return StackError(problem.message, _listed(problem.details.get("validation_errors", ())))


def _listed(errors: Sequence[dict[str, Any]]) -> str:
    """Return validation errors one a line, each with the field it is about as a user wrote it."""
    lines = []
    for error in errors:
        field = ".".join(str(part) for part in error.get("loc", ()) if part not in {"body", "briefing"})
        lines.append(f"  {field or 'briefing'}: {error.get('msg', 'is not valid')}")
    return "\n".join(lines)

"""OMA's REST API as `make video` uses it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal, Self

import httpx
from httpx_sse import ServerSentEvent, connect_sse
from pydantic import BaseModel

from deploy.local.errors import StackError

_RETRY_REMEDY: Final = "Try again in a moment."
_PAUSES_BEFORE_ANOTHER_STREAM: Final = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds; together more than a gateway takes to come back."""


class Failure(BaseModel):
    """Why a task failed, in the API's words."""

    phase: str | None = None
    message: str
    hint: str | None = None


class Result(BaseModel):
    """Where a finished film is, and what it took."""

    video_path: str
    total_cost: float
    generation_time_seconds: float | None


class PhaseState(BaseModel):
    """How far one stage is."""

    phase: str
    fraction: float


class Video(BaseModel):
    """What was measured of the film."""

    seconds: float


class State(BaseModel):
    """Where a task stands."""

    status: Literal["pending", "processing", "completed", "failed", "cancelled"]
    phases: tuple[PhaseState, ...]

    @property
    def is_final(self) -> bool:
        """Whether nothing more will happen."""
        return self.status not in {"pending", "processing"}


class Task(State):
    """Everything the API says about a task that a terminal shows."""

    result: Result | None
    video: Video | None
    failure: Failure | None


class _ValidationProblem(BaseModel):
    field: str
    message: str
    remedy: str


class _Details(BaseModel):
    validation_errors: tuple[_ValidationProblem, ...] = ()
    hint: str | None = None


class _Problem(BaseModel):
    message: str
    details: _Details = _Details()


class ApiClient:
    """A connection to a running API; every method raises `StackError` with what the API answered."""

    def __init__(
        self,
        url: str,
        transport: httpx.BaseTransport | None = None,
        *,
        key: str | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._sleep = sleep
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._http = httpx.Client(
            base_url=f"{url}/api/v1", headers=headers, timeout=30, trust_env=False, transport=transport
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def submit(self, briefing: object) -> str:
        """Ask for a film; return its task id."""
        answer = self._ask("POST", "/videos/generate", json={"briefing": briefing, "async_mode": True})
        return str(answer.json()["task_id"])

    def states(self, task_id: str) -> Iterator[State]:
        """Yield the task's state now and after each change, until it has ended; takes up a stream that broke off."""
        last_id = ""
        for pause in (*_PAUSES_BEFORE_ANOTHER_STREAM, None):
            try:
                for event in self._events(task_id, last_id):
                    if not event.data:  # a heartbeat
                        continue
                    last_id = event.id
                    state = State.model_validate_json(event.data)
                    yield state
                    if state.is_final:
                        return
            except httpx.TransportError as error:
                if pause is None:
                    raise StackError(f"The API did not answer: {error}", _RETRY_REMEDY) from error
            self._sleep(pause or 0)
        raise StackError("The API stopped telling how the task goes on.", _RETRY_REMEDY)

    def _events(self, task_id: str, last_id: str) -> Iterator[ServerSentEvent]:
        """Yield the events of one stream; raises `httpx.TransportError` when it breaks off."""
        headers = {"Last-Event-ID": last_id} if last_id else {}
        with connect_sse(self._http, "GET", f"/videos/tasks/{task_id}/events", headers=headers) as stream:
            if not stream.response.is_success:
                stream.response.read()
                raise _refused(stream.response)
            yield from stream.iter_sse()

    def task(self, task_id: str) -> Task:
        """Return where the task stands."""
        return Task.model_validate_json(self._ask("GET", f"/videos/tasks/{task_id}").content)

    def cancel(self, task_id: str) -> None:
        """Tell the API that nobody waits for the film any more."""
        self._ask("POST", f"/videos/tasks/{task_id}/cancel")

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
        return StackError(f"The API answered with status {answer.status_code}.", _RETRY_REMEDY)
    errors = [f"  {error.field}: {error.message}. {error.remedy}" for error in problem.details.validation_errors]
    return StackError("\n".join([problem.message, *errors]), problem.details.hint or "")

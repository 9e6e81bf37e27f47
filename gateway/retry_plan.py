"""What the next attempt at a task is: the same or a changed briefing, and which parts are made anew."""

from http import HTTPStatus

from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from contracts import Briefing, BriefingSubmitted, Phase, Takes
from gateway.error_bodies import ApiError, ErrorDetails
from gateway.retry_bodies import RetryRequest
from gateway.task_view import TaskStatus, TaskView


def next_attempt(view: TaskView, wish: RetryRequest) -> BriefingSubmitted:
    """Return the event that begins the attempt a user wishes for; raises `ApiError` when there is to be none.

    Raises `RequestValidationError` when the changes do not go together with the rest of the briefing.
    """
    if view.deletion:
        raise ApiError(HTTPStatus.NOT_FOUND, f"There is no task {view.task_id}.")
    if not view.status.is_final:
        raise conflict(f"The task is still {view.status}.", "Wait until it has ended, or cancel it first.")
    if view.asked is None:
        raise conflict("The task's briefing is not known any more.", "Ask for a new film.")
    briefing = _changed(view.asked.briefing, wish)
    if view.status is TaskStatus.COMPLETED and wish.from_stage is None and briefing == view.asked.briefing:
        hint = 'Say what should be different: {"changes": {"captions": false}} or {"from_stage": "visuals"}.'
        raise conflict("The film is there, and the same attempt would find it again.", hint)
    changes = {"attempt": view.latest.number + 1, "briefing": briefing, "takes": _takes(view, wish.from_stage)}
    return view.asked.model_copy(update=changes)


def conflict(message: str, hint: str) -> ApiError:
    """Return the answer that a task cannot be retried now."""
    return ApiError(HTTPStatus.CONFLICT, message, ErrorDetails(hint=hint))


def _changed(briefing: Briefing, wish: RetryRequest) -> Briefing:
    changes = wish.changes.model_dump(exclude_unset=True) if wish.changes else {}
    try:
        return Briefing.model_validate(briefing.model_dump() | changes)
    except ValidationError as error:
        problems = [{**problem, "loc": ("body", "changes", *problem["loc"])} for problem in error.errors()]
        raise RequestValidationError(problems) from error


def _takes(view: TaskView, from_stage: Phase | None) -> Takes:
    """Return the takes of the next attempt: the highest so far, and one more of the stage to be made anew.

    Later stages need no raise: what depends on the stage is made anew if, and only if, something else comes out of it.
    """
    so_far = [attempt.asked.what.takes.model_dump() for attempt in view.attempts if attempt.asked]
    return Takes(**{stage: max(takes[stage] for takes in so_far) + (stage is from_stage) for stage in Phase})

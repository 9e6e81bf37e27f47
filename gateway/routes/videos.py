"""Asking for films and following them."""

from http import HTTPStatus

from fastapi import APIRouter, Request

from gateway.addresses import VIDEOS
from gateway.callers import CallerOf, Scope
from gateway.dry_run import dry_run
from gateway.dry_run_bodies import DryRun
from gateway.idempotency import RepeatableOf
from gateway.needed_scope import check, described, needs
from gateway.parts import PartsOf, parts_of
from gateway.routes.documented_errors import errors
from gateway.routes.known_task import TaskId, known_task
from gateway.submission import Submissions, Wish, wait_for_end
from gateway.task_bodies import Generated, GenerateRequest, Status

router = APIRouter(prefix=VIDEOS, tags=["Video generation"])


@router.post(
    "/generate",
    dependencies=[needs(Scope.WRITE)],
    status_code=HTTPStatus.ACCEPTED,
    response_model_exclude_none=True,
    responses=errors(
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.CONFLICT,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        HTTPStatus.SERVICE_UNAVAILABLE,
    ),
)
async def generate(request: GenerateRequest, caller: CallerOf, repeatable: RepeatableOf, parts: PartsOf) -> Generated:
    """Generate a video from a briefing.

    The answer is 202 once the task is safe; 503 means that nothing was begun. With `async_mode: false` the request is
    held until the film ends, but no longer than the server's SYNC_WAIT_SECONDS; then ask for the task's status.

    With an `Idempotency-Key` the request can be sent again, after a lost connection for example: for 24 hours the same
    body gets the same task, and another body is refused with 409.
    """
    submissions = Submissions(parts.tasks, parts.bus, parts.backlog, parts.records, parts.webhooks, parts.clock)
    view, promise = await submissions.take(Wish(request.briefing, caller, request.callback_url), repeatable)
    if request.async_mode:
        return Generated(task_id=view.task_id, timestamp=promise.made_at)
    view = await wait_for_end(
        view, tasks=parts.tasks, seconds=parts.settings.sync_wait_seconds, clock=parts.clock, sleep=parts.sleep
    )
    return Generated.held(view, parts.films, promise.made_at)


@router.post(
    "/validate",
    dependencies=[needs(Scope.WRITE)],
    responses=errors(HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNPROCESSABLE_ENTITY),
)
async def validate(request: GenerateRequest, sent: Request, parts: PartsOf) -> DryRun:
    """Look at a briefing without making a film: how it would be taken, and what it is expected to cost."""
    if request.callback_url:
        await parts.webhooks.check(request.callback_url, field="callback_url")
    return dry_run(request.briefing, await sent.json(), parts.settings, parts.prices)


@router.get(
    "/status/{task_id}",
    openapi_extra=described(Scope.READ),
    responses=errors(HTTPStatus.NOT_FOUND, HTTPStatus.SERVICE_UNAVAILABLE),
)
async def status(task_id: TaskId, request: Request) -> Status:
    """Get the status of a task."""
    # The route that is asked most does without dependencies, each of which costs a tenth of the whole answer.
    check(request, Scope.READ)
    return Status.of(await known_task(task_id, request), parts_of(request).films)

"""Steering a task: cancelling it, and trying it again."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends

from gateway.addresses import TASKS
from gateway.callers import CallerOf, Scope
from gateway.cancel import cancel_task
from gateway.error_bodies import ApiError, ErrorDetails
from gateway.facts import moment
from gateway.idempotency import Promise, RepeatableOf
from gateway.needed_scope import needs
from gateway.parts import PartsOf
from gateway.retry import Retries
from gateway.retry_bodies import RetryRequest, Steered
from gateway.routes.documented_errors import errors
from gateway.routes.known_task import known_task
from gateway.task_view import TaskStatus, TaskView

router = APIRouter(prefix=f"{TASKS}/{{task_id}}", tags=["Tasks"], dependencies=[needs(Scope.WRITE)])


@router.post("/cancel", responses=errors(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, HTTPStatus.SERVICE_UNAVAILABLE))
async def cancel(task: Annotated[TaskView, Depends(known_task)], parts: PartsOf) -> Steered:
    """Cancel a task that has not ended; the agents stop soon, and no film is announced.

    Cancelling it again answers the same. What was paid until then is kept for a retry.
    """
    view = await cancel_task(task, tasks=parts.tasks, bus=parts.bus, store=parts.store, clock=parts.clock)
    if view.status is not TaskStatus.CANCELLED:
        hint = "Only tasks that are pending or processing can be cancelled."
        raise ApiError(HTTPStatus.CONFLICT, f"The task has {view.status} already.", ErrorDetails(hint=hint))
    return _steered(view, parts.clock())


@router.post(
    "/retry",
    status_code=HTTPStatus.ACCEPTED,
    responses=errors(
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.CONFLICT,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        HTTPStatus.SERVICE_UNAVAILABLE,
    ),
)
async def retry(
    task: Annotated[TaskView, Depends(known_task)],
    caller: CallerOf,
    repeatable: RepeatableOf,
    parts: PartsOf,
    request: RetryRequest | None = None,
) -> Steered:
    """Try a task again that has ended: resume it, or make its film differently.

    What was made before and does not depend on the changes is found again, and nothing of it is paid twice. With an
    `Idempotency-Key` the request can be sent again: for 24 hours the same body begins no other attempt.
    """
    promise = Promise(task_id=task.task_id, attempt=task.latest.number + 1, made_at=moment(parts.clock()))
    if repeatable:
        promise = (await repeatable.promised(promise, parts.records)).promise
    if task.latest.number < promise.attempt:
        retries = Retries(parts.leases, parts.tasks, parts.bus, parts.store, parts.clock)
        async with parts.backlog.place(caller):
            task = await retries.begin(task.task_id, request or RetryRequest())
    return _steered(task, promise.made_at)


def _steered(view: TaskView, timestamp: datetime) -> Steered:
    return Steered(task_id=view.task_id, timestamp=timestamp, status=view.status, attempt=view.latest.number)

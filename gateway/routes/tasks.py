"""The list of tasks, one task in full, and deleting it."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from gateway.addresses import TASKS, status_address
from gateway.callers import Scope
from gateway.deletion import delete_task
from gateway.detail_bodies import Detail
from gateway.error_bodies import ApiError, ErrorDetails
from gateway.needed_scope import needs
from gateway.paging import Cursor, CursorText
from gateway.parts import PartsOf
from gateway.retention import expires_at
from gateway.routes.documented_errors import errors
from gateway.routes.known_task import known_task
from gateway.script_bodies import script_of
from gateway.task_bodies import Acknowledged, Listed, TaskList
from gateway.task_view import TaskStatus, TaskView

router = APIRouter(prefix=TASKS, tags=["Tasks"])


@router.get(
    "",
    dependencies=[needs(Scope.READ)],
    responses=errors(HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.SERVICE_UNAVAILABLE),
)
async def list_tasks(
    parts: PartsOf,
    status_filter: Annotated[TaskStatus | None, Query(description="Only tasks of this status.")] = None,
    limit: Annotated[int, Query(ge=1, le=500, description="Most tasks to return.")] = 50,
    cursor: CursorText = None,
) -> TaskList:
    """List video generation tasks, the youngest first."""
    after = Cursor.parse(cursor) if cursor else None
    # One more than asked for tells whether there is another page.
    found = await parts.tasks.newest(status=status_filter, limit=limit + 1, after=after)
    views = found[:limit]
    return TaskList(
        tasks=[Listed.of(view, parts.films) for view in views],
        count=len(views),
        next_cursor=str(Cursor.behind(views[-1])) if len(found) > limit else None,
    )


@router.get(
    "/{task_id}",
    dependencies=[needs(Scope.READ)],
    responses=errors(HTTPStatus.NOT_FOUND, HTTPStatus.SERVICE_UNAVAILABLE),
)
async def task_detail(task: Annotated[TaskView, Depends(known_task)], parts: PartsOf) -> Detail:
    """Get everything known about a task."""
    script = await script_of(task, parts.store)
    return Detail.of(task, parts.films, script, expires_at(task, parts.settings.retention_days))


@router.delete(
    "/{task_id}",
    dependencies=[needs(Scope.WRITE)],
    responses=errors(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, HTTPStatus.SERVICE_UNAVAILABLE),
)
async def delete_one(task: Annotated[TaskView, Depends(known_task)], parts: PartsOf) -> Acknowledged:
    """Delete a completed, failed or cancelled task with all its files; the statistics still count it."""
    deleted = await delete_task(task, parts)
    if not deleted:
        hint = f"Wait until GET {status_address(task.task_id)} says that it has ended."
        raise ApiError(HTTPStatus.CONFLICT, f"The task is still {task.status}.", ErrorDetails(hint=hint))
    return Acknowledged(task_id=task.task_id, timestamp=parts.clock())

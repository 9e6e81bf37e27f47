"""The task a path names."""

from http import HTTPStatus
from typing import Annotated

from fastapi import Path, Request

from gateway.error_bodies import ApiError
from gateway.parts import parts_of
from gateway.task_bodies import TASK_ID_EXAMPLE
from gateway.task_view import TaskView

TaskId = Annotated[str, Path(examples=[TASK_ID_EXAMPLE])]


async def known_task(task_id: TaskId, request: Request) -> TaskView:
    """Return the task of a route's `task_id`; answers 404 when there is none or it was deleted."""
    parts = parts_of(request)
    view = await parts.tasks.find(task_id)
    if view is None or view.deletion:
        raise ApiError(HTTPStatus.NOT_FOUND, f"There is no task {task_id}.")
    return view

"""The files of a film: the script as soon as it is written, the others when the film is finished."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request, Response

from contracts import ArtefactRef, Phase
from gateway.addresses import TASKS
from gateway.callers import Scope
from gateway.error_bodies import ApiError, ErrorDetails
from gateway.file_delivery import deliver
from gateway.needed_scope import needs
from gateway.parts import PartsOf
from gateway.retention import expires_at
from gateway.routes.documented_errors import errors
from gateway.routes.known_task import known_task
from gateway.task_view import TaskView

router = APIRouter(prefix=f"{TASKS}/{{task_id}}", tags=["Files"], dependencies=[needs(Scope.READ)])

_ERRORS: Final = errors(
    HTTPStatus.NOT_FOUND, HTTPStatus.GONE, HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, HTTPStatus.SERVICE_UNAVAILABLE
)

Choice = Callable[[TaskView], ArtefactRef | None]


async def _kept(task: Annotated[TaskView, Depends(known_task)], parts: PartsOf) -> TaskView:
    """Return the task, unless its files were kept long enough."""
    end = expires_at(task, parts.settings.retention_days)
    if end and end <= parts.clock():
        message = f"The files of the task were kept until {end:%Y-%m-%d}."
        hint = f'POST {{"from_stage": "script"}} to {TASKS}/{task.task_id}/retry to have everything made again.'
        raise ApiError(HTTPStatus.GONE, message, ErrorDetails(hint=hint))
    return task


def _responses(media_type: str) -> dict[int | str, dict[str, Any]]:
    body = {"content": {media_type: {"schema": {"type": "string", "format": "binary"}}}}
    return {
        200: {"description": "The whole file.", **body},
        206: {"description": "The bytes that the Range header asked for.", **body},
        304: {"description": "The client has it: If-None-Match named its ETag."},
        307: {"description": "The file is at the address in Location, for some minutes."},
        **_ERRORS,
    }


def _serve(name: str, suffix: str, media_type: str, summary: str, choose: Choice) -> None:
    """Add the GET and HEAD routes of one file."""

    async def serve(request: Request, task: Annotated[TaskView, Depends(_kept)], parts: PartsOf) -> Response:
        artefact = choose(task)
        if artefact is None:
            hint = "See the task's status; the script is there first, the other files when it is completed."
            message = f"The task is {task.status} and has no {'script' if choose is _script else 'film'}."
            raise ApiError(HTTPStatus.NOT_FOUND, message, ErrorDetails(hint=hint))
        return await deliver(request, parts, artefact, filename=f"{task.task_id}{suffix}")

    get = router.get(f"/{name}", name=name, summary=summary, response_class=Response, responses=_responses(media_type))
    head = router.head(f"/{name}", include_in_schema=False)
    head(get(serve))


def _script(task: TaskView) -> ArtefactRef | None:
    output = task.phase(Phase.SCRIPT).output
    return output.what if output else None


_serve(
    *("video", ".mp4", "video/mp4", "Download the film, whole or by byte ranges"),
    lambda task: task.video.file if task.video else None,
)
_serve(
    *("poster", ".jpg", "image/jpeg", "Download the film's poster"),
    lambda task: task.video.poster if task.video else None,
)
_serve(
    *("captions.srt", ".srt", "application/x-subrip", "Download the captions as SubRip"),
    lambda task: task.video.captions_srt if task.video else None,
)
_serve(
    *("captions.vtt", ".vtt", "text/vtt", "Download the captions as WebVTT"),
    lambda task: task.video.captions_vtt if task.video else None,
)
_serve("script.json", ".json", "application/json", "Download the script, with all that the pictures show", _script)

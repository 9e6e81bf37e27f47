"""The files of a finished film."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request, Response

from contracts import ArtefactRef, Video
from gateway.addresses import TASKS
from gateway.artefact_response import artefact_response
from gateway.callers import Scope
from gateway.error_bodies import ApiError, ErrorDetails
from gateway.needed_scope import needs
from gateway.parts import PartsOf
from gateway.routes.documented_errors import errors
from gateway.routes.known_task import known_task
from gateway.task_view import TaskView

router = APIRouter(prefix=f"{TASKS}/{{task_id}}", tags=["Files"], dependencies=[needs(Scope.READ)])

_ERRORS: Final = errors(
    HTTPStatus.NOT_FOUND, HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, HTTPStatus.SERVICE_UNAVAILABLE
)


async def _film(task: Annotated[TaskView, Depends(known_task)]) -> Video:
    if task.video is None:
        hint = "See the task's status; files are there when it is completed."
        message = f"The task is {task.status} and has no film."
        raise ApiError(HTTPStatus.NOT_FOUND, message, ErrorDetails(hint=hint))
    return task.video


Film = Annotated[Video, Depends(_film)]


def _responses(media_type: str) -> dict[int | str, dict[str, Any]]:
    body = {"content": {media_type: {"schema": {"type": "string", "format": "binary"}}}}
    return {
        200: {"description": "The whole file.", **body},
        206: {"description": "The bytes that the Range header asked for.", **body},
        304: {"description": "The client has it: If-None-Match named its ETag."},
        **_ERRORS,
    }


def _serve(name: str, suffix: str, media_type: str, summary: str, choose: Callable[[Video], ArtefactRef]) -> None:
    """Add the GET and HEAD routes of one file of the film."""

    async def serve(request: Request, task_id: str, film: Film, parts: PartsOf) -> Response:
        return await artefact_response(request, parts.store, choose(film), filename=f"{task_id}{suffix}")

    get = router.get(f"/{name}", name=name, summary=summary, response_class=Response, responses=_responses(media_type))
    head = router.head(f"/{name}", include_in_schema=False)
    head(get(serve))


_serve("video", ".mp4", "video/mp4", "Download the film, whole or by byte ranges", lambda film: film.file)
_serve("poster", ".jpg", "image/jpeg", "Download the film's poster", lambda film: film.poster)
_serve(
    "captions.srt", ".srt", "application/x-subrip", "Download the captions as SubRip", lambda film: film.captions_srt
)
_serve("captions.vtt", ".vtt", "text/vtt", "Download the captions as WebVTT", lambda film: film.captions_vtt)

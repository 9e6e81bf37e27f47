"""Getting a stored file to a client: through the API, or by a signed address of the object store itself."""

from datetime import timedelta
from http import HTTPMethod, HTTPStatus
from typing import Final, Literal

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from contracts import ArtefactRef
from gateway.artefact_response import artefact_response
from gateway.parts import Parts
from gateway.settings import FileDelivery

_VALID_FOR: Final = timedelta(minutes=15)
"""Time to begin a download, and for a player to seek; it asks again with the address of the API."""


async def deliver(request: Request, parts: Parts, artefact: ArtefactRef, *, filename: str) -> Response:
    """Return the answer to a GET or HEAD of an artefact; see `artefact_response` for what it raises."""
    if parts.settings.file_delivery is FileDelivery.REDIRECT:
        method: Literal["GET", "HEAD"] = "HEAD" if request.method == HTTPMethod.HEAD else "GET"
        if url := await parts.store.signed_url(artefact.key, method, _VALID_FOR):
            # The address is good for anybody who has it, so nobody may keep it.
            return RedirectResponse(url, HTTPStatus.TEMPORARY_REDIRECT, {"Cache-Control": "no-store"})
    return await artefact_response(request, parts.store, artefact, filename=filename)

"""Serving a stored artefact over HTTP: in pieces, by ranges, with a tag that never lies."""

from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Final

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from chassis.store import Store
from contracts import ArtefactRef
from gateway.byte_ranges import UnsatisfiableRangeError, asked_bytes
from gateway.error_bodies import ApiError

_PIECE_BYTES: Final = 1_048_576


async def artefact_response(request: Request, store: Store, artefact: ArtefactRef, *, filename: str) -> Response:
    """Return the answer to a GET or HEAD of an artefact; raises `ApiError` 404 when it is gone, 416 out of range."""
    etag = f'"{artefact.sha256}"'
    headers = {
        "Accept-Ranges": "bytes",
        "ETag": etag,
        "Content-Disposition": f'inline; filename="{filename}"',
        "Cache-Control": "private, no-cache",
    }
    if _names(request.headers.get("if-none-match"), etag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    asked = _asked(request, artefact, etag)
    bytes_sent = asked or range(artefact.size_bytes)
    headers["Content-Length"] = str(len(bytes_sent))
    if asked:
        headers["Content-Range"] = f"bytes {asked.start}-{asked.stop - 1}/{artefact.size_bytes}"
    status = HTTPStatus.PARTIAL_CONTENT if asked else HTTPStatus.OK
    if request.method == "HEAD":
        return Response(status_code=status, headers=headers, media_type=artefact.media_type)
    pieces = _pieces(store, artefact.key, bytes_sent)
    try:
        # Before the headers go out: afterwards a missing file could only be told by breaking the connection.
        first = await anext(pieces, b"")
    except FileNotFoundError as error:
        raise ApiError(HTTPStatus.NOT_FOUND, "The file is not in the object store any more.") from error
    return StreamingResponse(_after(first, pieces), status, headers, artefact.media_type)


def _asked(request: Request, artefact: ArtefactRef, etag: str) -> range | None:
    condition = request.headers.get("if-range")
    if condition is not None and condition != etag:
        return None
    try:
        return asked_bytes(request.headers.get("range"), artefact.size_bytes)
    except UnsatisfiableRangeError as error:
        raise ApiError(
            HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
            f"The file has only {artefact.size_bytes} bytes.",
            headers={"Content-Range": f"bytes */{artefact.size_bytes}"},
        ) from error


def _names(header: str | None, etag: str) -> bool:
    """Return whether an `If-None-Match` header names the tag; weak comparison, as the RFC has it for this header."""
    tags = [tag.strip().removeprefix("W/") for tag in (header or "").split(",")]
    return etag in tags or "*" in tags


async def _pieces(store: Store, key: str, wanted: range) -> AsyncIterator[bytes]:
    for start in range(wanted.start, wanted.stop, _PIECE_BYTES):
        yield await store.read_range(key, start, min(start + _PIECE_BYTES, wanted.stop))


async def _after(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for piece in rest:
        yield piece

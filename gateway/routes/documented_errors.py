"""The errors of a route, as its OpenAPI entry lists them."""

from http import HTTPStatus
from typing import Any, Final

from gateway.error_bodies import NAMES, ErrorBody

_MESSAGES: Final = {
    HTTPStatus.BAD_REQUEST: "The body is not valid JSON.",
    HTTPStatus.UNAUTHORIZED: "This needs an API key.",
    HTTPStatus.FORBIDDEN: "This needs a key with the scope `write`; yours has `read`.",
    HTTPStatus.NOT_FOUND: "There is no task video_20251120_101530_k3v9xq2m.",
    HTTPStatus.METHOD_NOT_ALLOWED: "PUT does not work on /api/v1/videos/generate.",
    HTTPStatus.CONFLICT: "The task is still running.",
    HTTPStatus.GONE: "The files of the task were kept until 2025-12-20.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body is larger than this server takes.",
    HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE: "The file has only 1048576 bytes.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "Invalid request data",
    HTTPStatus.TOO_MANY_REQUESTS: "More than 5 films a minute were asked for.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something unforeseen went wrong on the server.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Kafka does not answer: RequestTimedOutError.",
}
_PROBLEM: Final = {
    "field": "briefing.duration",
    "message": "Input should be less than or equal to 180",
    "remedy": "Send a number that is at most 180.",
}


def errors(*statuses: HTTPStatus) -> dict[int | str, dict[str, Any]]:
    """Return the `responses` argument of a route that can answer with these and, as any route, with a 500."""
    named: dict[int | str, dict[str, Any]] = {
        int(status): _response(status) for status in (*statuses, HTTPStatus.INTERNAL_SERVER_ERROR)
    }
    return {**named, "default": _response(HTTPStatus.METHOD_NOT_ALLOWED) | {"description": "Any other error"}}


def _response(status: HTTPStatus) -> dict[str, Any]:
    example = {
        "error": NAMES[status],
        "message": _MESSAGES[status],
        "details": {"validation_errors": [_PROBLEM]} if status is HTTPStatus.UNPROCESSABLE_ENTITY else {},
        "timestamp": "2025-11-20T10:15:30Z",
        "request_id": "0b2c1f0e-6f0d-4f6e-9d38-1c2a7f8f5d11",
    }
    return {
        "model": ErrorBody,
        "description": status.phrase,
        "content": {"application/json": {"example": example}},
    }


REFUSALS: Final[dict[int | str, dict[str, Any]]] = {
    int(status): _response(status)
    for status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS)
}
"""The answers of routes that are not for everybody."""

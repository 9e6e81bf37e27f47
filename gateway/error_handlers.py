"""From exceptions to answers: whatever goes wrong below a route is told in the one shape of errors."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match

from chassis.errors import UnavailableError
from gateway.addresses import DOCS
from gateway.error_bodies import ApiError, ErrorDetails, error_response
from gateway.remedies import validation_problems

_METHODS: Final = ("GET", "HEAD", "POST", "PATCH", "DELETE")
_SECONDS_TO_WAIT: Final = "5"
"""What clients are asked to wait when a part of the installation is away."""


async def on_api_error(request: Request, error: ApiError) -> Response:
    """Answer as the route asked."""
    return error_response(request, error)


async def on_invalid_request(request: Request, error: RequestValidationError) -> Response:
    """Answer 400 to what is not JSON, 422 to what is not a request of this API."""
    problems = error.errors()
    if any(problem["type"] == "json_invalid" for problem in problems):
        reason = problems[0].get("ctx", {}).get("error", "")
        message = f"The body is not valid JSON: {reason}." if reason else "The body is not valid JSON."
        return error_response(request, ApiError(HTTPStatus.BAD_REQUEST, message))
    details = ErrorDetails(validation_errors=validation_problems(problems))
    return error_response(request, ApiError(HTTPStatus.UNPROCESSABLE_ENTITY, "Invalid request data", details))


async def on_http_error(request: Request, error: HTTPException) -> Response:
    """Answer what the framework refuses by itself: unknown routes, wrong methods, bodies too large or unreadable."""
    status = HTTPStatus(error.status_code)
    messages = {
        HTTPStatus.NOT_FOUND: f"There is nothing at {request.url.path}; see {DOCS}.",
        HTTPStatus.METHOD_NOT_ALLOWED: f"{request.method} does not work on {request.url.path}.",
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body is larger than this server takes.",
        HTTPStatus.BAD_REQUEST: "The body cannot be read as JSON in UTF-8.",
    }
    headers = {"Allow": _allowed_methods(request)} if status is HTTPStatus.METHOD_NOT_ALLOWED else error.headers
    answer = ApiError(status, messages.get(status, str(error.detail)), headers=headers)
    return error_response(request, answer)


async def on_unavailable(request: Request, error: UnavailableError) -> Response:
    """Answer that a part of the installation is away."""
    return error_response(request, unavailable(error))


def unavailable(error: UnavailableError) -> ApiError:
    """Return the answer that a part of the installation is away."""
    details = ErrorDetails(code=error.code, hint=error.hint)
    return ApiError(HTTPStatus.SERVICE_UNAVAILABLE, error.message, details, headers={"Retry-After": _SECONDS_TO_WAIT})


def _allowed_methods(request: Request) -> str:
    """Return the methods that work on a path; the framework names only those of the first route that has it."""
    scopes = {method: {**request.scope, "method": method} for method in _METHODS}
    routes: Sequence[BaseRoute] = request.app.routes
    return ", ".join(
        method for method, scope in scopes.items() if any(route.matches(scope)[0] is Match.FULL for route in routes)
    )


EXCEPTION_HANDLERS: Final[Mapping[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]]] = {
    ApiError: on_api_error,
    RequestValidationError: on_invalid_request,
    HTTPException: on_http_error,
    UnavailableError: on_unavailable,
}

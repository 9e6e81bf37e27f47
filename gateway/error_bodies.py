"""The one shape of every error answer, and how each kind of error is put into it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Final

from fastapi.responses import JSONResponse
from pydantic import AwareDatetime, BaseModel, Field
from starlette.requests import HTTPConnection

NAMES: Final[Mapping[int, str]] = {
    HTTPStatus.BAD_REQUEST: "BadRequest",
    HTTPStatus.UNAUTHORIZED: "Unauthorized",
    HTTPStatus.FORBIDDEN: "Forbidden",
    HTTPStatus.NOT_FOUND: "NotFound",
    HTTPStatus.METHOD_NOT_ALLOWED: "MethodNotAllowed",
    HTTPStatus.CONFLICT: "Conflict",
    HTTPStatus.GONE: "Gone",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "PayloadTooLarge",
    HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE: "RangeNotSatisfiable",
    HTTPStatus.UNPROCESSABLE_ENTITY: "ValidationError",
    HTTPStatus.TOO_MANY_REQUESTS: "TooManyRequests",
    HTTPStatus.INTERNAL_SERVER_ERROR: "InternalServerError",
    HTTPStatus.SERVICE_UNAVAILABLE: "ServiceUnavailable",
}


class ValidationProblem(BaseModel):
    """One value that cannot be taken."""

    field: str = Field(description="Path of the value.", examples=["briefing.duration"])
    message: str = Field(description="What is wrong with it.", examples=["Input should be less than or equal to 180"])
    remedy: str = Field(description="What to send instead.", examples=["Send a number that is at most 180."])


class ErrorDetails(BaseModel):
    """What else is known about an error; parts that do not apply are left out."""

    validation_errors: list[ValidationProblem] | None = None
    code: str | None = Field(None, description="Stable name of what went wrong.")
    hint: str | None = Field(None, description="What to do next.")


class ErrorBody(BaseModel):
    """The body of every answer with a status of 400 or more."""

    error: str = Field(description="Kind of error; one per status.", examples=["NotFound"])
    message: str = Field(description="A sentence for people.")
    details: ErrorDetails = ErrorDetails()
    timestamp: AwareDatetime
    request_id: str = Field(description="Also in the header X-Request-ID and in every log line of the request.")


class ApiError(Exception):
    """An answer other than success, raised anywhere below a route."""

    def __init__(
        self,
        status: HTTPStatus,
        message: str,
        details: ErrorDetails | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.details = details or ErrorDetails()
        self.headers = headers


def invalid_value(field: str, message: str, remedy: str) -> ApiError:
    """Return the error of a value that has the right form but cannot be taken."""
    problem = ValidationProblem(field=field, message=message, remedy=remedy)
    details = ErrorDetails(validation_errors=[problem])
    return ApiError(HTTPStatus.UNPROCESSABLE_ENTITY, "Invalid request data", details)


def request_id_of(connection: HTTPConnection) -> str:
    """Return the id the request was given when it came in."""
    return str(connection.state.request_id)


def error_response(connection: HTTPConnection, error: ApiError) -> JSONResponse:
    """Return the answer an error is told with."""
    body = ErrorBody(
        error=NAMES.get(error.status, error.status.phrase.replace(" ", "")),
        message=error.message,
        details=error.details,
        timestamp=datetime.now(UTC),
        request_id=request_id_of(connection),
    )
    return JSONResponse(body.model_dump(mode="json", exclude_none=True), error.status, error.headers)

"""The API's error answers, word for word where clients act on the words."""

from typing import Final

from starlette.responses import JSONResponse, Response

from tests.infra.openai_stand_in.faults import Fault, Kind

_ERRORS: Final[dict[Kind, tuple[int, str, str | None, str]]] = {
    Kind.FORBIDDEN: (403, "invalid_request_error", "model_not_found", "Project does not have access to this model."),
    Kind.RATE_LIMITED: (429, "requests", "rate_limit_exceeded", "Rate limit reached for requests per min."),
    Kind.QUOTA: (429, "insufficient_quota", "insufficient_quota", "You exceeded your current quota."),
    Kind.SERVER_ERROR: (500, "server_error", None, "The server had an error while processing your request."),
    Kind.BAD_REQUEST: (400, "invalid_request_error", "invalid_value", "Invalid value: 'size'."),
    Kind.UNKNOWN_MODEL: (404, "invalid_request_error", "model_not_found", "The model does not exist."),
    Kind.MODERATION: (
        400,
        "image_generation_user_error",
        "moderation_blocked",
        "Your request was rejected by the safety system.",
    ),
}


def error(status: int, kind: str, code: str | None, message: str) -> JSONResponse:
    """Return an error answer."""
    body = {"error": {"message": message, "type": kind, "param": None, "code": code}}
    return JSONResponse(body, status, {"x-request-id": "req_standin"})


def unauthorized(key: str) -> JSONResponse:
    """Return the answer to a wrong key; like the real one it repeats what it was given."""
    return error(401, "invalid_request_error", "invalid_api_key", f"Incorrect API key provided: {key}.")


def refusal(fault: Fault) -> Response | None:
    """Return the error answer of a fault that is one; None for faults that come after the work."""
    if fault.kind not in _ERRORS:
        return None
    answer = error(*_ERRORS[fault.kind])
    if fault.kind is Kind.RATE_LIMITED and fault.seconds:
        answer.headers["retry-after"] = f"{fault.seconds:g}"
    return answer

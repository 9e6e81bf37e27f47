"""What happens around every request: its id, its line in the access log, its metrics, and an answer if it crashed."""

import random
import re
import time
from http import HTTPStatus
from typing import Final

import structlog
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.error_bodies import ApiError, ErrorDetails, error_response
from gateway.http_metrics import HttpMetrics

REQUEST_ID_HEADER: Final = "X-Request-ID"
_REQUEST_ID_NAME: Final = REQUEST_ID_HEADER.lower().encode()
_USABLE_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,128}")
_KNOWN_METHODS: Final = frozenset({"GET", "HEAD", "POST", "DELETE", "OPTIONS", "PUT", "PATCH"})

_log = structlog.get_logger(__name__)


class RequestLog:
    """Gives each request an id, the caller's own if it sent a usable one, and notes how it was answered."""

    def __init__(self, app: ASGIApp, *, metrics: HttpMetrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _request_id(scope)
        scope.setdefault("state", {})["request_id"] = request_id
        status = 0
        started = time.perf_counter()

        async def send_noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), (_REQUEST_ID_NAME, request_id.encode())]
            await send(message)

        bound = structlog.contextvars.bind_contextvars(request_id=request_id)
        self._metrics.in_flight.inc()
        try:
            await self._app(scope, receive, send_noting)
        finally:
            self._metrics.in_flight.dec()
            self._note(scope, status, time.perf_counter() - started)
            structlog.contextvars.reset_contextvars(**bound)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        method = scope["method"] if scope["method"] in _KNOWN_METHODS else "other"
        route = getattr(scope.get("route"), "path", "unknown")
        self._metrics.answered(method, route, status, seconds)
        client, caller = scope.get("client"), scope["state"].get("caller")
        _log.info(
            "api_request",
            method=scope["method"],
            path=scope["path"],
            status_code=int(status),
            duration_ms=round(seconds * 1000, 2),
            client=client[0] if client else None,
            api_key=caller.key_id if caller else None,
        )


class CrashGuard:
    """Answers what nobody foresaw: a 500 in the shape of all errors, and the stack trace in the log."""

    def __init__(self, app: ASGIApp, *, debug: bool) -> None:
        self._app = app
        self._debug = debug

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        answering = False

        async def send_noting(message: Message) -> None:
            nonlocal answering
            answering = True
            await send(message)

        try:
            await self._app(scope, receive, send_noting)
        except Exception as error:
            if scope["type"] != "http" or answering:
                raise
            _log.exception("request_crashed")
            await error_response(Request(scope), self._answer(error))(scope, receive, send)

    def _answer(self, error: Exception) -> ApiError:
        hint = repr(error) if self._debug else "Report the request id to the operator."
        message = "Something unforeseen went wrong on the server."
        return ApiError(HTTPStatus.INTERNAL_SERVER_ERROR, message, ErrorDetails(hint=hint))


def _request_id(scope: Scope) -> str:
    given = next((value.decode("latin-1") for name, value in scope["headers"] if name == _REQUEST_ID_NAME), "")
    return given if _USABLE_ID.fullmatch(given) else f"{random.getrandbits(128):032x}"

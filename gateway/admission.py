"""The door of the API: finds out who calls before anything else is done for them."""

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from gateway.callers import anonymous


class Admission:
    """Notes the caller of each request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] == "http":
            scope.setdefault("state", {})["caller"] = anonymous(HTTPConnection(scope))
        await self._app(scope, receive, send)

"""Refusing bodies that are too large, announced or not, before they are in memory.

The framework has such a limit, but answers an announced excess in plain text.
"""

from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class BodyLimit:
    """Lets a route that reads a body of more than `most_bytes` answer 413."""

    def __init__(self, app: ASGIApp, *, most_bytes: int) -> None:
        self._app = app
        self._most_bytes = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "")
        announced_bytes = int(announced) if announced.isdecimal() else 0
        received = 0

        async def receive_some() -> Message:
            nonlocal received
            self._refuse(announced_bytes)
            message = await receive()
            received += len(message.get("body", b""))
            self._refuse(received)
            return message

        await self._app(scope, receive_some, send)

    def _refuse(self, count: int) -> None:
        if count > self._most_bytes:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)

"""HTTP with a handle on the connection under it, so that it can be reset or cut."""

import asyncio
import socket
import struct
from typing import Final

from starlette.requests import Request
from uvicorn.protocols.http.h11_impl import H11Protocol

_NO_LINGER: Final = struct.pack("ii", 1, 0)
"""`SO_LINGER` on with zero seconds: closing sends RST instead of FIN."""

_CONNECTIONS: Final[dict[tuple[str, int], asyncio.Transport]] = {}


class HandledProtocol(H11Protocol):
    """Remembers its transport by the client's address, the one thing a request knows of its connection."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # uvicorn's is this narrow
        """See `asyncio.Protocol`."""
        super().connection_made(transport)
        _CONNECTIONS[transport.get_extra_info("peername")[:2]] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """See `asyncio.Protocol`."""
        _CONNECTIONS.pop(self.transport.get_extra_info("peername")[:2], None)
        super().connection_lost(exc)


def reset(request: Request) -> None:
    """Drop the request's connection as a crashed peer does."""
    assert request.client is not None
    transport = _CONNECTIONS[request.client.host, request.client.port]
    transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
    transport.abort()


def cut(request: Request) -> None:
    """Close the request's connection after what was sent."""
    assert request.client is not None
    _CONNECTIONS[request.client.host, request.client.port].close()

"""A real web server on this machine that takes webhooks, and misbehaves when a test says so."""

import asyncio
import contextlib
import json
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeAlias

from standardwebhooks import Webhook

Answer: TypeAlias = Callable[[asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True)
class Received:
    """One request as it came in."""

    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        """The message's id."""
        return self.headers["webhook-id"]

    @property
    def json(self) -> dict[str, Any]:
        """The message."""
        return dict(json.loads(self.body))

    def is_signed_with(self, secret: str) -> bool:
        """Return whether one of the signatures was made with the secret, by the library's own word for the time sent.

        The library's `verify` also compares the time with the clock of the machine, which a test with a clock of its
        own cannot have.
        """
        ours = Webhook(secret).sign(self.id, _time(self.headers["webhook-timestamp"]), self.body.decode())
        return ours in self.headers["webhook-signature"].split()


@dataclass
class Receiver:
    """Answers each request with the next answer of its script, the last one again and again."""

    port: int = 0
    script: list[Answer] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}/hook"

    async def has_received(self, count: int) -> None:
        """Return once so many requests came in; raises `TimeoutError` after a minute."""
        async with asyncio.timeout(60):
            while len(self.received) < count:
                self._news.clear()
                await self._news.wait()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError), contextlib.closing(writer):
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            first, *lines = head.split("\r\n")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            body = await reader.readexactly(int(headers.get("content-length", 0)))
            self.received.append(Received(first.split()[1], headers, body))
            self._news.set()
            answer = self.script.pop(0) if len(self.script) > 1 else self.script[0]
            await answer(writer)


@contextlib.asynccontextmanager
async def receiving(*script: Answer, tls: ssl.SSLContext | None = None) -> AsyncIterator[Receiver]:
    """Run a receiver with a script; without one it takes everything."""
    receiver = Receiver(script=list(script) or [status(204)])
    server = await asyncio.start_server(receiver._serve, "127.0.0.1", 0, ssl=tls)  # noqa: SLF001 - of this file
    receiver.port = server.sockets[0].getsockname()[1]
    try:
        yield receiver
    finally:
        server.close()


def status(code: int, **headers: str) -> Answer:
    """Answer with a status and these headers; `_` in a name stands for `-`."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        lines = [f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items()]
        writer.write(f"HTTP/1.1 {code} X\r\n{''.join(lines)}Content-Length: 0\r\n\r\n".encode())
        await writer.drain()

    return answer


def hang(seconds: float = 60) -> Answer:
    """Say nothing for so long."""

    async def answer(_writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(seconds)

    return answer


def slow_body(pieces: int, seconds: float) -> Answer:
    """Take the message, then send a body piece by piece with a pause between."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        for _ in range(pieces):
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(seconds)

    return answer


def huge_body(sent: list[int]) -> Answer:
    """Take the message, then send a body without end as long as somebody reads; note in `sent` how much that was."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000000000\r\n\r\n")
        while True:
            writer.write(b"x" * 65536)
            sent.append(65536)
            await writer.drain()

    return answer


def _time(header: str) -> datetime:
    return datetime.fromtimestamp(int(header), UTC)

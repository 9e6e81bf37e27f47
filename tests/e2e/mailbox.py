"""A web server on this machine that takes what is posted to it, for tests that wait for a webhook."""

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer

_PATIENCE_SECONDS = 60.0


@dataclass(frozen=True)
class Letter:
    """One request as it came in; names of headers are in small letters."""

    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Mailbox:
    """Where requests wait for the test."""

    url: str
    letters: queue.Queue[Letter] = field(default_factory=queue.Queue)

    def letter(self) -> Letter:
        """Return the next request, as soon as it is there; raises `queue.Empty` after a minute."""
        return self.letters.get(timeout=_PATIENCE_SECONDS)


@contextmanager
def open_mailbox() -> Iterator[Mailbox]:
    """Run a mailbox in a thread."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            mailbox.letters.put(Letter({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(HTTPStatus.NO_CONTENT)
            self.end_headers()

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        mailbox = Mailbox(f"http://127.0.0.1:{server.server_port}/film")
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield mailbox
        finally:
            server.shutdown()
            thread.join()

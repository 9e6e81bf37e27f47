"""A real HTTP server that speaks the routes of the OpenAI API which the product uses, without streaming."""

import asyncio
import json
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route as Path
from starlette.types import Receive, Scope, Send

from tests.infra.openai_stand_in import protocol
from tests.infra.openai_stand_in.bill import Bill
from tests.infra.openai_stand_in.errors import refusal, unauthorized
from tests.infra.openai_stand_in.faults import Fault, Faults, Kind, Route
from tests.infra.openai_stand_in.work import Done, Workshop
from tests.infra.openai_stand_in.writing import Commission, Writer, filler

KEY: Final = "sk-standin-0123456789abcdef"
_START_SECONDS: Final = 10.0


@dataclass(frozen=True)
class Received:
    """One request as it arrived."""

    route: Route
    headers: Mapping[str, str]
    body: Mapping[str, Any]


class StandIn:
    """The server's face to tests: what it is to do, and what it has seen. Safe to use from any thread."""

    def __init__(self, write: Writer | None = None, seconds_per_call: float = 0.0) -> None:
        self.faults = Faults()
        self.bill = Bill()
        self.received: list[Received] = []
        self.seconds_per_call = seconds_per_call
        """How long the work on a call takes."""
        self.workshop = Workshop(write or write_filler)
        self.port = 0

    @property
    def base_url(self) -> str:
        """What OPENAI_BASE_URL has to be."""
        return f"http://127.0.0.1:{self.port}/v1"

    def app(self) -> Starlette:
        """Return the routes."""
        posts = {
            "/v1/chat/completions": Route.TEXT,
            "/v1/responses": Route.TEXT,
            "/v1/images/generations": Route.IMAGE,
            "/v1/audio/speech": Route.SPEECH,
            "/v1/audio/transcriptions": Route.TRANSCRIPTION,
        }
        paths = [Path(path, self._answering(route), methods=["POST"]) for path, route in posts.items()]
        return Starlette(
            routes=[
                *paths,
                Path("/v1/models", self._models),
                Path("/v1/models/{model}", self._models),
                Path("/stand-in/bill", self._show_bill),
            ]
        )

    def _answering(self, route: Route) -> Any:
        async def answer(request: Request) -> Response:
            return await self._answer(route, request)

        return answer

    async def _answer(self, route: Route, request: Request) -> Response:
        body, file = await _body_of(request)
        self.received.append(Received(route, dict(request.headers), body))
        fault = self.faults.befalling(route)
        rejected = self._rejected(request, fault)
        if rejected is not None:
            return rejected
        kind = fault.kind if fault else None
        await asyncio.sleep(fault.seconds if fault and kind is Kind.SLOW else self.seconds_per_call)
        done = await asyncio.to_thread(self._work, route, body, file, kind)
        self.bill.add(route, body["model"], request.headers.get("idempotency-key", ""), done.meter)
        match kind:
            case Kind.HALF_ANSWER:
                return _Half(done.response, request)
            case Kind.WRONG_JSON:
                return Response("<html>It works!", media_type="application/json")
        return done.response

    def _rejected(self, request: Request, fault: Fault | None) -> Response | None:
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if given != KEY or (fault and fault.kind is Kind.UNAUTHORIZED):
            return unauthorized(given)
        if fault and fault.kind is Kind.RESET:
            protocol.reset(request)
            return Response()
        return refusal(fault) if fault else None

    def _work(self, route: Route, body: Mapping[str, Any], file: bytes, kind: Kind | None) -> Done:
        match route:
            case Route.IMAGE:
                return self.workshop.image(body)
            case Route.SPEECH:
                return self.workshop.speech(body)
            case Route.TRANSCRIPTION:
                return self.workshop.transcription(body, file)
        return self.workshop.text(body, kind)

    async def _models(self, request: Request) -> Response:
        rejected = self._rejected(request, self.faults.befalling(Route.MODELS))
        if rejected is not None:
            return rejected
        prices = json.loads(self.bill.price_list)["models"]
        models = {
            name: {"id": name, "object": "model", "created": 1, "owned_by": "stand-in", "shutdown_date": day}
            for name, day in ((name, price.get("shutdown")) for name, price in prices.items())
        }
        wanted = request.path_params.get("model")
        if wanted is None:
            return JSONResponse({"object": "list", "data": list(models.values())})
        unknown = refusal(Fault(Route.MODELS, Kind.UNKNOWN_MODEL))
        assert unknown is not None
        return JSONResponse(models[wanted]) if wanted in models else unknown

    async def _show_bill(self, _request: Request) -> Response:
        calls = [[call.route, call.model, call.idempotency_key, str(call.cost_usd)] for call in self.bill.calls]
        return JSONResponse({"total_usd": str(self.bill.total()), "calls": calls})


class _Half(StreamingResponse):
    """The head and half of the body of another answer; then the connection is closed."""

    def __init__(self, whole: Response, request: Request) -> None:
        self._request = request
        super().__init__(iter([bytes(whole.body)[: len(whole.body) // 2]]), headers=dict(whole.headers))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_and_cut(message: Any) -> None:
            if message["type"] == "http.response.body" and not message.get("more_body"):
                protocol.cut(self._request)
                return
            await send(message)

        await super().__call__(scope, receive, send_and_cut)


def write_filler(commission: Commission) -> str:
    """Answer any schema with its simplest value, and no schema with a word."""
    return json.dumps(filler(commission.schema)) if commission.schema else "OK"


async def _body_of(request: Request) -> tuple[dict[str, Any], bytes]:
    if request.headers.get("content-type", "").startswith("application/json"):
        return await request.json(), b""
    async with request.form() as form:
        upload = form["file"]
        assert isinstance(upload, UploadFile)
        return {name: value for name, value in form.items() if name != "file"}, await upload.read()


@contextmanager
def running_stand_in(stand_in: StandIn | None = None, port: int = 0) -> Iterator[StandIn]:
    """Serve on a free port of this machine until the block ends."""
    stand_in = stand_in or StandIn()
    listening = socket.create_server(("127.0.0.1", port))
    stand_in.port = listening.getsockname()[1]
    config = uvicorn.Config(
        stand_in.app(),
        http=protocol.HandledProtocol,
        log_config=None,
        log_level="critical",
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, name="openai stand-in", daemon=True)
    thread.start()
    waited = threading.Event()
    for _ in range(int(_START_SECONDS / 0.01)):
        if server.started:
            break
        waited.wait(0.01)
    try:
        yield stand_in
    finally:
        server.should_exit = True
        thread.join()
        listening.close()

"""The door of the API: who calls, and whether they may yet, is found out before anything else is done for them."""

from dataclasses import dataclass
from http import HTTPMethod
from typing import Self

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis.errors import UnavailableError
from chassis.settings import Environment
from gateway.addresses import DOCS_ASSETS, GENERATE, OPEN
from gateway.authentication import Authentication
from gateway.callers import Caller, anonymous
from gateway.clock import Clock
from gateway.error_bodies import ApiError, error_response
from gateway.error_handlers import unavailable
from gateway.key_store import KeyStore
from gateway.rate_limits import Counters, RateLimits, Share, too_many
from gateway.settings import GatewaySettings


@dataclass(frozen=True)
class Verdict:
    """What the door found out about a request."""

    caller: Caller
    share: Share | None = None
    refusal: ApiError | None = None


@dataclass(frozen=True)
class Door:
    """What requests have to pass: first the check of the key, then the count."""

    authentication: Authentication
    rate_limits: RateLimits

    @classmethod
    def of(cls, settings: GatewaySettings, *, keys: KeyStore, counters: Counters, clock: Clock) -> Self:
        """Return the door that the settings ask for: in production nobody passes without a key."""
        return cls(
            Authentication(
                keys,
                secret_key=settings.secret_key.get_secret_value(),
                is_required=settings.environment is Environment.PRODUCTION,
            ),
            RateLimits(
                counters,
                per_minute=settings.rate_limit_per_minute,
                per_hour=settings.rate_limit_per_hour,
                clock=clock,
            ),
        )

    async def judge(self, request: Request) -> Verdict:
        """Return who calls and whether the request is let through."""
        caller, refusal = anonymous(request), None
        try:
            try:
                caller = await self.authentication.caller_of(request)
            except ApiError as error:
                # Wrong keys are counted too, for the address they come from.
                refusal = error
            asks_for_film = request.method == HTTPMethod.POST and request.url.path == GENERATE
            share = await self.rate_limits.count(caller, asks_for_film=asks_for_film)
        except UnavailableError as error:
            return Verdict(caller, refusal=unavailable(error))
        if share and share.is_exceeded:
            refusal = too_many(share, asks_for_film=asks_for_film)
        return Verdict(caller, share, refusal)


class Admission:
    """Keeps out whom the door refuses, notes who the others are, and tells all of them what is left to them.

    Probes and the documentation are open to everybody at any time.
    """

    def __init__(self, app: ASGIApp, *, door: Door) -> None:
        self._app = app
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it with 401, 429 or 503."""
        if scope["type"] != "http" or scope["path"] in OPEN or scope["path"].startswith(f"{DOCS_ASSETS}/"):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        verdict = await self._door.judge(request)
        scope.setdefault("state", {})["caller"] = verdict.caller
        app = error_response(request, verdict.refusal) if verdict.refusal else self._app
        await app(scope, receive, _telling(verdict.share, send) if verdict.share else send)


def _telling(share: Share, send: Send) -> Send:
    """Return a way to send answers that tells in their headers what is left."""

    async def send_telling(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(share.headers)
        await send(message)

    return send_telling

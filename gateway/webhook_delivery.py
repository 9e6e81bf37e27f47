"""One try at delivering a webhook: what is sent, and what its answer means for the delivery and its endpoint."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Final

import structlog

from gateway.clock import Clock
from gateway.facts import moment
from gateway.films import FilmFolder
from gateway.outbound_http import OutboundHttp, Reply, UnreachableError
from gateway.settings import GatewaySettings
from gateway.task_store import TaskStore
from gateway.webhook_message import WebhookBody, signed_headers
from gateway.webhook_schedule import next_try
from gateway.webhook_secrets import ReplacedKeyError, SigningSecrets
from gateway.webhook_store import EndpointStore, Outcome
from gateway.webhook_truth import Truth, as_of, truth_of
from gateway.webhooks import Delivery, DeliveryState, Endpoint, Try

_SPARE: Final = timedelta(seconds=30)
_CATCHING_UP: Final = timedelta(seconds=2)
"""How long a view may take to show an end that another replica announced."""
_OVERTAKEN: Final = "The task is not as this would have told any more."
_SUCCESS: Final = range(200, 300)
_REDIRECTION: Final = range(300, 400)
_GONE: Final = "The receiver answered 410 Gone."
_REPLACED_KEY: Final = (
    "SECRET_KEY was replaced after the secret was issued: rotate the secret, then enable the webhook."
)

_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Courier:
    """Delivers to endpoints."""

    settings: GatewaySettings
    tasks: TaskStore
    films: FilmFolder
    endpoints: EndpointStore
    secrets: SigningSecrets
    http: OutboundHttp
    clock: Clock
    chance: Callable[[], float] = field(default=random.random)

    @property
    def longest_try(self) -> timedelta:
        """How long a try can take, with time to spare for name servers and the database."""
        return 2 * timedelta(seconds=self.settings.webhook_timeout_seconds) + _SPARE

    async def deliver(self, delivery: Delivery) -> Outcome:
        """Try a delivery once and return what became of it; raises `UnavailableError` when the database is away."""
        endpoint = await self.endpoints.find(delivery.endpoint_id)
        if endpoint is None:
            return _given_up("The subscription was deleted.")
        if not endpoint.enabled and not delivery.asked_again:
            return _given_up(endpoint.disabled_reason or "The subscription is disabled.")
        view = await self.tasks.find(delivery.task_id)
        truth = truth_of(delivery, view) if view else Truth.AHEAD
        if truth is Truth.OVERTAKEN:
            return Outcome(state=DeliveryState.SUPERSEDED, note=_OVERTAKEN)
        if view is None or truth is Truth.AHEAD:
            return Outcome(state=DeliveryState.PENDING, due_at=moment(self.clock() + _CATCHING_UP))
        told = as_of(view, delivery.attempt)
        body = WebhookBody.of(delivery.event, told, self.films, base_url=self.settings.base_url)
        return await self._tell(delivery, endpoint, body.model_dump_json())

    async def _tell(self, delivery: Delivery, endpoint: Endpoint, body: str) -> Outcome:
        now = self.clock()
        try:
            secrets = await self.secrets.signing(endpoint.signer, now)
        except ReplacedKeyError:
            await self._disable(endpoint, _REPLACED_KEY)
            return _given_up(_REPLACED_KEY)
        reply, tried = await self._send(endpoint.url, body, signed_headers(delivery.id, now, body, secrets))
        return await self._outcome(delivery, endpoint, reply, tried)

    async def _send(self, url: str, body: str, headers: dict[str, str]) -> tuple[Reply | None, Try]:
        at, started = moment(self.clock()), time.perf_counter()
        try:
            reply = await self.http.post(url, body.encode(), headers)
        except UnreachableError as error:
            return None, Try(at=at, seconds=round(time.perf_counter() - started, 3), error=str(error))
        seconds = round(time.perf_counter() - started, 3)
        return reply, Try(at=at, seconds=seconds, status_code=reply.status_code, error=_fault(reply.status_code))

    async def _outcome(self, delivery: Delivery, endpoint: Endpoint, reply: Reply | None, tried: Try) -> Outcome:
        if tried.error is None:
            if endpoint.failing_since:
                await self.endpoints.change(endpoint.id, _working)
            return Outcome(state=DeliveryState.DELIVERED, tried=tried)
        if tried.status_code == HTTPStatus.GONE:
            await self._disable(endpoint, _GONE)
            return Outcome(state=DeliveryState.FAILED, tried=tried, note=_GONE)
        await self._note_failure(endpoint, tried)
        due_at = next_try(
            self.clock(),
            delivery.tries_since_asked + 1,
            self.settings.webhook_retry_seconds,
            chance=self.chance(),
            retry_after=reply.retry_after if reply else None,
        )
        if due_at is None:
            return Outcome(state=DeliveryState.FAILED, tried=tried, note="The last try failed.")
        return Outcome(state=DeliveryState.PENDING, due_at=moment(due_at), tried=tried)

    async def _note_failure(self, endpoint: Endpoint, tried: Try) -> None:
        if endpoint.failing_since is None:
            await self.endpoints.change(endpoint.id, lambda known: _failing(known, tried.at))
        elif tried.at - endpoint.failing_since > timedelta(days=self.settings.webhook_disable_after_days):
            await self._disable(endpoint, f"Nothing was taken since {endpoint.failing_since:%Y-%m-%d %H:%M} UTC.")

    async def _disable(self, endpoint: Endpoint, reason: str) -> None:
        _log.warning("webhook_disabled", endpoint=endpoint.id, reason=reason)
        await self.endpoints.change(
            endpoint.id, lambda known: known.model_copy(update={"enabled": False, "disabled_reason": reason})
        )


def _given_up(note: str) -> Outcome:
    return Outcome(state=DeliveryState.FAILED, note=note)


def _working(endpoint: Endpoint) -> Endpoint:
    return endpoint.model_copy(update={"failing_since": None})


def _failing(endpoint: Endpoint, since: datetime) -> Endpoint:
    return endpoint.model_copy(update={"failing_since": endpoint.failing_since or since})


def _fault(status_code: int) -> str | None:
    """Return what is wrong with an answer; None when it says that the message was taken."""
    if status_code in _SUCCESS:
        return None
    redirected = " Redirects are not followed." if status_code in _REDIRECTION else ""
    return f"The receiver answered {status_code}.{redirected}"

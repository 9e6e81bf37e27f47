"""Managing webhooks: making and changing subscriptions, the addresses that come with tasks, and their secrets."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from chassis.errors import UnavailableError
from gateway.clock import Clock
from gateway.error_bodies import ApiError, ErrorDetails, invalid_value
from gateway.facts import moment
from gateway.outbound_guard import RefusedUrlError
from gateway.outbound_http import OutboundHttp
from gateway.webhook_bodies import NewWebhook, WebhookChange
from gateway.webhook_secrets import SigningSecrets
from gateway.webhook_store import DeliveryStore, EndpointStore
from gateway.webhooks import Endpoint, callback, callback_id

_MOST_SUBSCRIPTIONS: Final = 100
"""Each end of a task is written down once for each."""


@dataclass(frozen=True)
class Webhooks:
    """What routes do about webhooks."""

    endpoints: EndpointStore
    deliveries: DeliveryStore
    secrets: SigningSecrets
    http: OutboundHttp
    clock: Clock

    async def subscribe(self, wanted: NewWebhook) -> tuple[Endpoint, str]:
        """Return a new subscription and its secret; raises `ApiError` 422 or 409."""
        await self.check(wanted.url, field="url")
        if len(await self.endpoints.subscriptions()) >= _MOST_SUBSCRIPTIONS:
            hint = "Delete one that is not needed any more."
            raise ApiError(
                HTTPStatus.CONFLICT, f"There are {_MOST_SUBSCRIPTIONS} webhooks already.", ErrorDetails(hint=hint)
            )
        identity, now = f"webhook_{secrets.token_hex(8)}", moment(self.clock())
        endpoint = Endpoint(
            id=identity,
            url=wanted.url,
            signer=identity,
            events=tuple(sorted(set(wanted.events))),
            name=wanted.name,
            created_at=now,
        )
        secret = await self.secrets.issue(identity, now)
        await self.endpoints.add(endpoint)
        return endpoint, secret

    async def find(self, webhook_id: str) -> Endpoint:
        """Return a subscription; raises `ApiError` 404."""
        endpoint = await self.endpoints.find(webhook_id)
        if endpoint is None or endpoint.task_id:
            raise _unknown(webhook_id)
        return endpoint

    async def change(self, webhook_id: str, change: WebhookChange) -> Endpoint:
        """Return the changed subscription; raises `ApiError` 404 or 422."""
        await self.find(webhook_id)
        if change.url:
            await self.check(change.url, field="url")
        changed = await self.endpoints.change(webhook_id, change.of)
        if changed is None:
            raise _unknown(webhook_id)
        return changed

    async def unsubscribe(self, webhook_id: str) -> None:
        """Delete a subscription; raises `ApiError` 404."""
        await self.find(webhook_id)
        await self.endpoints.remove(webhook_id)

    async def rotate(self, webhook_id: str) -> str:
        """Return a new secret of a subscription; raises `ApiError` 404."""
        endpoint = await self.find(webhook_id)
        return await self.secrets.issue(endpoint.signer, self.clock())

    async def issue_callback_secret(self, key_id: str | None) -> str:
        """Return a new secret for the callbacks of tasks that were asked for with an API key."""
        return await self.secrets.issue(_callback_signer(key_id), self.clock())

    @asynccontextmanager
    async def calling_back(self, task_id: str, url: str | None, key_id: str | None) -> AsyncIterator[None]:
        """Remember where to tell the end of a task that is begun inside; when it could not be, nothing is kept.

        The address was checked before.
        """
        if url is None:
            yield
            return
        await self.endpoints.add(
            callback(task_id, url, signer=_callback_signer(key_id), created_at=moment(self.clock()))
        )
        try:
            yield
        except UnavailableError:
            with suppress(UnavailableError):
                await self.endpoints.remove(callback_id(task_id))
            raise

    async def forget(self, task_id: str) -> None:
        """Forget what is about one task."""
        await self.endpoints.remove(callback_id(task_id))
        await self.deliveries.forget_task(task_id)

    async def check(self, url: str, *, field: str) -> None:
        """Raise `ApiError` 422 naming the field unless webhooks may go to the address."""
        try:
            await self.http.check(url)
        except RefusedUrlError as error:
            raise invalid_value(field, error.message, error.remedy) from error


def _callback_signer(key_id: str | None) -> str:
    """Return whose secret signs: callers with different keys cannot forge each other's callbacks."""
    return f"callbacks of {key_id or 'anybody'}"


def _unknown(webhook_id: str) -> ApiError:
    return ApiError(HTTPStatus.NOT_FOUND, f"There is no webhook {webhook_id}.")

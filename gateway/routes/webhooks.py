"""Standing subscriptions to the ends of tasks, and the secrets that verify messages."""

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Path, Request

from gateway.addresses import WEBHOOKS
from gateway.callers import Scope, caller_of
from gateway.needed_scope import needs
from gateway.parts import PartsOf
from gateway.routes.documented_errors import errors
from gateway.webhook_bodies import IssuedSecret, NewWebhook, WebhookBrief, WebhookChange, WebhookList, WebhookMade

router = APIRouter(prefix=WEBHOOKS, tags=["Webhooks"])

_ADMIN: Final = [needs(Scope.ADMIN)]
_ERRORS: Final = errors(HTTPStatus.NOT_FOUND, HTTPStatus.SERVICE_UNAVAILABLE)
_BODY_ERRORS: Final = errors(
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.CONFLICT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.SERVICE_UNAVAILABLE,
)

WebhookId = Annotated[str, Path(examples=["webhook_0b2c1f0e6f0d4f6e"])]


@router.post("", status_code=HTTPStatus.CREATED, dependencies=_ADMIN, responses=_BODY_ERRORS)
async def subscribe(wanted: NewWebhook, parts: PartsOf) -> WebhookMade:
    """Subscribe to the ends of all tasks; the answer holds the secret, which is not shown again."""
    endpoint, secret = await parts.webhooks.subscribe(wanted)
    return WebhookMade.with_secret(endpoint, secret)


@router.get("", dependencies=_ADMIN, responses=errors(HTTPStatus.SERVICE_UNAVAILABLE))
async def list_webhooks(parts: PartsOf) -> WebhookList:
    """List all subscriptions, the oldest first."""
    found = [WebhookBrief.of(endpoint) for endpoint in await parts.webhooks.endpoints.subscriptions()]
    return WebhookList(webhooks=found, count=len(found))


@router.post(
    "/callback-secret",
    dependencies=[needs(Scope.WRITE)],
    responses=errors(HTTPStatus.SERVICE_UNAVAILABLE),
)
async def issue_callback_secret(request: Request, parts: PartsOf) -> IssuedSecret:
    """Issue the secret that verifies messages to the `callback_url` of tasks asked for with your API key."""
    return IssuedSecret(secret=await parts.webhooks.issue_callback_secret(caller_of(request).key_id))


@router.get("/{webhook_id}", dependencies=_ADMIN, responses=_ERRORS)
async def show_webhook(webhook_id: WebhookId, parts: PartsOf) -> WebhookBrief:
    """Get a subscription."""
    return WebhookBrief.of(await parts.webhooks.find(webhook_id))


@router.patch("/{webhook_id}", dependencies=_ADMIN, responses=_BODY_ERRORS)
async def change_webhook(webhook_id: WebhookId, change: WebhookChange, parts: PartsOf) -> WebhookBrief:
    """Rename, move, pause or resume a subscription, or choose other events; what is left out stays as it is."""
    return WebhookBrief.of(await parts.webhooks.change(webhook_id, change))


@router.delete("/{webhook_id}", status_code=HTTPStatus.NO_CONTENT, dependencies=_ADMIN, responses=_ERRORS)
async def unsubscribe(webhook_id: WebhookId, parts: PartsOf) -> None:
    """Delete a subscription; messages on their way to it are given up."""
    await parts.webhooks.unsubscribe(webhook_id)


@router.post("/{webhook_id}/secret", dependencies=_ADMIN, responses=_ERRORS)
async def rotate_secret(webhook_id: WebhookId, parts: PartsOf) -> IssuedSecret:
    """Replace the secret; for a day messages are signed with the one before it, too."""
    return IssuedSecret(secret=await parts.webhooks.rotate(webhook_id))

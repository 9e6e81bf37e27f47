"""What the API's description says of the requests that the API itself sends."""

from http import HTTPStatus

from fastapi import APIRouter

from gateway.webhook_message import WebhookBody
from gateway.webhooks import EventType

router = APIRouter(tags=["Webhooks"])


async def _announced(body: WebhookBody) -> None:
    """Sent to subscriptions and to the task's `callback_url`, signed by Standard Webhooks; answer with any 2xx."""


for _event in EventType:
    _describe = router.post(_event, name=_event, status_code=HTTPStatus.NO_CONTENT, summary=f"Tells a {_event} event")
    _describe(_announced)

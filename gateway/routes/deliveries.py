"""The log of webhook deliveries, by subscription and by task, and asking for one again."""

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Query

from gateway.addresses import TASKS, WEBHOOKS
from gateway.callers import Scope
from gateway.cursors import position_of
from gateway.error_bodies import ApiError, ErrorDetails
from gateway.facts import moment
from gateway.needed_scope import needs
from gateway.parts import Parts, PartsOf
from gateway.routes.documented_errors import errors
from gateway.routes.known_task import known_task
from gateway.routes.webhooks import WebhookId
from gateway.task_view import TaskView
from gateway.webhook_bodies import DeliveryBrief, DeliveryList
from gateway.webhooks import Delivery

router = APIRouter(tags=["Webhooks"])

_OF_WEBHOOK: Final = f"{WEBHOOKS}/{{webhook_id}}/deliveries"
_OF_TASK: Final = f"{TASKS}/{{task_id}}/deliveries"
_READ: Final = [needs(Scope.READ)]
_LIST_ERRORS: Final = errors(HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.SERVICE_UNAVAILABLE)
_AGAIN_ERRORS: Final = errors(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, HTTPStatus.SERVICE_UNAVAILABLE)

Cursor = Annotated[str | None, Query(description="`next_cursor` of the answer before.")]
Limit = Annotated[int, Query(ge=1, le=500, description="Most messages to return.")]
DeliveryId = Annotated[str, Path(examples=["msg_5d3f6f2b7c1e5d0c8a1f4b2e9c7d6a5f"])]
Task = Annotated[TaskView, Depends(known_task)]


@router.get(_OF_WEBHOOK, dependencies=_READ, responses=_LIST_ERRORS)
async def deliveries_of_webhook(
    webhook_id: WebhookId, parts: PartsOf, cursor: Cursor = None, limit: Limit = 50
) -> DeliveryList:
    """List the messages to a subscription, the youngest first, with every try."""
    await parts.webhooks.find(webhook_id)
    position = position_of(cursor)
    found = await parts.webhooks.deliveries.of_endpoint(webhook_id, after=position, limit=limit + 1)
    return DeliveryList.of(list(found), limit=limit)


@router.get(_OF_TASK, dependencies=_READ, responses=_LIST_ERRORS)
async def deliveries_of_task(task: Task, parts: PartsOf, cursor: Cursor = None, limit: Limit = 50) -> DeliveryList:
    """List the messages about a task, the youngest first, with every try."""
    position = position_of(cursor)
    found = await parts.webhooks.deliveries.of_task(task.task_id, after=position, limit=limit + 1)
    return DeliveryList.of(list(found), limit=limit)


@router.post(
    f"{_OF_WEBHOOK}/{{delivery_id}}/redeliver",
    status_code=HTTPStatus.ACCEPTED,
    dependencies=[needs(Scope.ADMIN)],
    responses=_AGAIN_ERRORS,
)
async def redeliver_to_webhook(webhook_id: WebhookId, delivery_id: DeliveryId, parts: PartsOf) -> DeliveryBrief:
    """Send a message to a subscription again, with tries counted anew, even if it was taken before."""
    await parts.webhooks.find(webhook_id)
    delivery = await parts.webhooks.deliveries.find(delivery_id)
    if delivery is None or delivery.endpoint_id != webhook_id:
        raise _unknown(delivery_id)
    return await _again(delivery, parts)


@router.post(
    f"{_OF_TASK}/{{delivery_id}}/redeliver",
    status_code=HTTPStatus.ACCEPTED,
    dependencies=[needs(Scope.WRITE)],
    responses=_AGAIN_ERRORS,
)
async def redeliver_of_task(task: Task, delivery_id: DeliveryId, parts: PartsOf) -> DeliveryBrief:
    """Send a message about a task again, with tries counted anew, even if it was taken before."""
    delivery = await parts.webhooks.deliveries.find(delivery_id)
    if delivery is None or delivery.task_id != task.task_id:
        raise _unknown(delivery_id)
    return await _again(delivery, parts)


async def _again(delivery: Delivery, parts: Parts) -> DeliveryBrief:
    again = await parts.webhooks.deliveries.ask_again(delivery.id, moment(parts.clock()))
    if again is None:
        hint = "Wait until its state is delivered or failed."
        raise ApiError(HTTPStatus.CONFLICT, "The message is still on its way.", ErrorDetails(hint=hint))
    return DeliveryBrief.of(again)


def _unknown(delivery_id: str) -> ApiError:
    return ApiError(HTTPStatus.NOT_FOUND, f"There is no delivery {delivery_id}.")

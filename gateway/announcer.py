"""Putting the end of a task on its way to everybody who wants to be told."""

from datetime import datetime, timedelta

from gateway.clock import Clock
from gateway.facts import moment
from gateway.task_view import TaskView
from gateway.webhook_message import ended_at, message_id
from gateway.webhook_store import DeliveryStore, EndpointStore
from gateway.webhooks import Delivery, Endpoint, EventType


class Announcer:
    """Enqueues webhooks; an end that was enqueued before is not enqueued again."""

    def __init__(self, endpoints: EndpointStore, deliveries: DeliveryStore, *, log_days: float, clock: Clock) -> None:
        self._endpoints = endpoints
        self._deliveries = deliveries
        self._kept = timedelta(days=log_days)
        self._clock = clock

    async def announce(self, view: TaskView) -> None:
        """Return once the end of the latest attempt, if it has ended, is enqueued to all who want it.

        An end older than the log of deliveries is left alone: nobody can tell any more whether it was announced.
        """
        event, at = EventType.of(view.status), ended_at(view)
        now = moment(self._clock())
        if event is None or at is None or at < now - self._kept:
            return
        told = await self._endpoints.interested(view.task_id, event, at)
        await self._deliveries.enqueue([self._delivery(view, event, endpoint, now) for endpoint in told])

    def _delivery(self, view: TaskView, event: EventType, endpoint: Endpoint, now: datetime) -> Delivery:
        attempt = view.latest.number
        return Delivery(
            id=message_id(view.task_id, attempt, event, endpoint.id),
            endpoint_id=endpoint.id,
            task_id=view.task_id,
            attempt=attempt,
            event=event,
            created_at=now,
            expires_at=now + self._kept,
            due_at=now,
        )

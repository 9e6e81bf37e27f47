"""What the API takes and answers about webhooks."""

from datetime import datetime
from typing import Annotated, Final, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from gateway.cursors import Position, cursor_of
from gateway.outbound_guard import LONGEST_URL
from gateway.task_bodies import TASK_ID_EXAMPLE
from gateway.webhooks import CALLBACK_PREFIX, Delivery, DeliveryState, Endpoint, EventType, Try

_SECRET_EXAMPLE: Final = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo="  # noqa: S105 - of the documentation
_ID_EXAMPLE: Final = "webhook_0b2c1f0e6f0d4f6e"

Url: TypeAlias = Annotated[
    str,
    Field(
        min_length=1,
        max_length=LONGEST_URL,
        examples=["https://example.com/hook"],
        json_schema_extra={"format": "uri"},
        description="On the public internet; in production with https://.",
    ),
]
Events: TypeAlias = Annotated[
    list[EventType], Field(min_length=1, description="What to tell.", examples=[list(EventType)])
]
Name: TypeAlias = Annotated[str, Field(min_length=1, max_length=100, examples=["Our CMS"])]


class NewWebhook(BaseModel):
    """A subscription to make."""

    url: Url
    events: Events = list(EventType)
    name: Name | None = None


class WebhookChange(BaseModel):
    """What to change of a subscription; what is left out stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"enabled": False}]})

    url: Url | None = None
    events: Events | None = None
    name: Name | None = None
    enabled: bool | None = Field(None, description="false: tell nothing until it is true again.")

    def of(self, endpoint: Endpoint) -> Endpoint:
        """Return the endpoint with the changes; one that is enabled again starts with a clean sheet."""
        changes = self.model_dump(exclude_none=True)
        if self.events:
            changes["events"] = tuple(sorted(set(self.events)))
        if self.enabled is not None:
            changes |= {"disabled_reason": None, "failing_since": None}
        return endpoint.model_copy(update=changes)


class WebhookBrief(BaseModel):
    """A subscription; its secret is never shown again."""

    id: str = Field(examples=[_ID_EXAMPLE])
    url: str
    events: list[EventType]
    name: str | None
    enabled: bool
    disabled_reason: str | None = Field(description="Why it was disabled, unless a user did it.")
    failing_since: datetime | None = Field(description="First of the failures after which nothing was taken.")
    created_at: datetime

    @classmethod
    def of(cls, endpoint: Endpoint) -> Self:
        """Return what users see of a subscription."""
        return cls.model_validate(endpoint, from_attributes=True)


class WebhookMade(WebhookBrief):
    """A new subscription."""

    secret: str = Field(
        description="Verifies its messages. Keep it: it is not shown again.", examples=[_SECRET_EXAMPLE]
    )

    @classmethod
    def with_secret(cls, endpoint: Endpoint, secret: str) -> Self:
        """Return the one answer that holds the secret."""
        return cls(**dict(WebhookBrief.of(endpoint)), secret=secret)


class WebhookList(BaseModel):
    """All subscriptions, the oldest first."""

    webhooks: list[WebhookBrief]
    count: int


class IssuedSecret(BaseModel):
    """A secret."""

    secret: str = Field(
        description="Keep it: it is not shown again. For a day messages are signed with the one before it, too.",
        examples=[_SECRET_EXAMPLE],
    )


class DeliveryBrief(BaseModel):
    """One message, and how far its delivery has come."""

    id: str = Field(description="The message's header webhook-id.", examples=["msg_5d3f6f2b7c1e5d0c8a1f4b2e9c7d6a5f"])
    webhook_id: str | None = Field(description="The subscription; null: the task's `callback_url`.")
    task_id: str = Field(examples=[TASK_ID_EXAMPLE])
    attempt: int = Field(description="Which attempt at the task ended.")
    event: EventType
    state: DeliveryState = Field(
        description="superseded: not sent, since the task was retried, deleted or ended otherwise meanwhile."
    )
    note: str | None = Field(description="Why it was given up.")
    created_at: datetime
    next_try_at: datetime | None
    tries: list[Try] = Field(description="The last of them, in order.")

    @classmethod
    def of(cls, delivery: Delivery) -> Self:
        """Return what users see of a delivery."""
        is_callback = delivery.endpoint_id.startswith(CALLBACK_PREFIX)
        return cls(
            **delivery.model_dump(include=set(cls.model_fields) - {"tries"}),
            tries=list(delivery.tries),
            webhook_id=None if is_callback else delivery.endpoint_id,
            next_try_at=delivery.due_at,
        )


class DeliveryList(BaseModel):
    """Messages, the youngest first."""

    deliveries: list[DeliveryBrief]
    count: int = Field(description="Number of messages in this answer.")
    next_cursor: str | None = Field(description="Send it as `cursor` to go on; null: these were the last.")

    @classmethod
    def of(cls, found: list[Delivery], *, limit: int) -> Self:
        """Return a page, given what was found for one more than its limit."""
        page = found[:limit]
        more = len(found) > limit
        cursor = cursor_of(Position(created_at=page[-1].created_at, id=page[-1].id)) if more else None
        return cls(deliveries=[DeliveryBrief.of(delivery) for delivery in page], count=len(page), next_cursor=cursor)

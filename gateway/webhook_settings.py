"""Settings of webhooks."""

from typing import Annotated

from pydantic import Field, HttpUrl

from chassis.settings import Environment, ServiceSettings

_MINUTE, _HOUR = 60.0, 3600.0


class WebhookSettings(ServiceSettings):
    """Where webhooks may go, how patient they are, and what the links in them begin with."""

    public_url: HttpUrl | None = Field(
        None, description="Where clients reach the API: links in webhooks begin with it. Absent: this machine's port."
    )
    webhook_allow_private_addresses: bool = Field(
        False,
        description="Send webhooks to private and loopback addresses too and, in production, without TLS: for home "
        "networks. Metadata services of clouds stay refused.",
    )
    webhook_timeout_seconds: Annotated[float, Field(gt=0, le=60)] = Field(
        15.0, description="How long a receiver may take to answer; to connect, at most 5."
    )
    webhook_retry_seconds: tuple[Annotated[float, Field(gt=0)], ...] = Field(
        # The schedule that the specification of Standard Webhooks suggests; three days in all.
        (5.0, 5 * _MINUTE, 30 * _MINUTE, 2 * _HOUR, 5 * _HOUR, 10 * _HOUR, 14 * _HOUR, 20 * _HOUR, 24 * _HOUR),
        description="JSON list: how long to wait after each try that was not taken.",
    )
    webhook_disable_after_days: Annotated[float, Field(gt=0)] = Field(
        5.0, description="A subscription that takes nothing for so long is disabled."
    )
    webhook_log_days: Annotated[float, Field(ge=7)] = Field(30.0, description="How long deliveries can be looked up.")

    @property
    def webhook_allow_http(self) -> bool:
        """Whether webhooks may go out without TLS."""
        return self.environment is not Environment.PRODUCTION or self.webhook_allow_private_addresses

"""Webhooks without a database and with name servers of their own."""

import socket
import ssl
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from ssrfguard import Policy

from chassis.errors import UnavailableError
from gateway.clock import Clock
from gateway.memory_webhooks import InMemoryDeliveries, InMemoryEndpoints, InMemorySecrets
from gateway.outbound_guard import outbound_policy
from gateway.outbound_http import OutboundHttp
from gateway.settings import GatewaySettings
from gateway.webhook_secrets import SigningSecrets
from gateway.webhook_service import Webhooks
from gateway.webhook_store import Claim, Outcome
from gateway.webhooks import Delivery

PUBLIC = "93.184.215.14"
"""An address on the public internet; nothing is ever sent to it."""

HOMELY = outbound_policy(allow_private=True, allow_http=True)
STRICT = outbound_policy(allow_private=False, allow_http=True)


TRUST = ssl.create_default_context()


class Names:
    """A resolver that knows what it was told; each look-up of a name takes the next of its answers, the last again."""

    def __init__(self, **answers: list[list[str]]) -> None:
        self._answers = {name.replace("_", "."): list(given) for name, given in answers.items()}
        self.asked: list[str] = []

    def __call__(self, host: Any, port: Any, *_hints: int) -> Any:
        """Return the addresses of a host."""
        name = str(host)
        self.asked.append(name)
        if name not in self._answers:
            return socket.getaddrinfo(name, port, 0, socket.SOCK_STREAM, 0, socket.AI_NUMERICHOST)
        given = self._answers[name]
        addresses = given.pop(0) if len(given) > 1 else given[0]
        return [_row(address, port) for address in addresses]


class FakeDeliveries(InMemoryDeliveries):
    """Deliveries in memory; can be away."""

    def __init__(self) -> None:
        super().__init__()
        self.is_away = False

    async def enqueue(self, deliveries: Sequence[Delivery]) -> int:
        """Fail while away."""
        self._answer()
        return await super().enqueue(deliveries)

    async def claim(self, now: datetime, lease_until: datetime, *, avoiding: Collection[str] = ()) -> Claim | None:
        """Fail while away."""
        self._answer()
        return await super().claim(now, lease_until, avoiding=avoiding)

    async def settle(self, claim: Claim, outcome: Outcome) -> bool:
        """Fail while away."""
        self._answer()
        return await super().settle(claim, outcome)

    def _answer(self) -> None:
        if self.is_away:
            raise UnavailableError("database_unavailable", "The database does not answer.", "Try again.")


def outbound(policy: Policy, names: Names | None = None, *, seconds: float = 2) -> OutboundHttp:
    """Return a client that need not read anew which authorities to trust."""
    return OutboundHttp(policy, seconds=seconds, resolver=names, trust=TRUST)


def webhooks_in_memory(settings: GatewaySettings, clock: Clock) -> Webhooks:
    """Return webhooks that forget with the process, and know one receiver on the internet."""
    policy = outbound_policy(
        allow_private=settings.webhook_allow_private_addresses, allow_http=settings.webhook_allow_http
    )
    return Webhooks(
        endpoints=InMemoryEndpoints(),
        deliveries=FakeDeliveries(),
        secrets=SigningSecrets(InMemorySecrets(), None),
        http=outbound(policy, Names(hooks_example=[[PUBLIC]]), seconds=settings.webhook_timeout_seconds),
        clock=clock,
    )


def _row(address: str, port: Any) -> tuple[Any, ...]:
    if ":" in address:
        return (socket.AF_INET6, socket.SOCK_STREAM, 6, "", (address, port, 0, 0))
    return (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))

"""Webhooks without a database and with name servers of their own."""

import socket
import ssl
from typing import Any

from ssrfguard import Policy

from gateway.clock import Clock
from gateway.memory_webhooks import InMemoryDeliveries, InMemoryEndpoints, InMemorySecrets
from gateway.outbound_guard import outbound_policy
from gateway.outbound_http import OutboundHttp
from gateway.webhook_secrets import SigningSecrets
from gateway.webhook_service import Webhooks

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


def outbound(policy: Policy, names: Names | None = None, *, seconds: float = 2) -> OutboundHttp:
    """Return a client that need not read anew which authorities to trust."""
    return OutboundHttp(policy, seconds=seconds, resolver=names, trust=TRUST)


def webhooks_in_memory(clock: Clock, policy: Policy = STRICT, names: Names | None = None) -> Webhooks:
    """Return webhooks that forget with the process."""
    resolver = names or Names(hooks_example=[[PUBLIC]])
    return Webhooks(
        endpoints=InMemoryEndpoints(),
        deliveries=InMemoryDeliveries(),
        secrets=SigningSecrets(InMemorySecrets(), None),
        http=outbound(policy, resolver),
        clock=clock,
    )


def _row(address: str, port: Any) -> tuple[Any, ...]:
    if ":" in address:
        return (socket.AF_INET6, socket.SOCK_STREAM, 6, "", (address, port, 0, 0))
    return (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))

"""Who calls, and what they may do."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, cast

from starlette.requests import HTTPConnection


class Scope(StrEnum):
    """What a caller may do; each scope includes those before it."""

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"

    def includes(self, other: "Scope") -> bool:
        """Return whether who has this scope may do what needs the other."""
        order = list(Scope)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True)
class Caller:
    """Who sent a request."""

    client: str
    """Whose requests are counted together: a key or, without one, an address."""
    scope: Scope
    key_id: str | None = None


UNKNOWN_ADDRESS: Final = "unknown"
"""The address of callers whose server does not tell it, such as those on a Unix socket."""


def anonymous(connection: HTTPConnection) -> Caller:
    """Return the caller of a request without a key, who may do everything where no key is needed."""
    address = connection.client.host if connection.client else UNKNOWN_ADDRESS
    return Caller(client=f"address:{address}", scope=Scope.ADMIN)


def caller_of(connection: HTTPConnection) -> Caller:
    """Return who sent a request that was admitted."""
    return cast(Caller, connection.state.caller)

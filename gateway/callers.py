"""Who calls, and what they may do."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from typing import Annotated, Final, cast

from fastapi import Depends
from starlette.requests import HTTPConnection

_NETWORK_BITS: Final = 64
"""What one IPv6 customer has at least (RFC 6177): counting single addresses would let them have 2^64 shares."""


class Scope(StrEnum):
    """What a caller may do; each scope includes those before it."""

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"

    def includes(self, other: "Scope") -> bool:
        """Return whether who has this scope may do what needs the other."""
        return _RANKS[self] >= _RANKS[other]


_RANKS: Final = {scope: rank for rank, scope in enumerate(Scope)}


@dataclass(frozen=True)
class Quotas:
    """How much a caller may ask for; None where the installation's own settings count."""

    per_minute: int | None = None
    per_hour: int | None = None
    unfinished_tasks: int | None = None


@dataclass(frozen=True)
class Caller:
    """Who sent a request."""

    client: str
    """Whose requests are counted together: a key or, without one, an address."""
    scope: Scope
    key_id: str | None = None
    quotas: Quotas = Quotas()


def anonymous(connection: HTTPConnection) -> Caller:
    """Return the caller of a request without a key, who may do everything where no key is needed."""
    host = connection.client.host if connection.client else "unknown"
    return Caller(client=f"address:{_network(host)}", scope=Scope.ADMIN)


def caller_of(connection: HTTPConnection) -> Caller:
    """Return who sent a request that was admitted."""
    return cast(Caller, connection.state.caller)


async def _caller(connection: HTTPConnection) -> Caller:
    return caller_of(connection)


CallerOf = Annotated[Caller, Depends(_caller)]


@lru_cache(maxsize=4096)
def _network(host: str) -> str:
    """Return an address, or its network where one customer has many."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if not isinstance(address, IPv6Address):
        return host
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    network = int(address) >> _NETWORK_BITS << _NETWORK_BITS
    return f"{IPv6Address(network)}/{_NETWORK_BITS}"

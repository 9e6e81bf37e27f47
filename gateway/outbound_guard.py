"""Where the gateway may send requests that users ask for: which addresses, ports and schemes; nothing is resolved.

The table of addresses, and what hides in them (IPv4 inside IPv6, encoded digits, credentials), is ssrfguard's.
"""

from dataclasses import replace
from ipaddress import ip_network
from typing import Final

from ssrfguard import DEFAULT_DENIED, AddressTable, BlockedAddressError, BlockedURLError, Policy, Reach, Target

LONGEST_URL: Final = 2048

_PORTS: Final = frozenset({80, 443, *range(1024, 65536)})
"""The web's own and those any user may listen on: no mail, no remote shell, no file sharing."""

_HOME_NETWORKS: Final = frozenset(
    ip_network(network)
    for network in (
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "fc00::/7",
        "::1/128",
    )
)
"""Private, shared and loopback addresses. Link-local ones and the metadata services of clouds stay refused."""

_PUBLIC_REMEDY: Final = (
    "Send an address that the public internet can reach. "
    "In a home network the operator can set WEBHOOK_ALLOW_PRIVATE_ADDRESSES=true."
)


class RefusedUrlError(Exception):
    """A URL the gateway does not send to; both texts are fit for users and name no address of ours."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def outbound_policy(*, allow_private: bool, allow_http: bool) -> Policy:
    """Return the rules; `allow_private` opens this machine and its own networks too."""
    return Policy(
        allowed_schemes=frozenset({"https", "http"} if allow_http else {"https"}),
        allowed_ports=_PORTS,
        denied_networks=_HOME_TABLE if allow_private else DEFAULT_DENIED,
        max_url_length=LONGEST_URL,
    )


def checked(url: str, policy: Policy) -> Target:
    """Return what has to be resolved; raises `RefusedUrlError` when the URL alone tells that it is not allowed."""
    try:
        return policy.check_url(url)
    except BlockedURLError as error:
        if isinstance(error.__cause__, BlockedAddressError):
            raise refused_address() from error
        schemes = " or ".join(f"{scheme}://" for scheme in sorted(policy.allowed_schemes, reverse=True))
        remedy = (
            f"Send a URL of at most {LONGEST_URL} characters that begins with {schemes}, names a host and no user or "
            "password, and uses port 80, 443 or one from 1024 on."
        )
        raise RefusedUrlError("This URL is not one that requests are sent to.", remedy) from error


def refused_address() -> RefusedUrlError:
    """Return the error of a host whose address is not allowed; which address it is stays untold."""
    return RefusedUrlError("The host is in a private or reserved network, where no requests are sent.", _PUBLIC_REMEDY)


_HOME_TABLE: Final = AddressTable(
    tuple(
        replace(block, reach=Reach.PERMITTED) if block.network in _HOME_NETWORKS else block
        for block in DEFAULT_DENIED.blocks
    )
)

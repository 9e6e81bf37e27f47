"""Leases: being the only replica that does something, for a while and without being asked to stop."""

import secrets
import socket
from typing import Protocol


class Leases(Protocol):
    """Leases by name; each has at most one holder at any time, by the database's clock.

    A lease that is not taken again ends by itself, also when its holder is frozen. Whoever holds one must therefore
    stop acting when its time is over, and what it does must do no harm should it notice that late.
    """

    async def take(self, name: str, holder: str, seconds: float) -> bool:
        """Take a free lease or prolong one's own; return False while somebody else has it.

        Raises `UnavailableError` when the database does not answer.
        """

    async def give_back(self, name: str, holder: str) -> None:
        """End a lease before its time; somebody else's stays as it is."""


def new_holder() -> str:
    """Return a name that no other holder has; it begins with the machine's, for whoever looks into the database."""
    return f"{socket.gethostname()}-{secrets.token_hex(6)}"

"""The capability this service is built around: turning a briefing into the words of a film."""

from typing import Protocol

from chassis.effects import PaidCall
from script_agent.commission import Commission
from script_agent.screenplay import Screenplay


class Buyer(Protocol):
    """Pays for calls: `chassis.effects.Effects`."""

    async def buy(self, call: PaidCall) -> bytes:
        """Return the answer to a call, bought now or before."""
        ...


class Scriptwriter(Protocol):
    """Writes films; `name` goes into the key a script is stored under, so two writers never share a script."""

    @property
    def name(self) -> str:
        """Short stable name of the writer."""
        ...

    async def write(self, commission: Commission, buyer: Buyer, /) -> Screenplay:
        """Return the words of one film; what that costs is paid through the buyer.

        Raises:
            PermanentError: the commission cannot be written, and why.
        """
        ...

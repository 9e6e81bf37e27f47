"""Lets the local writer step in where the paid one fails, and has the film say so."""

from typing import Final

from chassis.errors import StageError
from script_agent.commission import Commission
from script_agent.drafts import UNUSABLE
from script_agent.screenplay import Screenplay
from script_agent.scriptwriter import Buyer, Scriptwriter
from script_agent.tongues.spoken import tongues

_PROVIDER_FAULT: Final = "provider_"


class Understudied:
    """A writer with another one behind it.

    The other steps in when the provider fails or its script cannot be used. It does not when the film would cost more
    than it may or its price is not known, which are the operator's decisions and not the provider's failures, nor
    when nobody wants the film any more.
    """

    def __init__(self, star: Scriptwriter, understudy: Scriptwriter) -> None:
        self._star = star
        self._understudy = understudy
        self._tongues = tongues()

    @property
    def name(self) -> str:
        """Both names: who wrote is only known when it is written."""
        return f"{self._star.name}, {self._understudy.name}"

    async def write(self, commission: Commission, buyer: Buyer, /) -> Screenplay:
        """Return the film of the first writer, else of the second with a note; raises what the last one raises."""
        try:
            return await self._star.write(commission, buyer)
        except StageError as error:
            if not error.code.startswith(_PROVIDER_FAULT) and error.code != UNUSABLE:
                raise
            reason = error.code
        screenplay = await self._understudy.write(commission, buyer)
        note = self._tongues[screenplay.language].lexicon.understudy_note.format(reason=reason)
        return screenplay.model_copy(update={"notes": (note, *screenplay.notes)})

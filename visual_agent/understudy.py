"""Lets scenes be drawn without their pictures where the paid illustrator fails, and has the film say so."""

from typing import Final

from chassis.errors import StageError
from contracts import Scene
from visual_agent.commission import Commission
from visual_agent.illustrator import Buyer, Illustrator, Painting

_PROVIDER_FAULT: Final = "provider_"


class Understudied:
    """An illustrator whose provider may fail.

    A film that would cost more than it may, or whose price is not known, fails all the same: that is the operator's
    decision and not the provider's failure.
    """

    def __init__(self, star: Illustrator) -> None:
        self._star = star

    @property
    def name(self) -> str:
        """Whose pictures they are is only known when they are made."""
        return f"{self._star.name}, or none"

    async def paint(self, commission: Commission, scene: Scene, buyer: Buyer, /) -> Painting:
        """Return the illustrator's picture, or none when its provider fails."""
        try:
            return await self._star.paint(commission, scene, buyer)
        except StageError as error:
            if not error.code.startswith(_PROVIDER_FAULT):
                raise
            return Painting(missing=error.code)

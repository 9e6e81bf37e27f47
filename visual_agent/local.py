"""The illustrator that needs no service: scenes are drawn on the style's own ground."""

from contracts import Scene
from visual_agent.commission import Commission
from visual_agent.illustrator import Buyer, Painting


class LocalIllustrator:
    """Leaves the whole scene to the style."""

    @property
    def name(self) -> str:
        """See `Illustrator`."""
        return "local"

    async def paint(self, _commission: Commission, _scene: Scene, _buyer: Buyer, /) -> Painting:
        """Return no picture."""
        return Painting()

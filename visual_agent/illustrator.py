"""The capability this service is built around: making the picture that a scene is drawn on."""

from dataclasses import dataclass
from typing import Protocol

from chassis.effects import PaidCall
from contracts import Scene
from visual_agent.commission import Commission


class Buyer(Protocol):
    """Pays for calls: `chassis.effects.Effects`."""

    async def buy(self, call: PaidCall) -> bytes:
        """Return the answer to a call, bought now or before."""
        ...


@dataclass(frozen=True)
class Painting:
    """What an illustrator hands in for one scene."""

    picture: bytes | None = None
    """A JPEG, PNG or WebP of any size; without one the scene is drawn on the style's own ground."""
    missing: str | None = None
    """Code of the reason why there is no picture, if there was to be one."""


class Illustrator(Protocol):
    """Makes pictures; `name` goes into the key they are stored under, so two illustrators never share a picture."""

    @property
    def name(self) -> str:
        """Short stable name of the illustrator and of everything about it that its pictures depend on."""
        ...

    async def paint(self, commission: Commission, scene: Scene, buyer: Buyer, /) -> Painting:
        """Return the picture of one scene of a film; what that costs is paid through the buyer."""
        ...

"""What a picture is about: one scene of a film, on a stage, with the icons that stand for it."""

from dataclasses import dataclass
from enum import Enum, auto

from contracts import Scene
from visual_agent.commission import Commission
from visual_agent.geometry import Stage
from visual_agent.icons import icons_of


class Ground(Enum):
    """What a scene is drawn on."""

    DRAWN = auto()
    """The style's own background."""
    PICTURE = auto()
    """A picture made for it: the picture is what the scene shows."""
    BORROWED = auto()
    """Another scene's picture, far out of focus: a backdrop for what the scene shows."""


@dataclass(frozen=True)
class Subject:
    """Everything a look needs to know to draw one scene."""

    commission: Commission
    scene: Scene
    index: int
    """The scene's place in the film, from 0."""
    stage: Stage
    icons: tuple[str, ...]
    """Icon names, the scene's own first; never fewer than four."""
    card_icons: tuple[str, ...]
    """One icon name a card."""
    ground: Ground = Ground.DRAWN

    @classmethod
    def of(cls, commission: Commission, scene: Scene, stage: Stage, ground: Ground = Ground.DRAWN) -> "Subject":
        """Gather what one scene needs."""
        index = next(i for i, other in enumerate(commission.scenes) if other.id == scene.id)
        icons, card_icons = icons_of(scene, commission)
        return cls(commission, scene, index, stage, icons, card_icons, ground)

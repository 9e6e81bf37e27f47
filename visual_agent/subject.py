"""What a picture is about: one scene of a script, on a stage, with the icons that stand for it."""

from dataclasses import dataclass

from contracts import Scene, Script
from visual_agent.geometry import Stage
from visual_agent.icons import icons_of


@dataclass(frozen=True)
class Subject:
    """Everything a look needs to know to draw one scene."""

    script: Script
    scene: Scene
    index: int
    """The scene's place in the script, from 0."""
    stage: Stage
    icons: tuple[str, ...]
    """Icon names, the scene's own first; never fewer than four."""
    card_icons: tuple[str, ...]
    """One icon name a card."""

    @classmethod
    def of(cls, script: Script, scene: Scene, stage: Stage) -> "Subject":
        """Gather what one scene needs."""
        index = next(i for i, other in enumerate(script.scenes) if other.id == scene.id)
        icons, card_icons = icons_of(scene, script)
        return cls(script, scene, index, stage, icons, card_icons)

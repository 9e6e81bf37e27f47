"""The port every maker of pictures implements."""

from typing import Protocol

from contracts import Scene, Script
from visual_agent.art import FilmArt, SceneArt


class Illustrator(Protocol):
    """Makes the picture of one scene at a time."""

    name: str
    """Identifies the provider and the version of its output; part of the artefacts' address."""

    async def illustrate(self, script: Script, scene: Scene) -> SceneArt:
        """Return a scene's picture."""
        ...

    async def dress(self, script: Script) -> FilmArt:
        """Return what is drawn over the whole film."""
        ...

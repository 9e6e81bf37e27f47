"""Reading a film's pictures from files."""

from pathlib import Path

import numpy as np
from PIL import Image

from contracts import ArtefactRef, Sprite
from render_agent.patch import Patch, to_patch
from render_agent.planes import Pixels


class Layers:
    """The fetched pictures, by the artefact they are."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, ref: ArtefactRef) -> Path:
        """Return where an artefact's file is, or is to be."""
        return self._folder / ref.sha256

    def background(self, ref: ArtefactRef) -> Pixels:
        """Return a background in RGB."""
        with Image.open(self.path(ref)) as image:
            return np.asarray(image.convert("RGB"))

    def sprite(self, sprite: Sprite) -> Patch | None:
        """Return a sprite as a patch cut to what can be seen of it; None when that is nothing."""
        with Image.open(self.path(sprite.image)) as image:
            picture = image.convert("RGBA")
        if picture.size != (sprite.width, sprite.height):
            picture = picture.resize((sprite.width, sprite.height), Image.Resampling.LANCZOS)
        seen = picture.getchannel("A").getbbox()
        if seen is None:
            return None
        return to_patch(np.asarray(picture.crop(seen)), sprite.x + seen[0], sprite.y + seen[1])

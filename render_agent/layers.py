"""Reading a film's pictures from files."""

from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image

from contracts import ArtefactRef, Sprite, Zoom
from render_agent.backdrop import Backdrop
from render_agent.patch import Patch, to_patch

_BACKDROPS_KEPT: Final = 6
"""Each is about 6 MB at 1080p."""


class Layers:
    """The fetched pictures, by the artefact they are."""

    def __init__(self, folder: Path, width: int, height: int) -> None:
        self._folder = folder
        self._size = width, height
        # Scenes share backgrounds, and each is needed once more while the next scene fades in over it.
        self.backdrop = lru_cache(_BACKDROPS_KEPT)(self._backdrop)

    def path(self, ref: ArtefactRef) -> Path:
        """Return where an artefact's file is, or is to be."""
        return self._folder / ref.sha256

    def _backdrop(self, image: ArtefactRef, zoom: Zoom) -> Backdrop:
        """Return a background for frames of this film; any number of threads can draw it."""
        with Image.open(self.path(image)) as picture:
            return Backdrop(np.asarray(picture.convert("RGB")), zoom, *self._size)

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

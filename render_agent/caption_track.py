"""The captions of one shot, drawn over its frames; a caption is painted again only when the spoken word changes."""

from typing import Final

from render_agent.caption_patches import CaptionPainter
from render_agent.captions import Caption
from render_agent.patch import Patch
from render_agent.planes import Planes
from render_agent.posing import faded

_FADE_SECONDS: Final = 0.1


class CaptionTrack:
    """Knows which caption is on and keeps its last painting."""

    def __init__(self, captions: tuple[Caption, ...], painter: CaptionPainter) -> None:
        self._captions = tuple(caption for caption in captions if caption.burned)
        self._painter = painter
        self._painted: tuple[Caption, int, Patch] | None = None

    def draw(self, seconds: float, frame: Planes) -> None:
        """Lay the caption that is on at a film time over a frame, if one is."""
        for index, caption in enumerate(self._captions):
            if caption.start <= seconds < caption.end:
                opacity = self._opacity(index, seconds)
                patch = self._paint(caption, caption.spoken_index(seconds))
                (patch if opacity >= 1 else faded(patch, opacity)).over(frame)

    def _paint(self, caption: Caption, current: int) -> Patch:
        if self._painted is None or self._painted[:2] != (caption, current):
            patch = self._painter.paint(tuple(word.text for word in caption.words), current)
            self._painted = caption, current, patch
        return self._painted[2]

    def _opacity(self, index: int, seconds: float) -> float:
        """Fade at the edges, but not where one caption follows another at once: that would flicker."""
        caption = self._captions[index]
        starts = {other.start for other in self._captions}
        ends = {other.end for other in self._captions}
        fade_in = 1.0 if caption.start in ends else (seconds - caption.start) / _FADE_SECONDS
        fade_out = 1.0 if caption.end in starts else (caption.end - seconds) / _FADE_SECONDS
        return max(0.0, min(1.0, fade_in, fade_out))

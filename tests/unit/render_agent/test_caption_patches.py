import fontpkg  # type: ignore[import-untyped]
import numpy as np
import pytest

from contracts import ArtefactRef, CaptionTheme
from render_agent.caption_patches import CaptionPainter
from render_agent.caption_track import CaptionTrack
from render_agent.captions import captions_of
from render_agent.patch import Patch
from render_agent.planes import Pixels, Planes, to_planes, to_rgb
from tests.unit.render_agent.test_captions import scene

FONT = fontpkg.path("Inter Tight", nearest=True).read_bytes()
REF = ArtefactRef(key="k", uri="u", media_type="font/ttf", size_bytes=1, sha256="0" * 64)
WIDTH, HEIGHT = 640, 240
WORDS = ("mmmm", "mmmm", "mmmm")


def theme(**changes: object) -> CaptionTheme:
    """Return a theme with green accent on a black plate."""
    base = {"font": REF, "size": 32, "baseline_y": 180, "colour": "#FFFFFF", "accent": "#00FF00", "box": "#000000FF"}
    return CaptionTheme.model_validate(base | changes)


def painted(words: tuple[str, ...], current: int, width: int = WIDTH) -> Pixels:
    """Return a caption on a blue frame, in RGB."""
    frame = to_planes(np.full((HEIGHT, width, 3), (0, 0, 255), np.uint8))
    CaptionPainter(FONT, theme(), width).paint(words, current).over(frame)
    return to_rgb(frame)


def is_text(rgb: Pixels) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Tell which pixels are neither the plate nor the frame."""
    return np.asarray(rgb[..., 1] > 60)


def test_words_show_how_far_the_voice_is() -> None:
    """Spoken words are bright, the current one has the accent colour, those to come are dimmed."""
    rgb = painted(WORDS, 1).astype(int)
    columns = np.flatnonzero(is_text(rgb.astype(np.uint8)).any(axis=0))
    thirds = np.array_split(np.arange(columns[0], columns[-1] + 1), 3)
    left, middle, right = (rgb[:, part].reshape(-1, 3) for part in thirds)
    assert left.min(axis=1).max() > 230
    assert (middle[:, 1] - middle[:, 0]).max() > 200
    assert right.min(axis=1).max() == pytest.approx(255 * 0.55, abs=12)


def test_a_caption_is_centred_with_its_baseline_in_place() -> None:
    """Letters without descenders end at the theme's baseline, and the plate is in the middle."""
    rows, columns = np.nonzero(is_text(painted(WORDS, 0)))
    assert rows.max() == pytest.approx(179, abs=1)
    assert (columns.min() + columns.max()) / 2 == pytest.approx(WIDTH / 2, abs=2)


def test_words_do_not_move_when_the_next_is_spoken() -> None:
    """Only colours change from word to word."""
    shapes = [is_text(painted(WORDS, current)) for current in range(3)]
    extents = [[(int(axis.min()), int(axis.max())) for axis in np.nonzero(shape)] for shape in shapes]
    assert (
        max(
            abs(a - b)
            for one in extents
            for pair, first in zip(one, extents[0], strict=True)
            for a, b in zip(pair, first, strict=True)
        )
        <= 1
    )


def test_a_caption_too_wide_for_the_frame_gets_more_lines() -> None:
    """In a narrow frame the lines stay within the margins; the lowest has the theme's baseline."""
    narrow = 200
    rows, columns = np.nonzero(is_text(painted(WORDS, 0, narrow)))
    assert columns.min() >= 16
    assert columns.max() <= narrow - 16
    assert rows.max() == pytest.approx(179, abs=1)
    assert rows.min() < 120


def test_a_font_that_does_not_vary_is_taken_as_it_is() -> None:
    """A static font file needs no weight axis."""
    static = fontpkg.path("Instrument Serif").read_bytes()
    assert CaptionPainter(static, theme(), WIDTH).paint(("Hello",), 0).alpha.any()


def test_weight_follows_the_theme() -> None:
    """A bold caption has more ink than a light one."""
    light, bold = (int(is_text(_with_weight(weight)).sum()) for weight in (300, 800))
    assert bold > light * 1.2


def _with_weight(weight: int) -> Pixels:
    frame = to_planes(np.zeros((HEIGHT, WIDTH, 3), np.uint8))
    CaptionPainter(FONT, theme(font_weight=weight), WIDTH).paint(WORDS, 0).over(frame)
    return to_rgb(frame)


class CountingPainter(CaptionPainter):
    """Counts how often it has to paint."""

    paintings = 0

    def paint(self, words: tuple[str, ...], current: int) -> Patch:
        """Paint and count."""
        self.paintings += 1
        return super().paint(words, current)


def test_a_caption_is_painted_once_a_word() -> None:
    """While the same word is spoken the same painting is laid over each frame."""
    painter = CountingPainter(FONT, theme(), WIDTH)
    track = CaptionTrack(captions_of(scene("One two three."), ()), painter)
    for number in range(40):
        track.draw(number / 30, Planes.blank(WIDTH, HEIGHT))
    assert painter.paintings == 3


def test_hidden_captions_are_not_drawn() -> None:
    """A caption that is not to be burned in leaves the frame alone."""
    frame = to_planes(np.full((HEIGHT, WIDTH, 3), 40, np.uint8))
    before = frame.y.copy()
    CaptionTrack(captions_of(scene("One two."), {0}), CaptionPainter(FONT, theme(), WIDTH)).draw(0.3, frame)
    assert np.array_equal(frame.y, before)

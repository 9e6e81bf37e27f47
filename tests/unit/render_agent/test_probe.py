from dataclasses import replace
from pathlib import Path

import pytest

from chassis.errors import PermanentError
from render_agent.probe import Findings, check, examine
from tests.unit.render_agent.sample_film import HEIGHT, WIDTH, Rendered

SOUND = Findings(
    width=1920,
    height=1080,
    frames=900,
    frames_per_second=30.0,
    video_codec="h264",
    video_profile="High",
    pixel_format="yuv420p",
    audio_codec="aac",
    sample_rate=48_000,
    channels=2,
    picture_seconds=30.0,
    sound_seconds=30.01,
    index_first=True,
    loudness_lufs=-14.2,
    true_peak_dbtp=-1.4,
)


def test_a_good_film_passes() -> None:
    """Nothing is raised when every figure is as it must be."""
    check(SOUND, width=1920, height=1080, seconds=30.02)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"width": 1280}, "picture size"),
        ({"frames": 899}, "frames"),
        ({"frames_per_second": 25.0}, "frames per second"),
        ({"video_codec": "mpeg4"}, "video codec"),
        ({"video_profile": "Main"}, "video codec"),
        ({"pixel_format": "yuv444p"}, "pixel format"),
        ({"audio_codec": "mp3"}, "audio codec"),
        ({"channels": 1}, "sound format"),
        ({"index_first": False}, "index at the start"),
        ({"picture_seconds": 29.0, "frames": 870, "sound_seconds": 29.0}, "picture length"),
        ({"sound_seconds": 30.2}, "sound and picture end apart"),
        ({"loudness_lufs": -15.0}, "loudness"),
        ({"true_peak_dbtp": -0.4}, "true peak"),
    ],
)
def test_a_bad_figure_is_named(change: dict[str, object], named: str) -> None:
    """A film with one wrong figure is refused with a stable code and that figure's name."""
    with pytest.raises(PermanentError, match=named) as caught:
        check(replace(SOUND, **change), width=1920, height=1080, seconds=30.0)  # type: ignore[arg-type]
    assert caught.value.code == "render_check_failed"


def test_what_is_no_film_is_refused(tmp_path: Path) -> None:
    """Bytes that no decoder opens are a failed check, not a crash."""
    path = tmp_path / "film.mp4"
    path.write_bytes(b"not a film" * 100)
    with pytest.raises(PermanentError, match="cannot be read"):
        examine(path)


def test_a_film_cut_off_is_refused(tmp_path: Path, rendered: Rendered) -> None:
    """A file that lost its end does not pass."""
    path = tmp_path / "film.mp4"
    path.write_bytes(rendered.film[: len(rendered.film) // 2])
    with pytest.raises(PermanentError):
        check(examine(path), width=WIDTH, height=HEIGHT, seconds=3.0)

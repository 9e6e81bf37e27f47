import asyncio
import io
import time
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from chassis.errors import CorruptArtefactError
from chassis.store import Store
from chassis.workspace import Workspace
from contracts import Briefing
from render_agent.cutting_room import CuttingRoom
from render_agent.planes import Pixels
from render_agent.settings import Profile
from tests.unit.render_agent.sample_film import (
    HEIGHT,
    SENTENCES,
    TASK_ID,
    WIDTH,
    Rendered,
    make_sample,
    render_sample,
    render_settings,
    silently,
)

PLAIN = Briefing(title="Sample", description="A film for tests.", captions=False, music=False)


def frames_of(film: bytes) -> list[Pixels]:
    """Return a film's frames in RGB."""
    with av.open(io.BytesIO(film), "r") as container:
        return [np.asarray(frame.to_ndarray(format="rgb24"), np.uint8) for frame in container.decode(video=0)]


@pytest.fixture(scope="session")
def frames(rendered: Rendered) -> list[Pixels]:
    """Return the sample film's frames."""
    return frames_of(rendered.film)


@pytest.fixture(scope="session")
def plain() -> Rendered:
    """Return the sample film without captions and music, made by two threads."""
    return render_sample(render_settings(workers=2), PLAIN)


def test_the_film_is_what_was_promised(rendered: Rendered) -> None:
    """Streams, sizes, length and loudness are as the contract says, in a file that plays while it loads."""
    video = rendered.video
    with av.open(io.BytesIO(rendered.film)) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.codec_context.profile) == ("h264", "High")
        assert (stream.codec_context.color_primaries, stream.codec_context.colorspace) == (1, 1)
        assert stream.codec_context.color_range == 1
        assert stream.average_rate == 30
        assert container.streams.audio[0].codec_context.sample_rate == 48_000
    assert (video.width, video.height) == (WIDTH, HEIGHT)
    assert video.seconds == pytest.approx(3.0)
    assert abs(video.av_end_difference_seconds) <= 1 / 30
    assert video.loudness_lufs == pytest.approx(-14, abs=0.5)
    assert video.true_peak_dbtp <= -1
    assert rendered.film.index(b"moov") < rendered.film.index(b"mdat")


def test_every_frame_shows_something_and_moves(frames: list[Pixels]) -> None:
    """There are as many frames as the clock says, none is black and no two in a row are the same."""
    assert len(frames) == 90
    assert min(float(frame.mean()) for frame in frames) > 20
    assert all((one != other).any() for one, other in pairwise(frames))


def test_the_disc_comes_rests_and_leaves(frames: list[Pixels]) -> None:
    """A rising sprite is absent at first, in its place later, and gone before the next scene begins."""
    red = [int(frame[70, 230, 0]) for frame in frames[:46]]
    assert red[0] < 140
    assert red[30] == pytest.approx(240, abs=10)
    assert red[45] < 140


def test_what_scenes_share_never_flickers(frames: list[Pixels]) -> None:
    """The mark that both scenes have is there in every frame around the cut."""
    assert min(int(frame[14, 22].min()) for frame in frames[30:60]) > 200


def test_captions_are_seen_where_the_voice_is(frames: list[Pixels], plain: Rendered) -> None:
    """While someone speaks, the caption's accent colour is in the picture; without captions it never is."""
    accents = [_accent_pixels(frame) for frame in frames]
    assert min(accents[10:35]) > 5
    assert max(accents[:5]) == 0
    assert max(map(_accent_pixels, frames_of(plain.film))) == 0


def test_the_film_holds_to_its_end(frames: list[Pixels]) -> None:
    """The last frame still shows the last scene, and the progress line has arrived."""
    assert int(frames[-1][70, 230, 0]) == pytest.approx(240, abs=10)
    assert frames[-1][-1, [4, WIDTH - 5], 0].min() > 200


def test_more_workers_make_the_same_film(rendered: Rendered) -> None:
    """Two threads make the same bytes as one."""
    assert render_sample(render_settings(workers=2)).film == rendered.film


@pytest.mark.parametrize("profile", [Profile.DRAFT, Profile.HIGH])
def test_every_profile_passes_the_check(profile: Profile, plain: Rendered) -> None:
    """Each profile makes a film of the promised format, and another film than the standard one."""
    film = render_sample(render_settings(workers=2, profile=profile), PLAIN)
    assert film.video.seconds == plain.video.seconds
    assert film.film != plain.film


def test_the_poster_is_a_settled_picture_without_captions(rendered: Rendered) -> None:
    """The poster is a JPEG of the frame's size with every sprite in place and no caption over it."""
    with Image.open(io.BytesIO(rendered.poster)) as image:
        assert (image.format, image.size) == ("JPEG", (WIDTH, HEIGHT))
        poster = np.asarray(image.convert("RGB"))
    assert int(poster[70, 230, 0]) == pytest.approx(240, abs=12)
    assert _accent_pixels(poster) == 0


def test_subtitles_hold_every_sentence(rendered: Rendered, plain: Rendered) -> None:
    """Both subtitle files have all that is said, also when nothing is burned in."""
    for film in (rendered, plain):
        assert all(word in film.srt for sentence in SENTENCES for word in sentence.split())
        assert "<00:00:0" in film.vtt


def test_sound_ends_with_the_picture_and_speaks_in_time(plain: Rendered) -> None:
    """There is silence where nobody speaks, and speech from the moment the narration names."""
    with av.open(io.BytesIO(plain.film), "r") as container:
        sound = np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])
    levels = [float(np.abs(sound[round(a * 48_000) : round((a + 0.1) * 48_000)]).max()) for a in (0.05, 0.3, 1.4)]
    assert levels[0] < 0.01
    assert levels[1] > 0.1
    assert levels[2] < 0.01


async def test_progress_grows_to_one() -> None:
    """The caller hears growing shares, and 1 when the film is kept."""
    sample, shares = await make_sample(Store.in_memory()), list[float]()

    async def note(share: float) -> None:
        shares.append(share)

    workspace = Workspace(sample.store, TASK_ID, "render", "progress")
    await CuttingRoom(render_settings()).render(sample.script, sample.visuals, sample.narration, workspace, note)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


async def test_a_cancelled_film_ends_soon_and_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cancelling while threads work ends them within a moment and leaves neither files nor artefacts."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    sample = await make_sample(Store.in_memory())
    workspace = Workspace(sample.store, TASK_ID, "render", "cancelled")
    room = CuttingRoom(render_settings())
    working = asyncio.Event()

    async def note(_share: float) -> None:
        working.set()

    task = asyncio.create_task(room.render(sample.script, sample.visuals, sample.narration, workspace, note))
    await working.wait()
    assert list(tmp_path.glob("*/*"))
    task.cancel()
    started = time.monotonic()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert time.monotonic() - started < 2
    assert list(tmp_path.iterdir()) == []
    assert await workspace.kept("film.mp4") is None


async def test_a_damaged_picture_is_told_by_its_own_error() -> None:
    """A stored picture that is not what it was ends the render with the store's own error."""
    sample = await make_sample(Store.in_memory())
    damaged = sample.visuals.scenes[0].background.model_copy(update={"sha256": "f" * 64})
    scenes = (sample.visuals.scenes[0].model_copy(update={"background": damaged}), sample.visuals.scenes[1])
    visuals = sample.visuals.model_copy(update={"scenes": scenes})
    workspace = Workspace(sample.store, TASK_ID, "render", "damaged")
    with pytest.raises(CorruptArtefactError):
        await CuttingRoom(render_settings()).render(sample.script, visuals, sample.narration, workspace, silently)


def _accent_pixels(frame: Pixels) -> int:
    """Count the pixels in the captions' accent colour, #20E0A0."""
    near = np.abs(frame[140:166].astype(int) - (0x20, 0xE0, 0xA0)).max(axis=2) < 45
    return int(near.sum())

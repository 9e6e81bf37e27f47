import numpy as np
import pyloudnorm  # type: ignore[import-untyped]
import pytest

from chassis.store import Store
from contracts import Tone
from render_agent.loudness import CEILING_DBTP, TARGET_LUFS, decibels, gain_to, master
from render_agent.meter import loudness, measure
from render_agent.mix import Clip, mix
from render_agent.music import bed, choose_track, extended
from render_agent.sound_file import SAMPLE_RATE, Samples, frames_of
from tests.unit.render_agent.sample_film import make_sample


def sine(seconds: float, hertz: float = 997.0, level: float = 0.5) -> Samples:
    """Return a stereo tone."""
    times = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return np.repeat(level * np.sin(2 * np.pi * hertz * times)[:, np.newaxis], 2, axis=1).astype(np.float32)


def peak_of(samples: Samples) -> float:
    """Return the true peak in dBTP."""
    return measure(frames_of(samples), samples.shape[1]).true_peak_dbtp


def level_of(samples: Samples) -> float:
    """Return the root mean square in dB."""
    return float(20 * np.log10(np.sqrt(np.mean(samples.astype(float) ** 2)) + 1e-12))


def test_loudness_follows_the_standards_reference_tone() -> None:
    """A 997 Hz tone of full scale in one channel is -3.01 LUFS (BS.1770-4); in two, 3.01 more."""
    assert loudness(sine(2, level=1.0)) == pytest.approx(0.0, abs=0.05)


def test_two_meters_agree() -> None:
    """An independent meter reads the same of a sound that swells and has silences to be gated out."""
    noise = np.random.default_rng(1).standard_normal((12 * SAMPLE_RATE, 2)).astype(np.float32)
    swell = np.clip(np.sin(np.linspace(0, 9, len(noise), dtype=np.float32)), 0, 1)[:, np.newaxis]
    sound = 0.1 * noise * swell
    assert loudness(sound) == pytest.approx(pyloudnorm.Meter(SAMPLE_RATE).integrated_loudness(sound), abs=0.1)


def test_true_peaks_between_samples_are_found() -> None:
    """A tone at a quarter of the sample rate, sampled beside its crests, peaks 3 dB above its samples."""
    times = np.arange(SAMPLE_RATE)
    # An abrupt beginning would overshoot.
    swell = np.hanning(SAMPLE_RATE)
    tone = (swell * np.sin(np.pi / 2 * times + np.pi / 4)).astype(np.float32)[:, np.newaxis]
    assert float(np.abs(tone).max()) == pytest.approx(0.707, abs=0.001)
    assert peak_of(tone) == pytest.approx(0.0, abs=0.25)


def test_silence_has_no_gain() -> None:
    """Silence is the standard's floor, and is not turned up."""
    silence = np.zeros((SAMPLE_RATE, 2), np.float32)
    assert (loudness(silence), gain_to(silence, TARGET_LUFS)) == (-70.0, 1.0)


def test_the_master_is_loud_enough_and_never_clips() -> None:
    """Whatever its peaks, a mix comes out at the target and under the ceiling, also across measuring blocks."""
    mixed = sine(8, level=0.05)
    for start in range(SAMPLE_RATE // 2, len(mixed), SAMPLE_RATE // 2):
        mixed[start : start + 40] *= 15
    master(mixed)
    assert loudness(mixed) == pytest.approx(TARGET_LUFS, abs=0.2)
    assert peak_of(mixed) < CEILING_DBTP


@pytest.mark.parametrize("tone", list(Tone))
def test_each_tone_has_its_music_and_each_task_its_track(tone: Tone) -> None:
    """A task gets the same track again; different tasks share out the tracks of a tone."""
    chosen = [choose_track(tone, f"task-{number}") for number in range(40)]
    assert chosen == [choose_track(tone, f"task-{number}") for number in range(40)]
    assert len(set(chosen)) >= 2
    assert all(track.path.is_file() for track in chosen)


def test_short_music_is_repeated_in_whole_bars() -> None:
    """A click on each bar still falls on each bar after the piece was repeated, and nothing swells at the joins."""
    bar = SAMPLE_RATE * 4 * 60 // 120
    piece = np.full((round(3.4 * bar), 2), 0.1, np.float32)
    piece[::bar] = 1.0
    longer = extended(piece, 120, 8 * bar)
    assert len(longer) == 8 * bar
    assert np.flatnonzero(longer[:, 0] > 0.5).tolist() == [number * bar for number in range(8)]
    assert float(longer[longer[:, 0] < 0.5].max()) < 0.1 * 1.5


def test_a_piece_shorter_than_a_bar_still_fills_the_film() -> None:
    """Music too short to hold a bar is repeated as it is."""
    assert len(extended(sine(0.5), 60, 3 * SAMPLE_RATE)) == 3 * SAMPLE_RATE


def test_music_fades_in_and_ends_with_the_film() -> None:
    """The bed starts and ends in silence and is as long as the film."""
    music = bed(choose_track(Tone.CALM, "task"), 5 * SAMPLE_RATE)
    assert music.shape == (5 * SAMPLE_RATE, 2)
    assert level_of(music[-SAMPLE_RATE // 20 :]) < level_of(music[2 * SAMPLE_RATE : 3 * SAMPLE_RATE]) - 20
    assert not music[0].any()


async def test_music_makes_room_for_the_voice() -> None:
    """Under speech the bed is 7 dB down from where it is in a pause."""
    narration = (await make_sample(Store.in_memory())).narration
    scene = narration.scenes[0].model_copy(update={"end": 4.0})
    narration = narration.model_copy(update={"scenes": (scene,), "seconds": 4.0})
    mixed = mix([], narration, sine(4), 4 * SAMPLE_RATE)
    speech, pause = (mixed[round(a * SAMPLE_RATE) : round(b * SAMPLE_RATE)] for a, b in ((0.6, 1.0), (2.0, 3.0)))
    assert level_of(pause) - level_of(speech) == pytest.approx(7, abs=0.2)


async def test_speech_is_heard_when_the_narration_says() -> None:
    """A clip starts at its film time to the sample, and what reaches beyond the film is cut."""
    narration = (await make_sample(Store.in_memory())).narration
    clip = Clip(start=1.25, samples=sine(4)[:, :1])
    mixed = mix([clip], narration, None, 3 * SAMPLE_RATE)
    assert len(mixed) == 3 * SAMPLE_RATE
    assert int(np.flatnonzero(np.abs(mixed[:, 0]) > 1e-4)[0]) == pytest.approx(1.25 * SAMPLE_RATE, abs=2)


def test_decibels_are_factors() -> None:
    """20 dB are a factor of ten."""
    assert decibels(-20) == pytest.approx(0.1)

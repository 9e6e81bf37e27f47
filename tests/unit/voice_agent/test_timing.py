"""When words are spoken, and the sound they are spoken in."""

import io
import wave
from itertools import accumulate, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts import ArtefactRef, Word
from voice_agent import wav
from voice_agent.narrator import Samples, Speech
from voice_agent.pronunciation import Passage
from voice_agent.takes import Take, joined, speeches_in
from voice_agent.timing import shared, words_of
from voice_agent.trimming import faded, speech_bounds
from voice_agent.wording.phrases import Phrase

RATE = 24_000
AUDIO = ArtefactRef(key="a.wav", uri="memory:///a.wav", media_type="audio/wav", size_bytes=1, sha256="0" * 64)
PHRASES = (Phrase(("Save",), ("Save",)), Phrase(("US$", "40"), ("forty", "dollars")), Phrase(("now.",), ("now",), "."))
PASSAGE = Passage("abc defgh ij.", ((0, 3), (4, 9), (10, 12)))


def _tone(seconds: float, level: float = 0.5) -> Samples:
    phase = np.arange(round(seconds * RATE)) * 0.3
    return np.asarray(level * np.sin(phase), np.float32)


def _silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE), np.float32)


def _speech(samples: Samples, *names: str) -> Speech:
    each = len(samples) / RATE / len(names)
    words = tuple(Word(text=name, start=i * each, end=(i + 1) * each) for i, name in enumerate(names))
    return Speech(samples, RATE, words)


def test_words_begin_with_their_sound() -> None:
    """A word's time is its first phoneme's, less the 25 to 70 ms by which the models are late, from speech's start."""
    edges = [0.3 + 0.1 * index for index in range(len(PASSAGE.phonemes) + 1)]

    words = words_of(PHRASES, PASSAGE, edges, start=0.2, end=2.0)

    assert [word.text for word in words] == ["Save", "US$", "40", "now."]
    assert 0.025 <= edges[0] - 0.2 - words[0].start <= 0.07
    assert 0.025 <= edges[4] - 0.2 - words[1].start <= 0.07
    assert 0.025 <= edges[9] - 0.2 - words[2].end <= 0.07


@settings(deadline=None)  # a busy machine is no failure
@given(
    lengths=st.lists(st.floats(0, 0.3), min_size=13, max_size=13), bounds=st.tuples(st.floats(0, 4), st.floats(0, 4))
)
def test_word_times_never_go_back_or_leave_the_speech(lengths: list[float], bounds: tuple[float, float]) -> None:
    """Whatever durations a model gives and wherever its sound was cut, words follow one another inside it."""
    start, end = sorted(bounds)

    words = words_of(PHRASES, PASSAGE, list(accumulate(lengths, initial=0.0)), start, end)

    times = [edge for word in words for edge in (word.start, word.end)]
    assert times == sorted(times)
    assert times[0] >= 0
    assert times[-1] <= end - start + 1e-4


def test_tokens_said_as_one_share_its_time_by_their_length() -> None:
    """`R$` has a quarter of the letters of `R$ 19,990`, so it gets a quarter of the time."""
    assert shared(("R$", "19,990"), 1.0, 3.0) == [
        Word(text="R$", start=1.0, end=1.5),
        Word(text="19,990", start=1.5, end=3.0),
    ]


@settings(deadline=None)  # a busy machine is no failure
@given(tokens=st.lists(st.text("ab1%", min_size=1, max_size=9), min_size=1, max_size=6), seconds=st.floats(0, 5))
def test_shared_times_touch_and_fill_the_stretch(tokens: list[str], seconds: float) -> None:
    """No time is lost or counted twice between the tokens of one phrase."""
    words = shared(tokens, 1.0, 1.0 + seconds)

    assert [word.text for word in words] == tokens
    assert words[0].start == 1.0
    assert words[-1].end == pytest.approx(1.0 + seconds, abs=1e-4)
    assert all(before.end == after.start for before, after in pairwise(words))


def test_joined_sentences_have_the_pause_between_them_and_none_around() -> None:
    """The sound is sentence, silence, sentence; the second one's times begin after the pause."""
    first, second = _speech(_tone(0.5), "One", "two."), _speech(_tone(0.25), "Three.")

    samples, sentences = joined([first, second], pause=0.1)

    assert len(samples) == round(0.85 * RATE)
    assert not samples[round(0.5 * RATE) : round(0.6 * RATE)].any()
    assert [sentence.text for sentence in sentences] == ["One two.", "Three."]
    edges = [edge for sentence in sentences for edge in (sentence.start, sentence.end)]
    assert edges == pytest.approx([0.0, 0.5, 0.6, 0.85])
    assert sentences[1].words[0].start == pytest.approx(0.6)


@settings(deadline=None)  # a busy machine is no failure
@given(lengths=st.lists(st.integers(1, 400), min_size=1, max_size=5), pause=st.floats(0, 0.02))
def test_a_take_is_cut_back_into_the_sentences_it_was_joined_from(lengths: list[int], pause: float) -> None:
    """Joining and cutting lose no sample and no time, whatever the lengths and the pause."""
    ramp = np.linspace(-1, 1, sum(lengths), dtype=np.float32)
    speeches = [
        _speech(ramp[end - size : end], "a", "b.") for size, end in zip(lengths, accumulate(lengths), strict=True)
    ]
    samples, sentences = joined(speeches, pause)

    cut = speeches_in(Take(audio=AUDIO, sample_rate=RATE, sentences=sentences), samples)

    assert len(cut) == len(speeches)
    for before, after in zip(speeches, cut, strict=True):
        assert np.array_equal(after.samples, before.samples)
        assert [word.start for word in after.words] == pytest.approx([word.start for word in before.words], abs=1e-6)


def test_the_speech_of_a_take_is_counted_without_its_pauses() -> None:
    """However far apart its sentences are, a take has as much speech."""
    _, sentences = joined([_speech(_tone(0.5), "One."), _speech(_tone(0.25), "Two.")], pause=0.7)

    assert Take(audio=AUDIO, sample_rate=RATE, sentences=sentences).speech_seconds == pytest.approx(0.75)


def test_silence_around_speech_is_found() -> None:
    """All of the speech is inside the bounds, with 20 ms before it and 50 ms after, to a frame of 5 ms."""
    first, end = speech_bounds(np.concatenate([_silence(0.3), _tone(0.4), _silence(0.5)]), RATE)

    assert 0.3 - 0.025 <= first / RATE <= 0.3 - 0.015
    assert 0.7 + 0.045 <= end / RATE <= 0.7 + 0.055


@pytest.mark.parametrize(("decibels", "is_speech"), [(-36, True), (-48, False)])
def test_soft_consonants_are_speech_and_hiss_is_not(decibels: float, is_speech: bool) -> None:
    """What is 36 dB under the loudest belongs to the speech; what is 48 dB under it does not."""
    soft = _tone(0.2, level=0.5 * 10 ** (decibels / 20))

    first, _ = speech_bounds(np.concatenate([_silence(0.2), soft, _tone(0.4)]), RATE)

    assert (first / RATE < 0.25) is is_speech


@pytest.mark.parametrize("seconds", [0.0, 0.001, 0.5])
def test_a_silent_recording_is_kept_whole(seconds: float) -> None:
    """Without speech, or without as much as one frame, there is nothing to cut to."""
    samples = _silence(seconds)

    assert speech_bounds(samples, RATE) == (0, len(samples))


def test_bounds_stay_inside_the_recording() -> None:
    """Speech from the first sample to the last has no room around it."""
    samples = _tone(0.4)

    assert speech_bounds(samples, RATE) == (0, len(samples))


def test_faded_sound_starts_and_ends_at_zero() -> None:
    """Only the ends change, at most 5 ms of them, and only in the copy."""
    samples = np.full(RATE // 10, 0.5, np.float32)

    shaped = faded(samples, RATE)

    edge = round(0.005 * RATE)
    assert (shaped[0], shaped[-1]) == (0, 0)
    assert np.array_equal(shaped[edge:-edge], samples[edge:-edge])
    assert (samples == 0.5).all()


@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_the_shortest_sounds_can_be_faded(count: int) -> None:
    """A sound shorter than two fades keeps its length and does not get louder."""
    shaped = faded(np.full(count, 0.5, np.float32), RATE)

    assert len(shaped) == count
    assert (shaped <= 0.5).all()


def test_wav_is_16_bit_mono_at_its_rate() -> None:
    """Any player reads the file for what it is."""
    with wave.open(io.BytesIO(wav.encode(_tone(0.1), RATE)), "rb") as reader:
        assert (reader.getnchannels(), reader.getsampwidth(), reader.getframerate()) == (1, 2, RATE)
        assert reader.getnframes() == round(0.1 * RATE)


@settings(deadline=None)  # a busy machine is no failure
@given(st.lists(st.floats(-1, 1, width=32), max_size=50))
def test_wav_round_trip(values: list[float]) -> None:
    """Sound comes back to within half a step of 16 bits, and what came back does not change a second time."""
    samples = np.asarray(values, np.float32)

    data = wav.encode(samples, RATE)

    assert wav.decode(data) == pytest.approx(samples, abs=0.51 / 32767)
    assert wav.encode(wav.decode(data), RATE) == data


def test_sound_beyond_full_scale_is_clipped() -> None:
    """Too loud a sample becomes the loudest there is, not one of the other sign."""
    assert wav.decode(wav.encode(np.asarray([1.5, -3.0], np.float32), RATE)).tolist() == [1.0, -1.0]

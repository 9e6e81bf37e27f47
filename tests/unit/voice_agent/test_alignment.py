"""Finding words in a recording by ear, measured against a voice whose word times are known."""

import numpy as np
import pytest

from contracts import Language
from tests.unit.voice_agent.spoken_sample import SENTENCES, sample
from voice_agent.alignment import heard_starts
from voice_agent.cutting import cut
from voice_agent.guide import guide_to
from voice_agent.narrator import Samples
from voice_agent.silences import silences_in
from voice_agent.sound import SAMPLE_RATE, stretched
from voice_agent.spans import spans_of
from voice_agent.wording.phrases import phrases_of

PHRASES = [phrases_of(sentence, Language.ENGLISH) for sentence in SENTENCES]


def _found(samples: Samples) -> list[list[tuple[str, float, float]]]:
    """Return text, start and end of the words of each sentence, as they are found in the recording alone."""
    guide = guide_to([phrase for phrases in PHRASES for phrase in phrases], Language.ENGLISH)
    starts = heard_starts(samples, SAMPLE_RATE, guide)
    spans = spans_of(PHRASES, starts, silences_in(samples, SAMPLE_RATE), len(samples) / SAMPLE_RATE)
    return [
        [(" ".join(phrase.tokens), span.start, span.end) for phrase, span in zip(phrases, said, strict=True)]
        for phrases, said in zip(PHRASES, spans, strict=True)
    ]


def _errors(samples: Samples, factor: float, shift: float) -> list[float]:
    """Return how far each word's start is from where it is known to be."""
    _, sentences = sample()
    known = [word.start * factor + shift for sentence in sentences for word in sentence.words]
    found = [start for words in _found(samples) for _, start, _ in words]
    return [abs(one - other) for one, other in zip(found, known, strict=True)]


@pytest.mark.parametrize("rate", [0.92, 1.0, 1.12])
def test_words_are_found_within_a_few_frames(rate: float) -> None:
    """At any pace, half of the words are within 40 ms of their times and 19 of 20 within 150 ms."""
    samples, _ = sample()
    heard = samples if rate == 1.0 else stretched(samples, rate)

    errors = _errors(heard, len(heard) / len(samples), 0.0)

    assert np.median(errors) < 0.04
    assert np.percentile(errors, 95) < 0.15


def test_silence_around_the_speech_moves_the_words_with_it() -> None:
    """A provider that begins late or leaves a tail does not shift the words against the sound."""
    samples, _ = sample()
    silence = np.zeros(SAMPLE_RATE // 2, np.float32)

    errors = _errors(np.concatenate([silence, samples, silence, silence]), 1.0, 0.5)

    assert np.percentile(errors, 95) < 0.15


def test_noise_and_loudness_do_not_matter() -> None:
    """A quiet recording with hiss is understood as well."""
    samples, _ = sample()
    hiss = np.random.default_rng(0).normal(0, 0.0005, len(samples)).astype(np.float32)

    quiet = (samples * np.float32(0.125) + hiss).astype(np.float32)

    assert np.percentile(_errors(quiet, 1.0, 0.0), 95) < 0.15


def test_a_recording_is_cut_at_its_sentences() -> None:
    """Each sentence gets its own words and sound, without the pause between them."""
    samples, sentences = sample()
    guide = guide_to([phrase for phrases in PHRASES for phrase in phrases], Language.ENGLISH)
    starts = heard_starts(samples, SAMPLE_RATE, guide)
    spans = spans_of(PHRASES, starts, silences_in(samples, SAMPLE_RATE), len(samples) / SAMPLE_RATE)

    speeches = cut(samples, PHRASES, spans)

    assert [speech.text for speech in speeches] == list(SENTENCES)
    for speech, known in zip(speeches, sentences, strict=True):
        assert speech.seconds == pytest.approx(known.end - known.start, abs=0.12)
        assert 0 <= speech.words[0].start < speech.words[-1].end <= speech.seconds + 0.01


def test_a_guide_tells_when_each_phrase_begins() -> None:
    """The rough reading has a time for each phrase, also where short words run together, in order."""
    guide = guide_to(phrases_of("One of the best of all the days of the year.", Language.ENGLISH), Language.ENGLISH)

    assert len(guide.starts) == 11
    assert list(guide.starts) == sorted(guide.starts)
    assert guide.starts[-1] < guide.speech_seconds


def test_a_guide_reads_what_cannot_be_said() -> None:
    """A lone dash has a place in the reading and no sound of its own."""
    guide = guide_to(phrases_of("— Yes.", Language.ENGLISH), Language.ENGLISH)

    assert len(guide.starts) == 1

"""Begin and end of phrases, at the pauses that are there."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts import Language
from voice_agent.silences import Silence, silences_in
from voice_agent.spans import Span, spans_of
from voice_agent.wording.phrases import phrases_of

SENTENCES = [phrases_of("One two, three.", Language.ENGLISH), phrases_of("Four five.", Language.ENGLISH)]
RATE = 1000


def test_words_touch_where_nobody_pauses() -> None:
    """Without a pause a word ends where the next begins."""
    spans = spans_of(SENTENCES, [0.0, 0.5, 1.0, 1.5, 2.0], [], 2.5)

    assert spans[0][:2] == [Span(0.0, 0.5), Span(0.5, 1.0)]
    assert spans[1] == [Span(1.5, 2.0), Span(2.0, 2.5)]


def test_a_pause_between_sentences_belongs_to_neither() -> None:
    """The first sentence ends and the second begins where the sound does, though both were guessed elsewhere."""
    spans = spans_of(SENTENCES, [0.0, 0.5, 1.0, 1.4, 2.2], [Silence(1.5, 1.9)], 2.7)

    assert (spans[0][-1].end, spans[1][0].start) == (1.5, 1.9)


def test_a_pause_inside_a_word_is_no_boundary() -> None:
    """The closure of a consonant far from any boundary changes nothing."""
    spans = spans_of(SENTENCES, [0.0, 0.5, 1.0, 1.5, 2.0], [Silence(0.7, 0.8)], 2.5)

    assert spans[0][1] == Span(0.5, 1.0)


def test_silence_around_the_speech_is_left_out() -> None:
    """The first word begins with the sound and the last ends with it."""
    silences = [Silence(0.0, 0.3), Silence(2.6, 3.0)]

    spans = spans_of(SENTENCES, [0.1, 0.5, 1.0, 1.5, 2.0], silences, 3.0)

    assert (spans[0][0].start, spans[1][-1].end) == (0.3, 2.6)


@given(
    starts=st.lists(st.floats(-1, 5), min_size=5, max_size=5),
    edges=st.lists(st.floats(0, 3), max_size=8).map(sorted),
)
def test_words_are_in_order_whatever_was_guessed(starts: list[float], edges: list[float]) -> None:
    """Spans lie in the recording and never overlap."""
    silences = [Silence(*pair) for pair in zip(edges[::2], edges[1::2], strict=False)]

    spans = [span for said in spans_of(SENTENCES, starts, silences, 3.0) for span in said]

    times = [time for span in spans for time in (span.start, span.end)]
    assert times == sorted(times)
    assert times[0] >= 0
    assert times[-1] <= 3.0


def test_pauses_of_a_recording_are_found() -> None:
    """Silence before, inside and after a sound is found to 10 ms; a gap of 30 ms is none."""
    tone = np.sin(np.arange(RATE) * 2.0).astype(np.float32)
    parts = [np.zeros(200), tone[:500], np.zeros(30), tone[:300], np.zeros(250), tone[:400], np.zeros(100)]

    silences = silences_in(np.concatenate(parts).astype(np.float32), RATE)

    assert [silence.start for silence in silences] == pytest.approx([0.0, 1.03, 1.68], abs=0.01)
    assert [silence.seconds for silence in silences] == pytest.approx([0.2, 0.25, 0.1], abs=0.01)


def test_nothing_has_no_pauses() -> None:
    """An empty recording is no error."""
    assert silences_in(np.zeros(0, np.float32), RATE) == []

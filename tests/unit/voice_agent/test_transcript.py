"""Laying a transcription over the script, whatever the model made of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts import Language
from voice_agent.transcript import HeardWord, transcribed_starts
from voice_agent.wording.phrases import phrases_of

EACH = 0.4


def _heard(text: str) -> list[HeardWord]:
    """Return words of 0.4 s each without pauses."""
    return [HeardWord(word=word, start=index * EACH, end=(index + 1) * EACH) for index, word in enumerate(text.split())]


def _starts(script: str, heard: list[HeardWord], language: Language = Language.ENGLISH) -> dict[str, float]:
    """Return when each phrase of the script begins, by its first token."""
    phrases = phrases_of(script, language)
    starts = transcribed_starts(phrases, heard, language)
    assert starts is not None
    return {phrase.tokens[0]: start for phrase, start in zip(phrases, starts, strict=True)}


@pytest.mark.parametrize(
    ("script", "heard", "expected"),
    [
        ("Teams save time every week.", "teams save time every week", {"Teams": 0.0, "time": 0.8, "week.": 1.6}),
        ("Save 40% every week.", "Save forty percent every week", {"Save": 0.0, "40%": 0.4, "every": 1.2}),
        ("Save forty percent every week.", "Save 40% every week", {"forty": 0.4, "every": 0.8, "week.": 1.2}),
        ("It costs $1,500 a month.", "It costs fifteen hundred dollars a month", {"costs": 0.4, "month.": 2.4}),
        ("Check your e-mail now.", "Check your email now", {"e-mail": 0.8, "now.": 1.2}),
        ("You cannot lose your data.", "You can not lose your data", {"lose": 1.2, "data.": 2.0}),
        ("We write reports today.", "Well um we write reports today", {"We": 0.8, "write": 1.2, "today.": 2.0}),
        ("We write nice reports today.", "We write reports today", {"write": 0.4, "reports": 0.8, "today.": 1.2}),
        (
            "The cat and the dog and the bird.",
            "the cat and the dog and the bird",
            {"cat": 0.4, "dog": 1.6, "bird.": 2.8},
        ),
        ("Meet Nimbus, your helper.", "Meet Nimbos your helper", {"Meet": 0.0, "your": 0.8, "helper.": 1.2}),
    ],
)
def test_words_are_found_however_they_are_spelled(script: str, heard: str, expected: dict[str, float]) -> None:
    """Figures and words, joined and split, misheard, added and missing words: the others keep their times."""
    starts = _starts(script, _heard(heard))

    assert {token: starts[token] for token in expected} == pytest.approx(expected, abs=0.15)


def test_portuguese_is_compared_without_its_accents() -> None:
    """What the model writes without accents, or in figures, is recognised."""
    starts = _starts(
        "Você economiza quarenta por cento já no começo.",
        _heard("voce economiza 40% ja no comeco"),
        Language.PORTUGUESE,
    )

    assert starts["quarenta"] == pytest.approx(0.8, abs=0.1)
    assert starts["começo."] == pytest.approx(2.0, abs=0.1)


@pytest.mark.parametrize("heard", ["", "something else altogether was said here by somebody", "..."])
def test_a_transcript_of_something_else_is_not_believed(heard: str) -> None:
    """Nothing heard, or nothing of the script: there are no times rather than wrong ones."""
    phrases = phrases_of("Teams save time every week.", Language.ENGLISH)

    assert transcribed_starts(phrases, _heard(heard), Language.ENGLISH) is None


def test_words_with_blanks_around_them_are_words() -> None:
    """Some servers send each word with the blank before it, and blanks as words."""
    heard = [word.model_copy(update={"word": f" {word.word}"}) for word in _heard("teams save time")]
    heard.insert(1, HeardWord(word=" ", start=0.4, end=0.4))

    assert _starts("Teams save time.", heard)["time."] == pytest.approx(0.8, abs=0.1)


@settings(deadline=None)  # a busy machine is no failure
@given(dropped=st.sets(st.integers(0, 11), max_size=4), doubled=st.sets(st.integers(0, 11), max_size=3))
def test_times_never_go_back(dropped: set[int], doubled: set[int]) -> None:
    """Whatever is missed or heard twice, later words are not said earlier."""
    text = "Picture a day when you can plan dinners for the whole family."
    words = [
        word for index, word in enumerate(text.split()) if index not in dropped for _ in range(1 + (index in doubled))
    ]

    starts = transcribed_starts(phrases_of(text, Language.ENGLISH), _heard(" ".join(words)), Language.ENGLISH)

    assert starts is None or starts == sorted(starts)

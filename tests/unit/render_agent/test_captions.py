from hypothesis import given
from hypothesis import strategies as st

from contracts import ArtefactRef, SpokenScene, SpokenSentence, Word
from render_agent.captions import LONGEST, Caption, captions_of

AUDIO = ArtefactRef(key="k", uri="u", media_type="audio/wav", size_bytes=1, sha256="0" * 64)


def scene(*texts: str, word_seconds: float = 0.3) -> SpokenScene:
    """Return a scene that speaks sentences, one word each `word_seconds`, half a second apart."""
    clock, sentences = 0.0, []
    for text in texts:
        words = []
        for word in text.split():
            words.append(Word(text=word, start=clock, end=clock + word_seconds))
            clock += word_seconds
        sentences.append(SpokenSentence(text=text, start=words[0].start, end=clock, words=tuple(words)))
        clock += 0.5
    return SpokenScene(scene_id="s01", start=0, end=clock + 1, audio=AUDIO, audio_start=0, sentences=tuple(sentences))


def lines(*texts: str) -> list[str]:
    """Return the texts of the captions of a scene that speaks these sentences."""
    return [caption.text for caption in captions_of(scene(*texts), ())]


def test_a_short_sentence_is_one_caption() -> None:
    """What fits in one line is not broken."""
    assert lines("And it cuts manual errors.") == ["And it cuts manual errors."]


def test_captions_break_after_a_comma() -> None:
    """Where a sentence must be broken, a comma is the place."""
    assert lines("It works with the tools you already use, with enterprise-grade security.") == [
        "It works with the tools you already use,",
        "with enterprise-grade security.",
    ]


def test_captions_are_balanced() -> None:
    """A sentence a little too long for one line becomes two of like length, not one full and one of a word."""
    assert lines("Teams save up to 40% of their time every week.") == [
        "Teams save up to 40% of",
        "their time every week.",
    ]


def test_captions_never_join_sentences() -> None:
    """Two short sentences are two captions."""
    assert lines("Yes. ", "No.") == ["Yes.", "No."]


@given(st.lists(st.text("abcdefgh,", min_size=1, max_size=60), min_size=1, max_size=40))
def test_captions_fit_and_lose_no_word(words: list[str]) -> None:
    """Whatever is said, each word is shown once and in order, and only a longer word makes a longer line."""
    found = lines(" ".join(words))
    assert " ".join(found).split() == words
    assert all(len(line) <= LONGEST or " " not in line for line in found)


def test_captions_do_not_overlap() -> None:
    """A caption is gone when the next begins, and the last one when its scene ends."""
    spoken = scene("One two three four five six seven eight nine ten eleven twelve.", "And then some more.")
    captions = captions_of(spoken, ())
    edges = [*(caption.start for caption in captions[1:]), spoken.end]
    assert all(caption.end <= edge for caption, edge in zip(captions, edges, strict=True))


def test_shown_sentences_are_not_burned_in() -> None:
    """What the picture says in large letters is not drawn again below, but stays in the subtitle files."""
    captions = captions_of(scene("First.", "Second."), {0})
    assert [(caption.text, caption.burned) for caption in captions] == [("First.", False), ("Second.", True)]


def test_the_spoken_word_is_the_last_that_began() -> None:
    """Between two words the one before stays marked; before the first, the first is."""
    words = (Word(text="a", start=1.0, end=1.2), Word(text="b", start=2.0, end=2.2))
    caption = Caption(words, 1.0, 3.0)
    assert [caption.spoken_index(seconds) for seconds in (0.5, 1.0, 1.9, 2.0, 9.0)] == [0, 0, 0, 1, 1]

"""Placing spoken scenes on the film's clock."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts import ArtefactRef, Language, Narration, SpokenScene, SpokenSentence, Word
from voice_agent.clock import scenes_on_clock
from voice_agent.pauses import LOOSE, NATURAL, TIGHT, Pauses
from voice_agent.takes import Take

AUDIO = ArtefactRef(key="a.wav", uri="memory:///a.wav", media_type="audio/wav", size_bytes=1, sha256="0" * 64)


def _take(*sentence_seconds: float, pause: float = 0.2) -> Take:
    """Return a take whose sentences have two words of the same length each."""
    sentences = []
    start = 0.0
    for seconds in sentence_seconds:
        middle, end = start + seconds / 2, start + seconds
        words = (Word(text="one", start=start, end=middle), Word(text="two.", start=middle, end=end))
        sentences.append(SpokenSentence(text="one two.", start=start, end=end, words=words))
        start = end + pause
    return Take(audio=AUDIO, sample_rate=24_000, sentences=tuple(sentences))


def _placed(takes: list[Take], pauses: Pauses) -> tuple[tuple[SpokenScene, ...], float]:
    """Return the scenes and the film's length: speech, the pauses between, before and after."""
    speech = sum(take.sentences[-1].end for take in takes)
    seconds = speech + pauses.opening + pauses.scene * (len(takes) - 1) + pauses.closing
    named = [(f"s{number:02d}", take) for number, take in enumerate(takes, start=1)]
    return scenes_on_clock(named, pauses, seconds), seconds


def test_the_film_opens_with_its_lead_in() -> None:
    """The first picture is there from the start, and the first word comes after the opening."""
    scenes, _ = _placed([_take(2.0), _take(3.0)], NATURAL)

    assert scenes[0].start == 0
    assert scenes[0].audio_start == pytest.approx(NATURAL.opening)
    assert scenes[0].sentences[0].words[0].start == pytest.approx(NATURAL.opening)


def test_the_film_closes_with_its_tail() -> None:
    """The last scene ends where the film does, the closing pause after its last word."""
    scenes, seconds = _placed([_take(2.0), _take(3.0)], NATURAL)

    assert scenes[-1].end == pytest.approx(seconds, abs=1e-4)
    assert scenes[-1].end - scenes[-1].sentences[-1].words[-1].end == pytest.approx(NATURAL.closing, abs=1e-3)


def test_between_two_scenes_is_one_pause_and_the_picture_comes_first() -> None:
    """From a scene's last word to the next one's first is the scene pause; the picture changes inside it."""
    (first, second), _ = _placed([_take(2.0), _take(3.0)], NATURAL)

    assert second.audio_start - first.sentences[-1].end == pytest.approx(NATURAL.scene, abs=1e-3)
    assert first.sentences[-1].end < second.start < second.audio_start


def test_words_are_moved_with_their_audio() -> None:
    """Each time of a scene is that of its take plus the moment at which its audio is heard."""
    take = _take(2.0, 1.5)
    (_, scene), _ = _placed([_take(4.0), take], NATURAL)

    for there, here in zip(take.sentences, scene.sentences, strict=True):
        assert here.text == there.text
        assert here.start == pytest.approx(there.start + scene.audio_start, abs=1e-3)
        assert here.end == pytest.approx(there.end + scene.audio_start, abs=1e-3)
        assert [word.start for word in here.words] == pytest.approx(
            [word.start + scene.audio_start for word in there.words], abs=1e-3
        )


def test_a_film_of_one_scene_is_all_its_own() -> None:
    """One scene has the lead-in, the speech and the tail."""
    (scene,), seconds = _placed([_take(2.0)], TIGHT)

    assert scene.start == 0
    assert scene.end == pytest.approx(seconds, abs=1e-4)


@settings(deadline=None)  # a busy machine is no failure
@given(
    takes=st.lists(st.lists(st.floats(0.3, 12), min_size=1, max_size=4), min_size=1, max_size=8),
    share=st.floats(0, 3),
)
def test_scenes_are_a_valid_narration(takes: list[list[float]], share: float) -> None:
    """Whatever was spoken and however long the pauses, scenes touch, fill the film, and hold their words in order."""
    scenes, seconds = _placed([_take(*take) for take in takes], TIGHT.towards(LOOSE, share))

    narration = Narration(
        task_id="t1", language=Language.ENGLISH, voice="heart", sample_rate=24_000, seconds=seconds, scenes=scenes
    )
    assert all(after.start == before.end for before, after in pairwise(scenes))
    for scene in narration.scenes:
        edges = [edge for sentence in scene.sentences for word in sentence.words for edge in (word.start, word.end)]
        times = [scene.start, scene.audio_start, *edges, scene.end]
        assert times == sorted(times)

import pytest
from pydantic import ValidationError

import contracts
from contracts import ArtefactRef, Card, Headline, Narration, Scene, SceneRole, SpokenScene, SpokenSentence, Word

AUDIO = ArtefactRef(key="a.wav", uri="file:///a.wav", media_type="audio/wav", size_bytes=1, sha256="0" * 64)
WORD = Word(text="Hi", start=0.1, end=0.4)


def _spoken(scene_id: str, start: float, end: float) -> SpokenScene:
    sentence = SpokenSentence(text="Hi", start=0.1, end=0.4, words=(WORD,))
    return SpokenScene(scene_id=scene_id, start=start, end=end, audio=AUDIO, audio_start=start, sentences=(sentence,))


def _narrated(*scenes: SpokenScene, seconds: float) -> Narration:
    return Narration(task_id="t", language="en", voice="v", sample_rate=24000, seconds=seconds, scenes=scenes)


def test_highlight_must_occur_in_the_headline() -> None:
    """A highlight that is not part of the headline is refused."""
    with pytest.raises(ValidationError, match="does not occur"):
        Headline(text="Save time", highlight="money")


def test_a_card_must_point_at_a_sentence() -> None:
    """A card whose sentence does not exist is refused."""
    with pytest.raises(ValidationError, match="refers to sentence 1"):
        Scene(
            id="s01",
            role=SceneRole.POINTS,
            sentences=("One.",),
            headline=Headline(text="One"),
            cards=(Card(text="Two", sentence=1),),
        )


def test_scenes_that_touch_make_a_film() -> None:
    """Scenes that follow each other without a gap and end with the film are a narration."""
    narration = _narrated(_spoken("s01", 0, 2), _spoken("s02", 2, 5), seconds=5)

    assert [scene.scene_id for scene in narration.scenes] == ["s01", "s02"]


@pytest.mark.parametrize(
    ("edges", "seconds"), [(((0.5, 2), (2, 5)), 5.0), (((0, 2), (2.5, 5)), 5.0), (((0, 2), (2, 5)), 6.0)]
)
def test_a_hole_in_the_film_is_refused(edges: tuple[tuple[float, float], ...], seconds: float) -> None:
    """A film whose scenes leave a hole, at its start, between them or at its end, is refused."""
    scenes = [_spoken(f"s0{index + 1}", start, end) for index, (start, end) in enumerate(edges)]

    with pytest.raises(ValidationError, match="ends at"):
        _narrated(*scenes, seconds=seconds)


def test_public_surface_is_what_all_names() -> None:
    """Every name that `contracts` exports exists, once."""
    assert len(contracts.__all__) == len(set(contracts.__all__))
    assert all(hasattr(contracts, name) for name in contracts.__all__)

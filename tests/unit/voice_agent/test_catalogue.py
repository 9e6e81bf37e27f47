"""Which voices there are."""

import pytest

from contracts import Language
from voice_agent.catalogue import CATALOGUE, HibariVoice, KokoroVoice, find, voices_of
from voice_agent.narrator import Gender


@pytest.mark.parametrize(
    ("language", "expected"),
    [(Language.ENGLISH, ["heart", "emma", "fable", "fenrir", "kore"]), (Language.PORTUGUESE, ["dora", "pf_dora"])],
)
def test_each_language_has_its_voices_the_default_first(language: Language, expected: list[str]) -> None:
    """A language offers its own voices and no others, in the order users are shown them."""
    voices = voices_of(language)

    assert [voice.id for voice in voices] == expected
    assert {voice.language for voice in voices} == {language}


def test_no_language_is_without_a_voice() -> None:
    """Every language a film can be in has a default voice."""
    assert all(voices_of(language) for language in Language)


def test_english_can_be_spoken_by_a_man_or_a_woman() -> None:
    """There is a choice of gender."""
    assert {voice.gender for voice in voices_of(Language.ENGLISH)} == set(Gender)


def test_a_voice_is_found_by_its_id() -> None:
    """An id tells the engine that speaks it: hibari English, Kokoro Portuguese."""
    assert isinstance(find("emma"), HibariVoice)
    assert isinstance(find("dora"), KokoroVoice)
    assert find("emma").voice.id == "emma"


def test_ids_are_unique() -> None:
    """No voice hides another."""
    assert len({entry.voice.id for entry in CATALOGUE}) == len(CATALOGUE)


def test_an_unknown_voice_is_a_key_error() -> None:
    """A voice that is not in the catalogue is not silently replaced."""
    with pytest.raises(KeyError, match="brad"):
        find("brad")


def test_shares_of_a_blend_add_up_to_one() -> None:
    """A blended voice is a weighted mean of styles, so it is neither louder nor fainter than they are."""
    blends = [entry.blend for entry in CATALOGUE if isinstance(entry, KokoroVoice)]

    assert blends
    for blend in blends:
        assert sum(share for _, share in blend) == pytest.approx(1)

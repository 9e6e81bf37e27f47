"""The local voices, really speaking."""

import asyncio
from pathlib import Path

import numpy as np
import pytest

from contracts import Language
from voice_agent.local import LocalNarrator
from voice_agent.narrator import Speech
from voice_agent.settings import VoiceSettings

ENGLISH = "Teams save up to 40% of their time."
PORTUGUESE = "As equipes economizam até 40% do tempo."
SPOKEN = [(Language.ENGLISH, ENGLISH), (Language.PORTUGUESE, PORTUGUESE)]


@pytest.fixture(scope="session")
def narrator() -> LocalNarrator:
    """Return a narrator whose models are loaded once for all tests."""
    cache = Path(__file__).parents[3] / "build" / "voices"
    return LocalNarrator(VoiceSettings(_env_file=None, voice_cache_dir=cache))


@pytest.fixture(scope="session")
def speeches(narrator: LocalNarrator) -> dict[Language, Speech]:
    """Return each sentence as its language's default voice speaks it."""

    async def speak_all() -> dict[Language, Speech]:
        return {language: await _speak(narrator, language, text) for language, text in SPOKEN}

    return asyncio.run(speak_all())


async def _speak(narrator: LocalNarrator, language: Language, text: str, rate: float = 1.0) -> Speech:
    return await narrator.speak(text, language, narrator.voice(None, language), rate)


def _onset(speech: Speech) -> float:
    """Return when the sound first reaches a tenth of its loudest 10 ms, in seconds."""
    window = speech.sample_rate // 100
    frames = speech.samples[: len(speech.samples) // window * window].reshape(-1, window)
    energy = np.sqrt(np.square(frames).mean(axis=1))
    return float(np.argmax(energy > energy.max() / 10)) * window / speech.sample_rate


@pytest.mark.parametrize("language", [language for language, _ in SPOKEN])
def test_speech_is_sound_of_a_plausible_length(speeches: dict[Language, Speech], language: Language) -> None:
    """A sentence becomes clear sound without clipping, at two to five words a second."""
    speech = speeches[language]

    assert speech.sample_rate == 24_000
    assert 0.02 < float(np.sqrt(np.square(speech.samples).mean())) < 0.5
    assert float(np.abs(speech.samples).max()) <= 1.0
    assert 1.6 < speech.seconds < 4.5


@pytest.mark.parametrize(("language", "text"), SPOKEN)
def test_each_displayed_word_has_its_time(speeches: dict[Language, Speech], language: Language, text: str) -> None:
    """Words are those of the text, `40%` included, in order and inside the sound."""
    speech = speeches[language]
    edges = [edge for word in speech.words for edge in (word.start, word.end)]

    assert [word.text for word in speech.words] == text.split()
    assert edges == sorted(edges)
    assert edges[0] >= 0
    assert edges[-1] <= speech.seconds + 0.01
    assert all(word.end - word.start > 0.03 for word in speech.words)


@pytest.mark.parametrize("language", [language for language, _ in SPOKEN])
def test_the_first_word_starts_when_sound_does(speeches: dict[Language, Speech], language: Language) -> None:
    """The first word's time is within 80 ms of the moment at which sound is heard."""
    speech = speeches[language]

    assert speech.words[0].start == pytest.approx(_onset(speech), abs=0.08)


@pytest.mark.parametrize(("language", "text"), SPOKEN)
async def test_the_estimate_is_near_the_speech(
    narrator: LocalNarrator, speeches: dict[Language, Speech], language: Language, text: str
) -> None:
    """What the plan of a film reckons with is within 0.1 s of what is spoken, so ten sentences add up to a second."""
    estimate = await narrator.estimate(text, language, narrator.voice(None, language))

    assert estimate == pytest.approx(speeches[language].seconds, abs=0.1)


@pytest.mark.parametrize(("language", "text"), SPOKEN)
async def test_a_faster_pace_is_faster(
    narrator: LocalNarrator, speeches: dict[Language, Speech], language: Language, text: str
) -> None:
    """At a pace of 1.15 a sentence takes about that much less time."""
    fast = await _speak(narrator, language, text, rate=1.15)

    assert speeches[language].seconds / fast.seconds == pytest.approx(1.15, abs=0.06)


async def test_the_same_sentence_sounds_the_same(narrator: LocalNarrator, speeches: dict[Language, Speech]) -> None:
    """Speaking is repeatable to the sample, so a crash changes nothing in a film."""
    again = await _speak(narrator, Language.ENGLISH, ENGLISH)

    assert np.array_equal(again.samples, speeches[Language.ENGLISH].samples)

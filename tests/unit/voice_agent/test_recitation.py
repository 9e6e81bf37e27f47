"""What a speech model is given to read, and how it is told to."""

import pytest

from contracts import Language, Tone
from voice_agent.direction import direction
from voice_agent.openai_voices import takes_instructions, voices_of
from voice_agent.recitation import recitation
from voice_agent.wording.phrases import phrases_of


@pytest.mark.parametrize(
    ("language", "sentences", "expected"),
    [
        (
            Language.ENGLISH,
            ["Teams save 40%, every week!", "Really?"],
            "Teams save forty percent, every week! Really?",
        ),
        (Language.PORTUGUESE, ["Só R$ 2 milhões por mês."], "Só dois milhões de reais por mês."),
        (Language.ENGLISH, ['The "all-in-one" CRM — it\'s here.'], 'The "all-in-one" CRM — it\'s here.'),
    ],
)
def test_figures_become_words_and_the_rest_stays(language: Language, sentences: list[str], expected: str) -> None:
    """A model reads figures as we mean them; names, quotes and punctuation are left to it."""
    assert recitation([phrases_of(sentence, language) for sentence in sentences]) == expected


@pytest.mark.parametrize("language", Language)
def test_each_tone_has_its_own_direction(language: Language) -> None:
    """The tone of a film is heard; no tone is the neutral one."""
    directions = {direction(language, tone) for tone in Tone}

    assert len(directions) == len(Tone)
    assert direction(language, None) == direction(language, Tone.NEUTRAL)


def test_old_models_take_no_directions_and_have_fewer_voices() -> None:
    """What a model cannot do is not asked of it; the voices of foreign models are not known here."""
    assert not takes_instructions("tts-1-hd")
    assert takes_instructions("gpt-4o-mini-tts")
    assert "marin" not in (voices_of("tts-1") or ())
    assert "marin" in (voices_of("gpt-4o-mini-tts-2025-12-15") or ())
    assert voices_of("kokoro") is None

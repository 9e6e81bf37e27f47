"""Whom a film is for."""

import pytest

from script_agent.audience import audience_of
from script_agent.tongues.english import English
from script_agent.tongues.portuguese import Portuguese


@pytest.mark.parametrize(
    ("given", "short"),
    [
        ("Technology professionals", "technology professionals"),
        ("Target audience: Brazilian teachers.", "Brazilian teachers"),
        ("Homeowners, renters", "homeowners and renters"),
        ("COMMUTERS IN BIG CITIES", "commuters in big cities"),
        ("General public", "everyone"),
        ("HR managers", "HR managers"),
    ],
)
def test_audiences_fit_into_a_sentence(english: English, given: str, short: str) -> None:
    """What follows `for` is a small-letter noun phrase without labels."""
    found = audience_of(given, english)
    assert found is not None
    assert found.short == short


def test_a_long_audience_is_told_short_and_full(portuguese: Portuguese) -> None:
    """The eyebrow has the gist, a scene of its own may have it all."""
    found = audience_of("Moradores de apartamento, entre 25 e 45 anos, interessados em alimentação", portuguese)
    assert found is not None
    assert found.short == "moradores de apartamento"
    assert found.full.endswith("interessados em alimentação")


def test_nobody_in_particular(english: English) -> None:
    """Without an audience, or without words in it, there is none."""
    assert audience_of(None, english) is None
    assert audience_of("🎉", english) is None

"""No number and no address in a film that the briefing does not have."""

import pytest

from script_agent.claims import unfounded_claims
from script_agent.tongues.base import Tongue
from script_agent.tongues.english import English
from script_agent.tongues.portuguese import Portuguese


def found(told: str, given: str, tongue: Tongue) -> list[str]:
    """Return the unfounded claims of a text."""
    return list(unfounded_claims([told], [given], tongue))


@pytest.mark.parametrize(
    ("told", "given"),
    [
        ("Saves 40% of your time.", "It saves 40% of the time."),
        ("Over 1,500.50 dollars.", "1500.50 dollars"),
        ("Forty percent less waste.", "It saves 40%."),
        ("Two taps and you are done.", "Done in 2 taps."),
        ("Takes 3 steps.", "It takes three steps."),
        ("Visit nimbus.io/start.", "See https://nimbus.io/start?utm=1"),
        ("One place for everyone.", "A place for all."),
    ],
)
def test_what_the_briefing_says_may_be_said(told: str, given: str, english: English) -> None:
    """In digits or words, in either notation, a number of the briefing is the same number."""
    assert found(told, given, english) == []


@pytest.mark.parametrize(
    ("told", "claim"),
    [
        ("Join 10,000 teams.", "10,000"),
        ("Join ten thousand teams.", "ten"),
        ("It costs 1.5 dollars.", "1.5"),
        ("Half the price.", "half"),
        ("Visit evil.example.com today.", "evil.example.com"),
        ("Three reasons to try it.", "three"),
    ],
)
def test_what_it_does_not_say_is_found(told: str, claim: str, english: English) -> None:
    """Invented figures and addresses are named, so that they can be taken out."""
    assert claim in found(told, "It costs 15 dollars and runs all year.", english)


def test_portuguese_counts_in_its_own_words(portuguese: Portuguese) -> None:
    """The other language's numerals and separators are known too; its article is no number."""
    given = "Mais de 20.000 famílias poupam R$ 1.500,50."
    assert found("Vinte mil famílias poupam 1.500,50 em um mês.", given, portuguese) == []
    assert found("Milhares de famílias e duas cidades.", given, portuguese) == ["duas", "milhares"]

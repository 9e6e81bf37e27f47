"""Which number of a sentence is shown, and how."""

import pytest

from contracts import Stat
from script_agent.figures import figure_of
from script_agent.tongues.english import English
from script_agent.tongues.portuguese import Portuguese


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Teams save up to 40% of their time every week.",
            Stat(value="40%", before="Teams save up to", after="of their time every week", fraction=0.4),
        ),
        ("Plans start at $29 per month.", Stat(value="$29", before="Plans start at", after="per month")),
        ("It weighs only 9 kg.", Stat(value="9 kg", before="It weighs only", after="")),
        (
            "On July 10, 11 and 12, more than 40 artists play.",
            Stat(value="40", before="More than", after="artists play"),
        ),
        ("Sales rose from $310 to $336.", Stat(value="$336", before="Sales rose from $310 to", after="")),
    ],
)
def test_a_number_is_shown_between_its_words(english: English, sentence: str, expected: Stat) -> None:
    """Before, value and after say what the sentence says."""
    assert figure_of(sentence, english) == expected


@pytest.mark.parametrize("sentence", ["Open 24/7 from 9am on May 5.", "Founded in 1998.", "Version 2.0 is out."])
def test_times_years_and_versions_are_no_figures(english: English, sentence: str) -> None:
    """Numbers that are only labels are not shown large."""
    assert figure_of(sentence, english) is None


def test_portuguese_numbers(portuguese: Portuguese) -> None:
    """Currency, decimal comma and scale words belong to the value."""
    found = figure_of("A receita chegou a R$ 4,2 milhões.", portuguese)
    assert found == Stat(value="R$ 4,2 milhões", before="A receita chegou a", after="")

"""Headlines are cut and highlighted without changing what is said."""

import pytest

from script_agent.headline import Cut, cut, headline, marked
from script_agent.tongues.english import English
from script_agent.tongues.portuguese import Portuguese


@pytest.mark.parametrize(
    ("sentence", "most", "expected"),
    [
        ("It works with your tools, with enterprise-grade security.", 6, ("It works with your tools", True)),
        ("A garden protects the roof, because the sun never reaches it.", 8, ("A garden protects the roof", True)),
        ("If you want to see one, you can visit us every Friday.", 8, ("You can visit us every Friday", True)),
        ("There is nothing to do: we water and weed for five years.", 8, ("There is nothing to do", True)),
    ],
)
def test_a_long_sentence_is_cut_where_it_pauses(
    english: English, sentence: str, most: int, expected: tuple[str, bool]
) -> None:
    """The head can stand alone and the rest is kept for a smaller line."""
    found = cut(sentence, english, most)
    assert found is not None
    assert (found.head, bool(found.rest)) == expected


def test_a_condition_is_never_cut_off(english: English) -> None:
    """A promise is not shown without its condition."""
    assert cut("You get all of your money back only if you bring the box", english, 8) is None


def test_short_sentences_stay_whole(english: English) -> None:
    """Nothing is cut that fits."""
    assert cut("Fresh bread every morning.", english) == Cut("Fresh bread every morning", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Recipes adapt to what is in the fridge", "Recipes"),
        ("Try it free today!", "free today"),
        ("Bread", None),
    ],
)
def test_the_weightiest_phrase_is_set_off(english: English, text: str, expected: str | None) -> None:
    """The highlight is a noun phrase or an offer, never the whole."""
    shown = headline(text, english).highlight
    assert shown == expected or (expected == "Recipes" and shown == "fridge")


def test_portuguese_highlights_run_across_de(portuguese: Portuguese) -> None:
    """`fontes de dados` is one phrase."""
    assert headline("Integra todas as suas fontes de dados", portuguese).highlight == "fontes de dados"


def test_set_phrases_keep_their_own_highlight() -> None:
    """Asterisks mark what is set off, and a filled-in phrase opens large."""
    found = marked("*{action}*, at last", action="plan dinners")
    assert (found.text, found.highlight) == ("Plan dinners, at last", "Plan dinners")

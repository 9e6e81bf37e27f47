"""What is left of pasted text."""

import pytest

from script_agent.cleaning import Line, LineKind, lines_of, plain, short_address


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("**Bold** and _plain_ `code`", "Bold and _plain_ code"),
        ("See our [pricing](https://example.com/p) page", "See our pricing page"),
        ("Fast 🚀 and safe ✅", "Fast and safe"),
        ("Great!!! Really?!", "Great! Really?"),
        ("Bread \u2014 every morning", "Bread, every morning"),
        ("Open (except Mondays) all year", "Open all year"),
        ("Come #bike #electric", "Come"),
        ("<p>Fish &amp; chips</p>", "Fish & chips"),
        ("Coming soon...", "Coming soon."),
    ],
)
def test_markup_is_taken_away(given: str, expected: str) -> None:
    """Only what can be said aloud stays."""
    assert plain(given) == expected


def test_layout_is_understood() -> None:
    """Headings, items and prose are told apart; wrapped prose is one line."""
    text = "## Why us\n\n- First thing\n* Second thing\n3. Third thing\n\nSome prose\nthat goes on.\n```\ncode\n```"
    assert lines_of(text) == (
        Line(LineKind.HEADING, "Why us"),
        Line(LineKind.ITEM, "First thing"),
        Line(LineKind.ITEM, "Second thing"),
        Line(LineKind.ITEM, "Third thing"),
        Line(LineKind.TEXT, "Some prose that goes on."),
    )


def test_items_in_one_line_are_items() -> None:
    """Bullets between phrases separate them."""
    assert [line.text for line in lines_of("Pool • Sauna • Gym")] == ["Pool", "Sauna", "Gym"]


def test_addresses_are_as_short_as_people_say_them() -> None:
    """Protocol, www and tracking are not spoken; what is no clear address is left out."""
    assert short_address("https://www.nimbus.io/start?utm=1") == "nimbus.io/start"
    assert short_address("https://localhost:8080/x") == ""

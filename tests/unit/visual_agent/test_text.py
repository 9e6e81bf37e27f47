from hypothesis import given
from hypothesis import strategies as st

from visual_agent.text import NO_BREAK_SPACE, Limits, Line, Measured, Span, fit, words_of, wrap


def measure(line: Line) -> float:
    """Count letters: every letter is one em wide."""
    return float(sum(len(span.text) for span in line))


def plain(lines: tuple[Line, ...] | None) -> list[str]:
    """Return lines as strings."""
    return ["".join(span.text for span in line) for line in lines or ()]


def limits(width: float, height: float = 1000, largest: float = 10, max_lines: int = 4) -> Limits:
    """Return limits with a leading of one font size."""
    return Limits(width, height, largest, max_lines, leading=1.0)


def test_lines_are_balanced_rather_than_filled() -> None:
    """A text that needs two lines is cut near its middle."""
    assert plain(wrap(Measured(words_of("one two three four", None), measure), 16)) == ["one two", "three four"]


def test_as_few_lines_as_possible() -> None:
    """What fits on one line stays on one line."""
    assert plain(wrap(Measured(words_of("one two", None), measure), 7)) == ["one two"]


def test_a_word_wider_than_the_line_cannot_be_wrapped() -> None:
    """Wrapping refuses rather than overflow."""
    assert wrap(Measured(words_of("incomprehensible", None), measure), 5) is None


def test_an_article_does_not_end_a_line() -> None:
    """Of two equally even settings the one without a hanging short word is taken."""
    assert plain(wrap(Measured(words_of("aaaa a aaaa", None), measure), 7)) == ["aaaa", "a aaaa"]


def test_the_highlight_stays_on_one_line() -> None:
    """The highlighted phrase is not broken while it fits."""
    lines = plain(fit("make all of your reports now", "your reports", measure, limits(width=150)).lines)
    assert any("your reports" in line for line in lines)


def test_punctuation_stays_with_the_highlight() -> None:
    """A comma after the highlighted phrase belongs to its unbreakable word but is not highlighted."""
    assert words_of("automate reports, now", "automate reports")[0] == (
        Span("automate reports", marked=True),
        Span(","),
    )


def test_a_highlight_too_long_for_a_line_is_broken() -> None:
    """Rather than become tiny, a long phrase is set on several lines, all of them highlighted."""
    fitted = fit("one two three four five six", "one two three four five six", measure, limits(width=100))
    assert len(fitted.lines) > 1
    assert all(span.marked for line in fitted.lines for span in line)


def test_a_very_long_word_is_hyphenated() -> None:
    """A word that would be unreadably small on one line is cut with hyphens that vanish inside a line."""
    word = "Donaudampfschifffahrtsgesellschaftskapitän"
    lines = plain(fit(word, None, measure, limits(width=100)).lines)
    assert len(lines) > 1
    assert all(line.endswith("-") for line in lines[:-1])
    assert "".join(line.removesuffix("-") for line in lines) == word


def test_an_address_is_never_hyphenated() -> None:
    """A hyphen would send people to another address."""
    address = "reports.example.com/start-here-and-now"
    assert plain(fit(address, None, measure, limits(width=100)).lines) == [address]


def test_no_break_space_holds_words_together() -> None:
    """A number and its unit stay on one line."""
    assert len(words_of(f"R${NO_BREAK_SPACE}1.500", None)) == 1


def test_a_neighbours_size_is_an_upper_bound() -> None:
    """Text that starts at a smaller size never grows beyond it."""
    assert fit("short", None, measure, Limits(1000, 1000, 10, 1, 1.0, start=6)).size == 6


@given(
    st.lists(st.text(alphabet="abcdefghij", min_size=1, max_size=60), min_size=1, max_size=25),
    st.floats(min_value=60, max_value=900),
)
def test_whatever_the_text_it_fits(words: list[str], width: float) -> None:
    """No text is wider or higher than its limits, and no letter is lost."""
    text = " ".join(words)
    fitted = fit(text, words[0], measure, limits(width=width, height=200))
    lines = plain(fitted.lines)
    assert all(measure(line) * fitted.size <= width + 1e-6 for line in fitted.lines)
    assert len(lines) * fitted.size <= 200 + 1e-6
    assert "".join(lines).replace(" ", "").replace("-", "") == text.replace(" ", "")

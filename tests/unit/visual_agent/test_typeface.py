import pytest

from visual_agent.typeface import Face, advance, cap_height, font_bytes, outline

JAKARTA = Face("plus-jakarta-sans", 700)


def test_size_scales_everything() -> None:
    """Twice the size is twice the width and twice the ink."""
    small, large = outline("Ação", JAKARTA, 50), outline("Ação", JAKARTA, 100)
    assert large.advance == pytest.approx(2 * small.advance)
    assert large.ink.height == pytest.approx(2 * small.ink.height)


def test_accents_rise_over_capitals() -> None:
    """Accented capitals are drawn with their accents."""
    assert outline("Á", JAKARTA, 100).ink.y < outline("A", JAKARTA, 100).ink.y


def test_heavier_is_wider() -> None:
    """The weight axis of a variable font is really set."""
    assert advance("moon", Face("plus-jakarta-sans", 800)) > advance("moon", Face("plus-jakarta-sans", 300))


def test_tracking_adds_to_every_letter() -> None:
    """Letter spacing is part of the measured width."""
    spaced = Face("plus-jakarta-sans", 700, tracking=0.1)
    assert advance("abcd", spaced) == pytest.approx(advance("abcd", JAKARTA) + 0.4)


def test_a_letter_the_font_lacks_comes_from_another() -> None:
    """Greek in a font without Greek is drawn, not shown as a box."""
    assert outline("Ω", Face("instrument-serif", italic=True), 100).ink.width > 0


def test_a_letter_no_font_has_is_left_out() -> None:
    """An emoji takes no room."""
    assert advance("a😀", JAKARTA) == advance("a", JAKARTA)


def test_figures_stand_as_high_as_capitals() -> None:
    """Old-style figures are not used in large numbers."""
    face = Face("playfair-display", 500)
    assert -outline("0", face, 1.0).ink.y == pytest.approx(cap_height(face), abs=0.05)


def test_white_space_has_no_ink() -> None:
    """A space is measured but not drawn."""
    drawn = outline(" ", JAKARTA, 100)
    assert drawn.advance > 0
    assert drawn.path == ""


def test_font_files_are_fonts() -> None:
    """The bytes handed to the captions are a TrueType file."""
    assert font_bytes(JAKARTA)[:4] == b"\x00\x01\x00\x00"

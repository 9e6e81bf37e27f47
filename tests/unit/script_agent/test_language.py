"""Which language a briefing is in."""

import pytest

from chassis.errors import PermanentError
from contracts import Briefing, Language
from script_agent.commission import Commission
from script_agent.language import language_of, may_be_in


@pytest.mark.parametrize(
    ("title", "description", "expected"),
    [
        ("Nimbus", "Nimbus Reports automates reports", Language.ENGLISH),
        ("Test Video", "Testing the API...", Language.ENGLISH),
        ("Olá mundo", "Um café quentinho", Language.PORTUGUESE),
        ("FinUp", "App financeiro MEI", Language.PORTUGUESE),
        ("AULA DE VIOLÃO", "APRENDA VIOLÃO DO ZERO!!!", Language.PORTUGUESE),
        ("Feira do Livro", "Livros, autores, oficinas, música", Language.PORTUGUESE),
    ],
)
def test_short_texts_are_recognised(title: str, description: str, expected: Language) -> None:
    """A few words are enough to tell our languages apart."""
    assert language_of(Commission.of(Briefing(title=title, description=description))) is expected


def test_the_asked_language_wins() -> None:
    """A user who names the language is believed."""
    briefing = Briefing(title="Nimbus", description="Testing the product", language=Language.PORTUGUESE)
    assert language_of(Commission.of(briefing)) is Language.PORTUGUESE


@pytest.mark.parametrize(
    ("description", "found"),
    [
        ("Una plataforma que ayuda a equipos pequeños a organizar su trabajo y ahorrar tiempo cada semana.", "Spanish"),
        ("Unsere Software hilft kleinen Teams, jede Woche Zeit zu sparen und Fehler zu vermeiden.", "German"),
        ("新しい製品の紹介ビデオです。とても便利です。", "Latin"),
        ("Новый продукт для команд, которые ценят своё время.", "Latin"),
    ],
)
def test_other_languages_are_refused(description: str, found: str) -> None:
    """A film in the wrong language is never made."""
    with pytest.raises(PermanentError, match=found):
        language_of(Commission.of(Briefing(title="Nimbus", description=description)))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Nimbus Reports automates reports", Language.ENGLISH, True),
        ("Nimbus Reports automates reports", Language.PORTUGUESE, False),
        ("Um café quentinho", Language.PORTUGUESE, True),
        ("Notre application aide les équipes à gagner du temps chaque semaine.", Language.ENGLISH, False),
    ],
)
def test_a_text_in_another_language_is_told_from_one_in_ours(text: str, language: Language, expected: bool) -> None:
    """Also a short one, and one in a language that films cannot be made in."""
    assert may_be_in(text, language) is expected

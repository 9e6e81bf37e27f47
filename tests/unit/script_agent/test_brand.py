"""The name a film goes by."""

import pytest

from script_agent.brand import brand_of
from script_agent.tongues.english import English
from script_agent.tongues.portuguese import Portuguese


@pytest.mark.parametrize(
    ("title", "description", "name", "tagline"),
    [
        ("CloudVault: backup for small firms", "Safe.", "CloudVault", "Backup for small firms"),
        ("Nimbus Reports launch video", "Nimbus Reports automates reports.", "Nimbus Reports", None),
        ("Introducing PixelPad Pro", "The PixelPad Pro is a tablet.", "PixelPad Pro", None),
        ("A new way to work", "Nimbus Reports automates reports.", "Nimbus Reports", None),
    ],
)
def test_names_are_found(english: English, title: str, description: str, name: str, tagline: str | None) -> None:
    """A name in the title, or else the subject of the description, is the brand."""
    found = brand_of(title, description, english)
    assert (found.name, found.is_name, found.tagline) == (name, True, tagline)


def test_a_title_without_a_name_is_the_brand_itself(english: English) -> None:
    """A topic is shortened, never taken for a name."""
    found = brand_of("How vaccines train the immune system of the body", "A vaccine shows a virus.", english)
    assert (found.name, found.is_name) == ("How vaccines train", False) or not found.is_name


def test_talk_about_videos_is_no_title(portuguese: Portuguese) -> None:
    """`Vídeo sobre X` is about X."""
    assert brand_of("Vídeo sobre reciclagem", "O papel vai na lixeira azul.", portuguese).title == "Reciclagem"


def test_the_article_of_a_name_is_learnt_from_the_text(portuguese: Portuguese) -> None:
    """Gender is taken from the briefing and never guessed."""
    found = brand_of("Relatório Pronto", "As vantagens do Relatório Pronto.", portuguese)
    assert portuguese.about(found.name, found.article)["to_brand"] == "ao Relatório Pronto"
    assert portuguese.about("Nubank", "")["of_brand"] == "de Nubank"

"""What a narrator says for what is written."""
# ruff: noqa: RUF001 - the signs people write are the subject

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from contracts import Language
from voice_agent.wording.phrases import Phrase, phrases_of

WRITTEN = 'R$ 2 milhões 40% US$ 300 - — … 24/7 3x 15h30 (about "Hi," v2.0 & 9:05 a.m. 1º 21st 😀 Dr. 10-20 #1 C++ end.'
ANYTHING = st.text(st.characters(exclude_categories=["Z", "C"]), min_size=1, max_size=6)
TOKENS = st.sampled_from(WRITTEN.split()) | ANYTHING


def _said(text: str, language: Language) -> str:
    return " ".join(word for phrase in phrases_of(text, language) for word in phrase.words)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("40%", "forty percent"),
        ("10 %", "ten percent"),
        ("0.5%", "zero point five percent"),
        ("$1", "one dollar"),
        ("$19.99", "nineteen dollars and ninety-nine cents"),
        ("$0.01", "one cent"),
        ("$0.99", "ninety-nine cents"),
        ("$1,234.56", "one thousand two hundred and thirty-four dollars and fifty-six cents"),
        ("£0.01", "one penny"),
        ("£1.50", "one pound and fifty pence"),
        ("€5", "five euros"),
        ("$5k", "five thousand dollars"),
        ("$2M", "two million dollars"),
        ("$1.5 million", "one point five million dollars"),
        ("US$ 300", "three hundred dollars"),
        ("-$5", "minus five dollars"),
        ("$10-$20", "ten to twenty dollars"),
        ("$1,000,000", "one million dollars"),
    ],
)
def test_english_percentages_and_money(written: str, said: str) -> None:
    """Amounts are said in full, with singular and plural right and the currency after the number."""
    assert _said(written, Language.ENGLISH) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("40%", "quarenta por cento"),
        ("100%", "cem por cento"),
        ("0,5%", "zero vírgula cinco por cento"),
        ("R$ 1", "um real"),
        ("R$1,00", "um real"),
        ("R$ 19,99", "dezenove reais e noventa e nove centavos"),
        ("R$ 2,01", "dois reais e um centavo"),
        ("R$ 0,50", "cinquenta centavos"),
        ("R$ 1.500,00", "mil e quinhentos reais"),
        ("R$ 10 mil", "dez mil reais"),
        ("R$ 1 mil", "mil reais"),
        ("R$ 1 milhão", "um milhão de reais"),
        ("R$ 1.000.000", "um milhão de reais"),
        ("R$ 2.000.000,00", "dois milhões de reais"),
        ("R$ 10-20", "dez a vinte reais"),
        ("2 mil pessoas", "duas mil pessoas"),
        ("2.200 pessoas", "duas mil e duzentas pessoas"),
        ("2.000 carros", "dois mil carros"),
        ("R$ 2 milhões", "dois milhões de reais"),
        ("R$ 5 bi", "cinco bilhões de reais"),
        ("US$ 300", "trezentos dólares"),
        ("€5,50", "cinco euros e cinquenta centavos"),
    ],
)
def test_portuguese_percentages_and_money(written: str, said: str) -> None:
    """Amounts are said in full: `de` after millions, not after thousands; a comma is the decimal mark."""
    assert _said(written, Language.PORTUGUESE) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("9am", "nine A M"),
        ("3:30 pm.", "three thirty P M"),
        ("6 p.m.", "six P M"),
        ("9:05", "nine oh five"),
        ("12:00", "twelve o'clock"),
        ("17:00", "seventeen hundred"),
        ("1st", "first"),
        ("22nd", "twenty-second"),
        ("12th", "twelfth"),
        ("111th", "one hundred and eleventh"),
        ("1995", "nineteen ninety-five"),
        ("1900", "nineteen hundred"),
        ("2007", "two thousand and seven"),
        ("2024", "twenty twenty-four"),
        ("1990s", "nineteen nineties"),
    ],
)
def test_english_times_ordinals_and_years(written: str, said: str) -> None:
    """Clock times, ranks and years are not read as plain numbers."""
    assert _said(written, Language.ENGLISH) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("9h", "nove horas"),
        ("1h", "uma hora"),
        ("21h", "vinte e uma horas"),
        ("15h30", "quinze e trinta"),
        ("15:30", "quinze e trinta"),
        ("2h15", "duas e quinze"),
        ("1º", "primeiro"),
        ("2ª", "segunda"),
        ("21ª", "vigésima primeira"),
        ("1900", "mil e novecentos"),
        ("1995", "mil novecentos e noventa e cinco"),
        ("2024", "dois mil e vinte e quatro"),
    ],
)
def test_portuguese_times_ordinals_and_years(written: str, said: str) -> None:
    """Hours are feminine, ranks have the gender of their sign, years are whole numbers."""
    assert _said(written, Language.PORTUGUESE) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1,000", "one thousand"),
        ("12,345.67", "twelve thousand three hundred and forty-five point six seven"),
        ("10k", "ten thousand"),
        ("1M+", "one million plus"),
        ("50+", "fifty plus"),
        ("007", "zero zero seven"),
        ("+5%", "plus five percent"),
        ("−3", "minus three"),
        ("5-10", "five to ten"),
        ("5–10%", "five to ten percent"),
        ("24/7", "twenty-four seven"),
        ("9/10", "nine out of ten"),
        ("3/4", "three quarters"),
        ("3x", "three times"),
        ("2.5x", "two point five times"),
        ("#1", "number one"),
        ("1 km", "one kilometer"),
        ("5 GB", "five gigabytes"),
        ("30s", "thirty seconds"),
        ("20 °C", "twenty degrees Celsius"),
    ],
)
def test_english_numbers(written: str, said: str) -> None:
    """Thousands, decimals, signs, ranges, fractions, factors and measures are said in words."""
    assert _said(written, Language.ENGLISH) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1.000", "mil"),
        ("12.345,67", "doze mil trezentos e quarenta e cinco vírgula seis sete"),
        ("2.000.000", "dois milhões"),
        ("10k", "dez mil"),
        ("50+", "cinquenta mais"),
        ("+5%", "mais cinco por cento"),
        ("−3", "menos três"),
        ("5-10", "cinco a dez"),
        ("5–10%", "cinco a dez por cento"),
        ("24/7", "vinte e quatro por sete"),
        ("9/10", "nove de dez"),
        ("3/4", "três quartos"),
        ("1x", "uma vez"),
        ("2x", "duas vezes"),
        ("3x", "três vezes"),
        ("nº 5", "número cinco"),
        ("1 km", "um quilômetro"),
        ("2 min", "dois minutos"),
        ("20 °C", "vinte graus Celsius"),
    ],
)
def test_portuguese_numbers(written: str, said: str) -> None:
    """Points group thousands, and a factor is feminine, as `vez` is."""
    assert _said(written, Language.PORTUGUESE) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1 pessoa", "uma pessoa"),
        ("2 pessoas", "duas pessoas"),
        ("22 casas", "vinte e duas casas"),
        ("200 horas", "duzentas horas"),
        ("1.001 pessoas", "mil e uma pessoas"),
        ("2 carros", "dois carros"),
        ("2 dias", "dois dias"),
        ("2 programas", "dois programas"),
        ("500 clientes", "quinhentos clientes"),
    ],
)
def test_portuguese_numbers_agree_with_what_they_count(written: str, said: str) -> None:
    """Before a feminine noun a number is feminine; masculine nouns in -a are not taken for feminine."""
    assert _said(written, Language.PORTUGUESE) == said


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        (Language.ENGLISH, "https://www.example.com/docs", "example dot com slash docs"),
        (Language.ENGLISH, "hi@acme.io", "hi at acme dot io"),
        (Language.ENGLISH, "user@mail.co.uk", "user at mail dot co dot uk"),
        (Language.PORTUGUESE, "https://exemplo.com.br/docs", "exemplo ponto com ponto br barra docs"),
        (Language.PORTUGUESE, "oi@acme.com.br", "oi arroba acme ponto com ponto br"),
        (Language.ENGLISH, "1.2.3", "one dot two dot three"),
        (Language.ENGLISH, "v2.0", "version two point zero"),
        (Language.ENGLISH, "v1.10.3", "version one point ten point three"),
        (Language.PORTUGUESE, "v1.10.3", "versão um ponto dez ponto três"),
        (Language.ENGLISH, "C++.", "C plus plus"),
        (Language.PORTUGUESE, "C++", "cê mais mais"),
        (Language.ENGLISH, "16:9", "sixteen by nine"),
        (Language.ENGLISH, "2:1", "two to one"),
        (Language.PORTUGUESE, "16:9", "dezesseis por nove"),
        (Language.PORTUGUESE, "9:16", "nove por dezesseis"),
        (Language.ENGLISH, "16:09", "sixteen oh nine"),
        (Language.ENGLISH, "9am-5pm", "nine A M to five P M"),
        (Language.ENGLISH, "9:30am–5pm", "nine thirty A M to five P M"),
        (Language.PORTUGUESE, "9h-17h30", "nove horas às dezessete e trinta"),
        (Language.ENGLISH, "the 90s", "the nineties"),
        (Language.ENGLISH, "the '80s!", "the eighties"),
        (Language.ENGLISH, "takes 90s", "takes ninety seconds"),
        (Language.PORTUGUESE, "½ hora", "meia hora"),
        (Language.PORTUGUESE, "1/2 litro", "meio litro"),
        (Language.PORTUGUESE, "1.2.3", "um ponto dois ponto três"),
        (Language.ENGLISH, "B2B", "B two B"),
        (Language.ENGLISH, "MP3", "MP three"),
        (Language.PORTUGUESE, "MP3", "eme pê três"),
        (Language.ENGLISH, "and/or", "and or"),
        (Language.ENGLISH, "#launch", "hashtag launch"),
        (Language.ENGLISH, "A & B", "A and B"),
        (Language.PORTUGUESE, "A & B", "A e B"),
    ],
)
def test_addresses_versions_and_mixtures(language: Language, written: str, said: str) -> None:
    """The marks inside addresses, versions and mixed tokens are said as the language names them."""
    assert _said(written, language) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("API", "á pê i"),
        ("IBM", "i bê eme"),
        ("HTML", "agá tê eme ele"),
        ("CNPJ", "cê ene pê jota"),
        ("ONU", "onu"),
        ("SUS", "sus"),
        ("NASA", "nasa"),
        ("Brasil", "Brasil"),
    ],
)
def test_portuguese_acronyms(written: str, said: str) -> None:
    """Acronyms that are no words are spelled; those people say as words are not."""
    assert _said(written, Language.PORTUGUESE) == said


def test_english_acronyms_are_left_to_the_dictionary() -> None:
    """An English acronym reaches the pronunciation as it is written."""
    assert _said("NASA uses HTML.", Language.ENGLISH) == "NASA uses HTML"


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        (Language.ENGLISH, "Dr. Smith", [Phrase(("Dr.",), ("doctor",)), Phrase(("Smith",), ("Smith",))]),
        (Language.PORTUGUESE, "Sra. Souza", [Phrase(("Sra.",), ("senhora",)), Phrase(("Souza",), ("Souza",))]),
    ],
)
def test_the_full_stop_of_an_abbreviation_is_no_pause(language: Language, written: str, said: list[Phrase]) -> None:
    """A title is said in full and runs on into the name."""
    assert list(phrases_of(written, language)) == said


def test_punctuation_becomes_a_pause_and_is_not_said() -> None:
    """Quotes and brackets are silent; the mark a speaker pauses at is kept beside its phrase."""
    phrases = phrases_of('"Hello," she (really) said!', Language.ENGLISH)

    assert [(phrase.words, phrase.pause) for phrase in phrases] == [
        (("Hello",), ","),
        (("she",), ""),
        (("really",), ""),
        (("said",), "!"),
    ]


def test_an_amount_ends_where_the_sentence_pauses() -> None:
    """Tokens with a comma between them are two amounts, not one."""
    phrases = phrases_of("R$ 2, milhões", Language.PORTUGUESE)

    assert [phrase.tokens for phrase in phrases] == [("R$", "2,"), ("milhões",)]


@pytest.mark.parametrize(
    ("written", "tokens"),
    [
        ("Wait - what?", [("Wait", "-"), ("what?",)]),
        ("— well", [("—", "well")]),
        ("one — — two", [("one", "—", "—"), ("two",)]),
    ],
)
def test_unsaid_tokens_share_a_neighbours_phrase(written: str, tokens: list[tuple[str, ...]]) -> None:
    """A lone dash is displayed with the word beside it, as it has no sound of its own."""
    assert [phrase.tokens for phrase in phrases_of(written, Language.ENGLISH)] == tokens


def test_a_sentence_without_words_is_one_silent_phrase() -> None:
    """Nothing to say is no error."""
    assert [(phrase.tokens, phrase.words) for phrase in phrases_of("— …", Language.ENGLISH)] == [(("—", "…"), ())]


@pytest.mark.parametrize("language", list(Language))
@settings(deadline=None)  # a busy machine is no failure
@example(tokens=["10²", "5③"])
@given(tokens=st.lists(TOKENS, min_size=1, max_size=8))
def test_every_displayed_token_keeps_its_place(language: Language, tokens: list[str]) -> None:
    """Whatever is written, the phrases' tokens in order are the sentence, and only a wholly silent one has no words."""
    sentence = " ".join(tokens)

    phrases = phrases_of(sentence, language)

    assert [token for phrase in phrases for token in phrase.tokens] == sentence.split()
    assert len(phrases) == 1 or all(phrase.words for phrase in phrases)

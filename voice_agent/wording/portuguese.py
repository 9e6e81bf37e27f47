"""Brazilian Portuguese words for what the wording rules say."""
# ruff: noqa: RUF001 - the signs people write are the subject

import re
from typing import Final

from voice_agent.wording import numbers
from voice_agent.wording.tongue import Currency, Noun, Tongue

_CODE: Final = "pt_BR"
_CENT: Final = Noun("centavo", "centavos")
_DOLLAR: Final = Currency(Noun("dólar", "dólares"), _CENT)

_ALPHABET: Final = "á bê cê dê é efe gê agá i jota cá ele eme ene ó pê quê erre esse tê u vê dáblio xis ípsilon zê"
_LETTERS: Final = dict(zip("abcdefghijklmnopqrstuvwxyz", _ALPHABET.split(), strict=True))
_SAID_AS_WORDS: Final = frozenset({"ONU", "CEP", "IDE", "RAM", "SUS", "PIX", "LED", "GIF", "USP"})
_LONGEST_SPELLED: Final = 3
_NO_WORD: Final = re.compile(r"[BCDFGHJKLMNPQRSTVWXZ]{3}|^[^AEIOUÁÉÍÓÚÂÊÔÃÕ]+$")

# Endings that are nearly always feminine, and the masculine words in common use that end like them.
_FEMININE: Final = re.compile(r"(?:a|as|ções|ção|sões|são|dade|dades|gem|gens|vez|vezes)$", re.IGNORECASE)
_MASCULINE: Final = re.compile(
    r"^(?:dias?|mapas?|planetas?|cinemas?|clima|idiomas?|\w*(?:grama|tema|lema|ema|oma)s?)$", re.IGNORECASE
)
_MAKE_FEMININE: Final = (
    (r"\bum(?= mil\b|$)", "uma"),
    (r"\bdois(?= mil\b|$)", "duas"),
    (r"entos\b", "entas"),
    (r"\bmeio$", "meia"),
)


def _agree(said: str, following: str) -> str:
    """Turn number words feminine before a word that looks so: duas pessoas, vinte e uma horas."""
    if not _FEMININE.search(following) or _MASCULINE.match(following):
        return said
    for masculine, feminine in _MAKE_FEMININE:
        said = re.sub(masculine, feminine, said)
    return said


def _ordinal(rank: int, suffix: str) -> str:
    said = numbers.ordinal(rank, _CODE)
    return re.sub(r"o\b", "a", said) if suffix in ("ª", "a") else said


def _clock(hour: int, minute: int, suffix: str) -> str:
    hours = _agree(numbers.cardinal(hour, _CODE), "horas")
    part_of_day = {"a": " da manhã", "p": " da tarde"}.get(suffix[:1], "")
    if not minute:
        return f"{hours} {'hora' if hour == 1 else 'horas'}{part_of_day}"
    return f"{hours} e {numbers.cardinal(minute, _CODE)}{part_of_day}"


def _word(word: str) -> str:
    """Spell an acronym that cannot be, or is not, read as a word."""
    if not word.isupper() or len(word) == 1:
        return word
    spelled = len(word) <= _LONGEST_SPELLED or _NO_WORD.search(word)
    if word in _SAID_AS_WORDS or not spelled:
        return word.lower()
    return " ".join(_LETTERS.get(letter, letter) for letter in word.lower())


PORTUGUESE: Final = Tongue(
    num2words_code=_CODE,
    thousands_mark=".",
    decimal_mark=",",
    decimal_word="vírgula",
    percent="por cento",
    plus="mais",
    minus="menos",
    times=Noun("vez", "vezes"),
    joint="e",
    up_to="a",
    until="às",
    ratio="por",
    version="versão",
    version_point="ponto",
    out_of="de",
    of_currency="de",
    address={".": "ponto", "/": "barra", "@": "arroba", "-": "hífen", "_": "sublinhado", "+": "mais", "www": "dáblio"},
    currencies={
        "R$": Currency(Noun("real", "reais"), _CENT),
        "$": _DOLLAR,
        "US$": _DOLLAR,
        "€": Currency(Noun("euro", "euros"), _CENT),
    },
    scales={
        "k": Noun("mil", "mil"),
        "K": Noun("mil", "mil"),
        "mil": Noun("mil", "mil"),
        "M": Noun("milhão", "milhões"),
        "mi": Noun("milhão", "milhões"),
        "milhão": Noun("milhão", "milhões"),
        "milhões": Noun("milhão", "milhões"),
        "B": Noun("bilhão", "bilhões"),
        "bi": Noun("bilhão", "bilhões"),
        "bilhão": Noun("bilhão", "bilhões"),
        "bilhões": Noun("bilhão", "bilhões"),
    },
    units={
        "KB": Noun("quilobáite", "quilobáites"),
        "MB": Noun("megabáite", "megabáites"),
        "GB": Noun("gigabáite", "gigabáites"),
        "TB": Noun("terabáite", "terabáites"),
        "ms": Noun("milissegundo", "milissegundos"),
        "s": Noun("segundo", "segundos"),
        "min": Noun("minuto", "minutos"),
        "h": Noun("hora", "horas"),
        "hs": Noun("hora", "horas"),
        "mm": Noun("milímetro", "milímetros"),
        "cm": Noun("centímetro", "centímetros"),
        "m": Noun("metro", "metros"),
        "km": Noun("quilômetro", "quilômetros"),
        "kg": Noun("quilo", "quilos"),
        "°C": Noun("grau Celsius", "graus Celsius"),
    },
    fixed={
        "24/7": "vinte e quatro por sete",
        "9:16": "nove por dezesseis",
        "c++": "cê mais mais",
        "c#": "cê sharp",
        "&": "e",
        "+": "mais",
        "=": "igual a",
        "%": "por cento",
        "×": "vezes",
        "nº": "número",
        "n°": "número",
        "1/2": "meio",
        "½": "meio",
        "1/3": "um terço",
        "2/3": "dois terços",
        "1/4": "um quarto",
        "¼": "um quarto",
        "3/4": "três quartos",
        "¾": "três quartos",
    },
    abbreviations={
        "sr.": "senhor",
        "sra.": "senhora",
        "dr.": "doutor",
        "dra.": "doutora",
        "vs.": "versus",
        "etc.": "etcétera",
        "p.ex.": "por exemplo",
    },
    ordinal_suffix="º|ª|°|o|a",
    ordinal=_ordinal,
    clock=_clock,
    year=lambda value: numbers.cardinal(value, _CODE),
    agree=_agree,
    word=_word,
)
"""Brazilian Portuguese."""

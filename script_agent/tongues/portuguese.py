"""Portuguese grammar, as far as the writer needs it."""

import itertools
import re
from collections.abc import Mapping
from typing import Final

import simplemma
from num2words import num2words

from contracts import Language, Tone
from script_agent.casing import lowered
from script_agent.tongues.base import (
    TELLING_WORDS,
    Doer,
    Frame,
    Lexicon,
    Pace,
    ToneVoice,
    VerbForm,
    number_in,
    vocabulary,
)
from script_agent.tongues.portuguese_lexicon import LEXICON
from script_agent.tongues.portuguese_verbs import form_of, infinitive_of, is_plural_verb, is_wanted, viewer_can
from script_agent.tongues.portuguese_voices import VOICES

_ADVERBS: Final = vocabulary("também ainda já sempre agora depois então")
_DETERMINERS: Final = vocabulary("o a nosso nossa este esta esse essa seu sua cada")
_PRONOUNS: Final = vocabulary("ele ela você")
_NOT_THE_VIEWERS: Final = re.compile(
    r"\b(?:nós|nosso|nossa|nossos|nossas|nos|me|meu|minha|lhe|ele|ela|eles|elas|nunca)\b", re.IGNORECASE
)
_TELLING: Final = vocabulary("o os um uma seu sua seus suas cada todo toda")
_SMALL_ONES: Final = vocabulary("crianças bebês filhos pets cães gatos plantas alunos pacientes")
_RELATIVE: Final = re.compile(r"^(?P<head>[^,]+?),?\s+que\s+(?P<rest>.+)$", re.IGNORECASE)
_IS: Final = re.compile(r"^(?P<subject>.*?)\s*\bé\s+(?P<thing>(?:um|uma|o|a)\s.+)$", re.IGNORECASE)
_HELPS: Final = re.compile(r"^(?P<said>(?:ajuda|auxilia|ensina)(?:\s+(?P<whom>[^,]+?))?\s+a)\s+(?P<rest>\w+[rR]\b.*)$")
_ALLOWS: Final = re.compile(r"^(?P<said>permite(?:\s+(?P<whom>a[os]?\s[^,]+?))?)\s+(?P<rest>\w+[rR]\b.*)$")
_THING_ARTICLE: Final = re.compile(r"^(?:um|uma|uns|umas|o|a|os|as|nosso|nossa)\s", re.IGNORECASE)
_MASCULINE: Final = vocabulary("""
    aplicativo app sistema software curso livro produto programa serviço site portal evento festival
    workshop podcast jogo dispositivo assistente guia aparelho relógio carro hotel restaurante café projeto
    método plano robô clube estúdio museu
    """)
_FEMININE: Final = vocabulary("""
    plataforma ferramenta solução empresa loja agência clínica escola startup rede feira conferência oficina
    padaria cafeteria câmera bicicleta bolsa linha coleção marca campanha casa fintech assinatura
    consultoria
    """)
_MOST_SUBJECT_WORDS: Final = 5
_MOST_THING_WORDS: Final = 12
_CONTRACTIONS: Final = {
    ("a", "o"): "ao",
    ("a", "a"): "à",
    ("a", "os"): "aos",
    ("a", "as"): "às",
    ("de", "o"): "do",
    ("de", "a"): "da",
    ("de", "os"): "dos",
    ("de", "as"): "das",
}


class Portuguese:
    """Reads and writes Portuguese as it is spoken in Brazil."""

    language = Language.PORTUGUESE
    pace = Pace(per_letter=0.0636, per_sentence=0.36)
    lexicon: Lexicon = LEXICON
    voices: Mapping[Tone, ToneVoice] = VOICES

    def form(self, phrase: str, *, certain: bool = False) -> VerbForm | None:
        """Return the form of the verb a phrase begins with, leading adverbs aside."""
        tokens = _without_adverbs(phrase.lower().split())
        return form_of(tokens[0].strip(",."), certain=certain) if len(tokens) > 1 else None

    def action(self, phrase: str, doer: Doer) -> str | None:
        """Return the phrase in the infinitive where the viewer may be its subject."""
        form = self.form(phrase, certain=True)
        if doer is Doer.SPEAKER or form is None or _NOT_THE_VIEWERS.search(phrase):
            return None
        parts = re.split(f"({LEXICON.conjuncts.pattern})", phrase)
        parts[::2] = [self._infinitive_phrase(part, form) for part in parts[::2]]
        verb = _without_adverbs(parts[0].lower().split())[0]
        return "".join(parts) if is_wanted(verb) and (doer is Doer.VIEWER or viewer_can(verb)) else None

    def frame(self, sentence: str, brand: str) -> Frame | None:
        """Return the sentence as subject and verb phrases, looking into `THING que VERBS` first."""
        text = sentence.rstrip(".!")
        relative = _RELATIVE.match(text)
        if relative and (found := self._relative_frame(relative["head"], relative["rest"])):
            return _governed(found)
        found = self._subject_frame(text, brand)
        return _governed(found) if found else None

    def definition(self, sentence: str, brand: str) -> str | None:
        """Return the noun phrase after `BRAND é`, or after a bare `É`."""
        match = _IS.match(sentence.rstrip(".!"))
        subjects = {brand.lower(), f"o {brand}".lower(), f"a {brand}".lower(), "", "ele", "ela", "este", "esta"}
        return self.thing(match["thing"]) if match and match["subject"].lower() in subjects else None

    def thing(self, phrase: str) -> str | None:
        """Return a noun phrase with the article it needs; None where its gender cannot be told."""
        text = phrase.strip().rstrip(".!")
        tokens = text.split()
        if not 1 < len(tokens) <= _MOST_THING_WORDS or LEXICON.finite.search(text) or _NOT_THE_VIEWERS.search(text):
            return None
        head = tokens[0].lower()
        text = lowered(text, self)
        if _THING_ARTICLE.match(text):
            return text
        if head in _MASCULINE:
            return f"um {text}"
        if head in _FEMININE:
            return f"uma {text}"
        return (
            text
            if head.endswith("s")
            and not head.endswith("mos")
            and self.is_known(head)
            and form_of(head, certain=False) is None
            else None
        )

    def tells(self, phrase: str) -> bool:
        """Return whether a verb with its object stands in the phrase: `oficinas abertas ocupam as tardes`."""
        tokens = phrase.lower().split()
        if any(form_of(word, certain=False) is VerbForm.THIRD for word in tokens[1:]):
            return True
        return any(
            after in _TELLING and (is_plural_verb(word) or form_of(word, certain=True) is VerbForm.THIRD)
            for word, after in itertools.pairwise(tokens[1:])
        )

    def about(self, name: str, article: str) -> Mapping[str, str]:
        """Return the name with its article, and contracted with `a` and `de`."""
        full = f"{article} {name}".strip()
        forms = {before: _CONTRACTIONS.get((before, article), before) for before in ("a", "de")}
        return {"brand": full, "to_brand": f"{forms['a']} {name}", "of_brand": f"{forms['de']} {name}"}

    def article(self, name: str, text: str) -> str:
        """Return the article the text puts before the name, contracted ones included."""
        match = re.search(rf"\b(?:d|n|a|pel)?([oa])s? {re.escape(name)}\b", text, re.IGNORECASE)
        return match[1].lower() if match else ""

    def lowers(self, word: str) -> bool:
        """Return True: Portuguese writes even peoples and creeds small."""
        return bool(word)

    def is_known(self, word: str) -> bool:
        """Return whether the dictionary has the word."""
        return bool(simplemma.is_known(word, lang="pt"))

    def number_words(self, digits: str) -> str:
        """Return `1.500,50` and its like in words."""
        number = number_in(digits.replace(".", "").replace(",", "."))
        return digits if number is None else str(num2words(number, lang="pt_BR"))

    def _relative_frame(self, head: str, rest: str) -> Frame | None:
        if self.form(rest, certain=True) is not VerbForm.THIRD:
            return None
        named = _IS.match(head)
        thing = self.thing(named["thing"] if named else head)
        if thing is None:
            return None
        subject = named["subject"] if named else ""
        says_much = len(thing.split()) >= TELLING_WORDS
        lead = subject if says_much else f"{subject} é {thing} que".strip()
        return Frame(lead, "", rest, VerbForm.THIRD, Doer.PRODUCT, thing)

    def _subject_frame(self, text: str, brand: str) -> Frame | None:
        form = self.form(text)
        if form in {VerbForm.THIRD, VerbForm.BASE}:
            return Frame("", "", text, form, Doer.VIEWER if form is VerbForm.BASE else Doer.PRODUCT)
        tokens = text.split()
        for size in range(1, min(len(tokens) - 1, _MOST_SUBJECT_WORDS + 1)):
            lead, rest = " ".join(tokens[:size]), " ".join(tokens[size:])
            if _is_subject(lead, brand) and self.form(rest, certain=True) is VerbForm.THIRD:
                return Frame(lead, "", rest, VerbForm.THIRD, Doer.VIEWER if lead.lower() == "você" else Doer.PRODUCT)
        return None

    def _infinitive_phrase(self, phrase: str, form: VerbForm) -> str:
        tokens = phrase.split()
        start = len(tokens) - len(_without_adverbs(tokens))
        if start < len(tokens) and form_of(tokens[start].lower(), certain=True) is form:
            tokens[start] = infinitive_of(tokens[start].lower(), form) or tokens[start]
        return " ".join(tokens)


def _without_adverbs(tokens: list[str]) -> list[str]:
    index = 0
    while index < len(tokens) - 1 and (tokens[index] in _ADVERBS or tokens[index].endswith("mente")):
        index += 1
    return tokens[index:]


def _is_subject(lead: str, brand: str) -> bool:
    words = lead.lower().split()
    named = brand and lead.lower() in {brand.lower(), f"o {brand}".lower(), f"a {brand}".lower()}
    is_noun_phrase = len(words) in {2, 3} and words[0] in _DETERMINERS and words[1] in _MASCULINE | _FEMININE
    return bool(named) or (words[0] in _PRONOUNS and len(words) == 1) or is_noun_phrase


def _governed(frame: Frame) -> Frame:
    """Return the frame with `ajuda alguém a` and its like moved into the lead."""
    for pattern, again in ((_HELPS, "{verb} a"), (_ALLOWS, "{verb}")):
        match = pattern.match(frame.rest[:1].lower() + frame.rest[1:])
        if match:
            follow = again.format(verb=match["said"].split()[0])
            lead = f"{frame.lead} {match['said']}".strip()
            whom = set((match["whom"] or "").lower().split())
            doer = Doer.SPEAKER if whom & _SMALL_ONES else Doer.VIEWER
            return Frame(lead, follow, match["rest"], VerbForm.INFINITIVE, doer, frame.thing)
    return frame

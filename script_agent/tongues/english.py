"""English grammar, as far as the writer needs it."""

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
from script_agent.tongues.english_lexicon import LEXICON
from script_agent.tongues.english_verbs import (
    base_of,
    form_of,
    is_order,
    is_surely_third,
    is_wanted,
    may_be_verb,
    viewer_can,
)
from script_agent.tongues.english_voices import VOICES

_ADVERBS: Final = vocabulary("also even then always now just simply")
_PRONOUNS: Final = {"it": "It", "we": "We", "you": "You", "they": "They"}
_DETERMINERS: Final = vocabulary("the our this your my")
_PLURAL_DETERMINERS: Final = vocabulary("these those all")
_GOVERNING: Final = vocabulary("help helps let lets allow allows enable enables")
# An object that an earlier sentence named: the phrase cannot stand alone.
_BACK_AT_ONCE: Final = re.compile(r"(?<=\w )(?:it|them)\b(?! (?:easy|easier|simple|simpler|possible)\b)", re.IGNORECASE)
_TELLING: Final = vocabulary("the a an your our their its his her every each all")
_SMALL_ONES: Final = vocabulary("kids children babies toddlers pets dogs cats plants students patients")
_NOT_THE_VIEWERS: Final = re.compile(r"\b(?:we|our|ours|us|my|me|its|it|his|her|he|she|they|never)\b", re.IGNORECASE)
_ARTICLE: Final = re.compile(r"^(?:an?|the|our|your)\s", re.IGNORECASE)
_COUNTABLE: Final = vocabulary("""
    app application assistant bakery bike book bot box brand café cafe calendar camera campaign car clinic
    club coach company conference course dashboard device drink event extension festival game guide gym
    headset hotel house journal kit lamp laptop library line magazine marketplace menu method museum network
    newsletter notebook operator organisation organization phone planner plan platform plugin podcast
    product program programme project restaurant robot school series service shop site sneaker solution
    startup store studio system tool toolkit tour watch website workshop
    """)
_RELATIVE: Final = re.compile(r"^(?P<head>[^,]+?),?\s+(?:that|which)\s+(?P<rest>.+)$", re.IGNORECASE)
_IS: Final = re.compile(r"^(?P<subject>.+?)\s+is\s+(?P<thing>(?:an?|the|our|your)\s.+)$")
_EASY: Final = re.compile(
    r"^makes? it (?:easy|easier|simple|simpler|possible) (?:for \w+(?: \w+)? )?to ", re.IGNORECASE
)
_MOST_SUBJECT_WORDS: Final = 5
_MOST_THING_WORDS: Final = 12


class English:
    """Reads and writes English."""

    language = Language.ENGLISH
    pace = Pace(per_letter=0.067, per_sentence=0.0)
    lexicon: Lexicon = LEXICON
    voices: Mapping[Tone, ToneVoice] = VOICES

    def form(self, phrase: str, *, certain: bool = False) -> VerbForm | None:
        """Return the form of the verb a phrase begins with, leading adverbs aside."""
        tokens = _without_adverbs(phrase.lower().split())
        has_object = len(tokens) > 1 and tokens[1] in _TELLING | _DETERMINERS
        return form_of(tokens[0].strip(",."), certain=certain and has_object) if len(tokens) > 1 else None

    def action(self, phrase: str, doer: Doer) -> str | None:
        """Return the phrase as what the viewer may do: base form, `your` for `their`."""
        if doer is Doer.SPEAKER or _NOT_THE_VIEWERS.search(phrase) or self._says_of_others(phrase):
            return None
        parts = re.split(f"({LEXICON.conjuncts.pattern})", phrase)
        verbs = [base_of(token[0]) for part in parts[::2] if (token := _without_adverbs(part.lower().split()))]
        if not is_wanted(verbs[0]) or (doer is Doer.PRODUCT and not viewer_can(verbs[0])):
            return None
        parts[::2] = [self._base_phrase(part) for part in parts[::2]]
        return re.sub(r"\btheir\b", "your", "".join(parts))

    def frame(self, sentence: str, brand: str) -> Frame | None:
        """Return the sentence as subject and verb phrases, looking into `THING that VERBS` first."""
        text = sentence.rstrip(".!")
        if _BACK_AT_ONCE.search(LEXICON.conjuncts.split(text)[0]):
            return None
        relative = _RELATIVE.match(text)
        if relative and (found := self._relative_frame(relative["head"], relative["rest"])):
            return _governed(found)
        found = self._subject_frame(text, brand)
        return _governed(found) if found else None

    def definition(self, sentence: str, brand: str) -> str | None:
        """Return the noun phrase after `BRAND is`, `It is` or `This is`."""
        match = _IS.match(sentence.rstrip(".!"))
        if match is None or match["subject"].lower() not in {brand.lower(), "it", "this", f"the {brand}".lower()}:
            return None
        return self.thing(match["thing"])

    def thing(self, phrase: str) -> str | None:
        """Return a noun phrase with the article it needs; None where the article cannot be told."""
        text = phrase.strip().rstrip(".!")
        tokens = text.split()
        if not 1 < len(tokens) <= _MOST_THING_WORDS or LEXICON.finite.search(text) or _NOT_THE_VIEWERS.search(text):
            return None
        text = lowered(text, self)
        if _ARTICLE.match(text):
            return text
        if self.tells(text):
            return None
        head = re.split(r"\s(?:for|from|with|of|in|on|at|to|by|that|made|and|designed|built)\b|,", text)[0].split()[-1]
        if head.lower() in _COUNTABLE:
            return f"{'an' if text[0].lower() in 'aeio' else 'a'} {text}"
        is_plural = head.endswith("s") and not head.endswith("ss") and self.is_known(head.lower())
        return text if is_plural and not may_be_verb(tokens[0].lower()) else None

    def tells(self, phrase: str) -> bool:
        """Return whether a verb with its object stands in the phrase: `open workshops fill the afternoons`."""
        tokens = phrase.lower().split()
        pairs = itertools.pairwise(tokens[1:])
        has_object = any(after in _TELLING and (may_be_verb(word) or base_of(word) != word) for word, after in pairs)
        return has_object or any(is_surely_third(word) for word in tokens[1:])

    def about(self, name: str, article: str) -> Mapping[str, str]:
        """Return the name for every placeholder; English names do not change."""
        full = f"{article} {name}".strip()
        return {"brand": full, "to_brand": f"to {full}", "of_brand": f"of {full}"}

    def article(self, name: str, text: str) -> str:
        """Return `the` where the text puts it before the name."""
        return "the" if re.search(rf"\bthe {re.escape(name)}(?= \w+s\b|[.,])", text, re.IGNORECASE) else ""

    def lowers(self, word: str) -> bool:
        """Return whether the dictionary has the word, which is then no name."""
        return self.is_known(word)

    def is_known(self, word: str) -> bool:
        """Return whether the dictionary has the word."""
        return bool(simplemma.is_known(word, lang="en"))

    def number_words(self, digits: str) -> str:
        """Return `24,000.5` and its like in words; four digits in a row are read as a year."""
        if len(digits) == len("2025") and digits.isdecimal():
            return str(num2words(int(digits), lang="en", to="year"))
        number = number_in(digits.replace(",", ""))
        return digits if number is None else str(num2words(number, lang="en"))

    def _relative_frame(self, head: str, rest: str) -> Frame | None:
        if self.form(rest, certain=True) is not VerbForm.THIRD:
            return None
        named = _IS.match(head)
        thing = self.thing(named["thing"] if named else head)
        if thing is None or (named is None and form_of(head.split(maxsplit=1)[0].lower()) is VerbForm.BASE):
            return None
        says_much = len(thing.split()) >= TELLING_WORDS
        lead = named["subject"] if named else "It"
        if not says_much:
            lead = f"{named['subject'] if named else 'It'} is {thing} that"
        return Frame(lead, "It", rest, VerbForm.THIRD, Doer.PRODUCT, thing)

    def _subject_frame(self, text: str, brand: str) -> Frame | None:
        if is_order(text.lower().split()):
            return (
                None
                if LEXICON.finite.search(text.split(" that ", maxsplit=1)[0])
                else Frame("", "", text, VerbForm.BASE, Doer.VIEWER)
            )
        tokens = text.split()
        for size in range(1, min(len(tokens) - 1, _MOST_SUBJECT_WORDS + 1)):
            lead, rest = " ".join(tokens[:size]), " ".join(tokens[size:])
            follow = _follow(lead, brand)
            if follow and tokens[size] in {"can", "will"} and self.form(rest.split(" ", 1)[1]) is VerbForm.BASE:
                modal, phrase = rest.split(" ", 1)
                doer = Doer.SPEAKER if follow == "We" else Doer.VIEWER
                return Frame(f"{lead} {modal}", f"{follow} {modal}", phrase, VerbForm.BASE, doer)
            wanted = VerbForm.THIRD if follow == "It" else VerbForm.BASE
            if follow and self.form(rest, certain=follow == "It") is wanted:
                doer = {"We": Doer.SPEAKER, "You": Doer.VIEWER}.get(follow, Doer.PRODUCT)
                return Frame(lead, follow, rest, wanted, doer)
        return None

    def _base_phrase(self, phrase: str) -> str:
        tokens = phrase.split()
        for index, token in enumerate(tokens):
            if token.lower() in _ADVERBS or token.lower().endswith("ly"):
                continue
            if form_of(token.lower(), certain=True) is VerbForm.THIRD and (
                index + 1 < len(tokens) or index > 0 or len(tokens) == 1
            ):
                tokens[index] = base_of(token.lower())
            break
        text = " ".join(tokens)
        return text[:1].lower() + text[1:] if tokens and form_of(tokens[0].lower()) else text

    def _says_of_others(self, phrase: str) -> bool:
        tokens = phrase.lower().split()
        return any(
            before.endswith("s") and form_of(token) is VerbForm.BASE and not before.endswith("ss")
            for before, token in itertools.pairwise(tokens[1:4])
        )


def _without_adverbs(tokens: list[str]) -> list[str]:
    index = 0
    while index < len(tokens) - 1 and (tokens[index] in _ADVERBS or tokens[index].endswith("ly")):
        index += 1
    return tokens[index:]


def _follow(lead: str, brand: str) -> str | None:
    first = lead.split(maxsplit=1)[0].lower()
    if lead.lower() in _PRONOUNS:
        return _PRONOUNS[lead.lower()]
    if brand and lead.lower() in {brand.lower(), f"the {brand}".lower()}:
        return "It"
    last = lead.rsplit(maxsplit=1)[-1].lower()
    if brand.lower() not in lead.lower() and last not in _COUNTABLE and last.removesuffix("s") not in _COUNTABLE:
        return None
    is_plural = last.endswith("s") and last not in _COUNTABLE
    if first in _PLURAL_DETERMINERS or (first in _DETERMINERS and is_plural):
        return "They"
    return "It" if first in _DETERMINERS and len(lead.split()) > 1 else None


def _governed(frame: Frame) -> Frame:
    """Return the frame with `helps you` and its like moved into the lead."""
    easy = _EASY.match(frame.rest)
    if easy and form_of(frame.rest[easy.end() :].split()[0].lower()) is VerbForm.BASE:
        return _deeper(frame, frame.rest[: easy.end()].strip(), easy[0].strip(), frame.rest[easy.end() :], Doer.VIEWER)
    tokens = frame.rest.split()
    if not frame.lead or tokens[0].lower() not in _GOVERNING:
        return frame
    for index in range(1, min(len(tokens) - 1, _MOST_SUBJECT_WORDS + 2)):
        token, before = tokens[index].lower(), tokens[index - 1].lower()
        if form_of(token) is not VerbForm.BASE or token in _GOVERNING:
            continue
        whom = [word for word in tokens[1:index] if word.lower() != "to"]
        if len(whom) == 0 and len(tokens) > index + 2 and form_of(tokens[index + 2].lower()) is VerbForm.BASE:
            continue
        pronoun = "" if not whom else whom[0] if whom[0].lower() in {"you", "us"} else "them"
        to = "to" if before == "to" else ""
        again = " ".join(part for part in (tokens[0], pronoun, to) if part)
        doer = Doer.SPEAKER if "us" in whom or _SMALL_ONES & {word.lower() for word in whom} else Doer.VIEWER
        return _deeper(frame, " ".join(tokens[:index]), again, " ".join(tokens[index:]), doer)
    return frame


def _deeper(frame: Frame, said: str, again: str, rest: str, doer: Doer) -> Frame:
    return Frame(f"{frame.lead} {said}", f"{frame.follow} {again}", rest, VerbForm.BASE, doer, frame.thing)

"""What the writer has to know of a language before it can write in it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, Protocol

from contracts import Language, Tone

TELLING_WORDS: Final = 3
"""Fewest words of a noun phrase that introduces something: `a platform` does not."""


def vocabulary(text: str) -> frozenset[str]:
    """Return the words of a text, which reads better than a list of a hundred quoted words."""
    return frozenset(text.split())


def number_in(digits: str) -> float | None:
    """Return what a number in plain digits with a decimal point is worth, None if it is rather a row of digits."""
    return float(digits) if re.fullmatch(r"\d{1,15}(?:\.\d{1,6})?", digits) else None


class VerbForm(Enum):
    """Forms a phrase of a briefing can begin with."""

    THIRD = auto()
    """It automates; automatiza."""
    BASE = auto()
    """Automate; automatize: an order to the viewer, or what follows `we`."""
    INFINITIVE = auto()
    """What follows `helps you to`; automatizar."""


class Doer(Enum):
    """Who does what a phrase says."""

    PRODUCT = auto()
    VIEWER = auto()
    SPEAKER = auto()


@dataclass(frozen=True)
class Frame:
    """A sentence seen as something said of a subject: `lead` + `rest`, where `rest` begins with a verb."""

    lead: str
    follow: str
    """What stands in for `lead` when a second sentence goes on about the same subject; may be empty."""
    rest: str
    form: VerbForm
    doer: Doer
    thing: str | None = None
    """What the subject is said to be, a noun phrase: `a reporting platform`."""


@dataclass(frozen=True)
class ToneVoice:
    """Set phrases of one tone, several to choose from; `*...*` marks what a headline sets off.

    Placeholders: `{action}` an infinitive phrase, `{thing}` a noun phrase with its article, `{audience}` one without,
    `{brand}` a name with the article the briefing gives it, `{to_brand}` and `{of_brand}` the same after a preposition.
    """

    hook_action: tuple[str, ...]
    hook_thing: tuple[str, ...]
    hook_audience: tuple[str, ...]
    hook_open: tuple[str, ...]
    """For briefings that give no better opening."""
    introduce: tuple[str, ...]
    introduce_thing: tuple[str, ...]
    for_audience: tuple[str, ...]
    does_heading: tuple[str, ...]
    list_heading: tuple[str, ...]
    thoughts: tuple[str, ...]
    """Common wisdom for films with little to say, two of them."""
    closing: tuple[str, ...]
    closing_action: tuple[str, ...]
    call: tuple[str, ...]
    call_topic: tuple[str, ...]
    """For films without a name to call people to."""
    button: str


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The words of a language that steer how a briefing is read."""

    function_words: frozenset[str]
    """Words that carry no meaning of their own: never highlighted, never the end of a headline."""
    abbreviations: frozenset[str]
    proper: frozenset[str]
    """Words, here in small letters, that are capitalised everywhere: peoples, creeds."""
    acronyms: frozenset[str]
    """Lower-case acronyms that stay large when shouted text is calmed down."""
    conjunction: str
    conjuncts: re.Pattern[str]
    """What separates the parts of an enumeration."""
    finite: re.Pattern[str]
    """Words that make a clause of a phrase."""
    cut_before: frozenset[str]
    """Words a headline may end before without changing what is said."""
    conditions: frozenset[str]
    """Words that bind what was said to a condition: nothing may be cut off that begins with one."""
    subordinators: frozenset[str]
    """Words that open a clause which cannot stand alone."""
    alternatives: frozenset[str]
    """Words between the last parts of an enumeration."""
    subjects: re.Pattern[str]
    """Words that are never part of an enumeration of things."""
    backward: re.Pattern[str]
    """Openings that only make sense after the sentence before."""
    video_lead_ins: tuple[re.Pattern[str], ...]
    """Talk about the video before the matter itself begins, in the order it is said."""
    video_links: tuple[re.Pattern[str], ...]
    """What may stand between such talk and the matter."""
    orders_to_tell: re.Pattern[str]
    """`Show that`, `explain how`: the matter is the clause that follows."""
    stage_directions: re.Pattern[str]
    """Sentences that speak to the film maker and not to the viewer."""
    calls: re.Pattern[str]
    """Openings of a sentence that asks the viewer to act."""
    invitations: re.Pattern[str]
    """Orders that a film about a topic may open with: `learn`, not `close the tap`."""
    pains: re.Pattern[str]
    """Words of a sentence that tells of a problem."""
    title_lead_ins: re.Pattern[str]
    """What stands before the name in a title: `Introducing`, `Launch of`."""
    dangling: re.Pattern[str]
    """What is left hanging at the end of a sentence when an address is taken out."""
    title_generic: re.Pattern[str]
    """Parts of a title that only say it is a video."""
    title_suffix: re.Pattern[str]
    """The same at the end of a title: `launch video`."""
    audience_lead_ins: re.Pattern[str]
    audience_everyone: re.Pattern[str]
    """Ways to say that the film is for nobody in particular."""
    everyone: str
    several_people: re.Pattern[str]
    """A plural: an audience that can be spoken to as a group."""
    stand_ins: frozenset[str]
    """Pronouns that may stand for the brand."""
    binders: frozenset[str]
    """Function words that a highlighted phrase may run across: `fontes de dados`."""
    video_word: re.Pattern[str]
    article: re.Pattern[str]
    """What a singular noun phrase begins with."""
    this_is: str
    item_subject: str
    """What a list item about the product gets as its subject when it is spoken; may be empty."""
    in_short: str
    visit: str
    phone: str
    eyebrow_audience: str
    audience_scene: str
    recap_heading: str
    strong: frozenset[str]
    """Words worth highlighting in a call to action."""
    quantifiers: re.Pattern[str]
    """Words before a number that make something of it: `more than`."""
    up_to: frozenset[str]
    """What stands between the two numbers of a change."""
    number_scales: str
    """Alternatives of a regular expression: the words that are part of a number, `million`."""
    number_units: str
    """Alternatives of a regular expression: the units that belong to a number when it is shown large."""
    short_film_note: str
    understudy_note: str


@dataclass(frozen=True)
class Pace:
    """Seconds that speech takes, fitted to what the language's default voice was measured to need."""

    per_letter: float
    per_sentence: float


class Tongue(Protocol):
    """One language: its words, its phrases by tone, and the grammar that the writer needs."""

    language: Language
    pace: Pace
    lexicon: Lexicon
    voices: Mapping[Tone, ToneVoice]

    def form(self, phrase: str, *, certain: bool = False) -> VerbForm | None:
        """Return the form of the verb a phrase begins with, None if it does not begin with one.

        Args:
            phrase: At least two words.
            certain: Whether the place calls for a verb, so that words which may also be nouns count.
        """
        ...

    def action(self, phrase: str, doer: Doer) -> str | None:
        """Return the phrase as an infinitive that can be said of the viewer, None if that would not be true."""
        ...

    def frame(self, sentence: str, brand: str) -> Frame | None:
        """Return the sentence as a subject with one or more verb phrases, None if it is not clearly one."""
        ...

    def definition(self, sentence: str, brand: str) -> str | None:
        """Return what a sentence of the form `BRAND is THING` says the brand is."""
        ...

    def thing(self, phrase: str) -> str | None:
        """Return a verbless phrase as a noun phrase that fits into a sentence, None if it is none."""
        ...

    def tells(self, phrase: str) -> bool:
        """Return whether a phrase that looks like a thing has a verb in it after all."""
        ...

    def about(self, name: str, article: str) -> Mapping[str, str]:
        """Return the forms of a name that set phrases need: `brand`, `to_brand`, `of_brand`."""
        ...

    def article(self, name: str, text: str) -> str:
        """Return the article the text uses before a name, or an empty string."""
        ...

    def lowers(self, word: str) -> bool:
        """Return whether a word that opens a sentence is written small inside one."""
        ...

    def is_known(self, word: str) -> bool:
        """Return whether a word is in the dictionary, which a product's name seldom is."""
        ...

    def number_words(self, digits: str) -> str:
        """Return a number in this language's notation as it is read; a long row of digits comes back as it is."""
        ...

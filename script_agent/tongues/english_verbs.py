"""English verbs that briefings use, and their forms."""

from typing import Final

import simplemma

from script_agent.tongues.base import VerbForm, vocabulary

# What a viewer can do with a product: `it automates reports` may become `What if you could automate reports?`.
_OF_THE_VIEWER: Final = vocabulary("""
    accelerate achieve analyse analyze archive assemble automate avoid back bake balance beat book boost
    brew browse build buy calculate capture catch centralise centralize check choose clean close collaborate
    collect combine compare complete compose connect control convert cook coordinate craft create customise
    customize cut decide decorate deploy design detect develop digitise digitize discover draw eat edit
    eliminate end enjoy escape exchange execute expand explore export file filter find finish fix forecast
    follow forget gain generate get go grill grow handle hear hire identify import improve increase install
    integrate invest keep launch learn listen live make manage map master measure merge migrate model
    monitor move navigate negotiate optimise optimize order organise organize paint pay plan plant play
    practise practice predict prepare prevent prioritise prioritize process produce protect prototype
    publish raise reach read rebuild record recover recruit recycle reduce relax remember remove rent repair
    request reserve replace report rest restore reuse roast review ride run scan save scale schedule search secure
    see sell sew send set share shop simplify skip sleep solve sort speed spend split start stay stop store
    streamline study swap switch sync synchronise synchronize talk taste chat meet test track trade train
    transcribe transfer transform translate travel try turn type understand unify unlock update upgrade use
    validate visualise visualize walk waste watch win work write
    approve brainstorm call carve chat compose download draft email fold group label list log onboard outsource
    pitch post print rank rate screen shape sign submit tag text upload view
    """)
# What a product does and a viewer does not: said of the product, never turned around.
_OF_THE_PRODUCT: Final = vocabulary("""
    adapt add advise alert answer arrive assist assign become begin bring care combat come contain carry
    cost cover deliver double employ empower encourage enrich ensure equip extend fit feature flag give
    guarantee guide hold host include inspire invite last leave lighten lock maintain match need notify
    offer open operate pack pair pick power present process promote provide put receive recommend refresh
    remind reply respond return reward select serve ship show shape speak stand stream suggest supply
    support take teach tell tailor trigger triple unite warn weigh weave welcome wrap
    """)
# What nobody dreams of doing.
_UNWANTED: Final = vocabulary("avoid back end escape forget request skip stop waste")
# Nouns as well: at the start of a sentence they are orders only before an object.
_ALSO_NOUNS: Final = vocabulary("""
    book brew check claim cook design display file filter finish fix handle import export last leave live
    map master measure model move open order paint present plan plant play practice process produce produce
    project record report rent rest review ride run sale scale schedule search share shop sleep sort speed
    split start stay store stream study switch test track trade train transfer travel turn update upgrade
    visit walk watch win work
    """)
_NOUNS_TOO: Final = vocabulary(
    """
    add advise alert answer back bake balance beat boost care catch clean combat cost cover craft cut double
    draw drink end escape exchange feature file find fit flag follow forecast gain glaze guarantee guide hire
    hold host invite keep lock match meet need notice offer pack pair pay pick place power present promise
    prototype raise reach remake request reserve return reward rise roast sail scan screen search set sew
    shape ship show skip speak stand start stream suit supply support swap switch take talk taste text touch
    triple try type use view warn wrap post print call chat email pitch
    """
)
_OBJECTS: Final = vocabulary("""
    a an the your our my all any every each more it them this these up out on in with for to
    """)

_GOVERNING: Final = frozenset({"help", "let", "allow", "enable"})
_ALL: Final = _OF_THE_VIEWER | _OF_THE_PRODUCT | _GOVERNING
_SIBILANTS: Final = ("ss", "sh", "ch", "x", "z", "o")


def _third(base: str) -> str:
    if base.endswith("y") and base[-2] not in "aeiou":
        return f"{base[:-1]}ies"
    return f"{base}es" if base.endswith(_SIBILANTS) else f"{base}s"


_DOUBLING: Final = "bdgmnprt"

_BASE_OF_THIRD: Final = {_third(base): base for base in _ALL}


def form_of(word: str, *, certain: bool = False) -> VerbForm | None:
    """Return which form of a verb a word is; where a verb is certain, verbs of the dictionary count too."""
    if word in _ALL:
        return VerbForm.BASE
    if word in _BASE_OF_THIRD or (certain and base_of(word) != word):
        return VerbForm.THIRD
    return None


def base_of(word: str) -> str:
    """Return the base form of a verb in either form; other words come back as they are."""
    if word in _BASE_OF_THIRD:
        return _BASE_OF_THIRD[word]
    candidates = [f"{word[:-3]}y"] if word.endswith("ies") else [word[:-1], word[:-2]]
    is_candidate = word.endswith("s") and not word.endswith("ss")
    return next((base for base in candidates if is_candidate and _third(base) == word and may_be_verb(base)), word)


def may_be_verb(base: str) -> bool:
    """Return whether the dictionary has the `-ing` form of a word."""
    shortest = 3
    if len(base) < shortest or not base.isalpha():
        return False
    stem = base[:-1] if base.endswith("e") and not base.endswith("ee") else base
    doubled = [f"{base}{base[-1]}ing"] if base[-1] in _DOUBLING else []
    return any(simplemma.is_known(form, lang="en") for form in (f"{stem}ing", *doubled))


def is_order(tokens: list[str]) -> bool:
    """Return whether small-letter words begin like an order to the viewer: `plan your week`, not `plan B`."""
    if len(tokens) < len(("verb", "object")) or form_of(tokens[0]) is not VerbForm.BASE:
        return False
    return tokens[0] not in _ALSO_NOUNS or tokens[1] in _OBJECTS or tokens[1].rstrip(",.").endswith("s")


def is_surely_third(word: str) -> bool:
    """Return whether a word is what one thing does, and no plural: `lets`, not `plans`."""
    base = _BASE_OF_THIRD.get(word)
    return base is not None and base not in _ALSO_NOUNS | _NOUNS_TOO


def is_wanted(base: str) -> bool:
    """Return whether a film may open with the wish to do this."""
    return base not in _UNWANTED


def viewer_can(base: str) -> bool:
    """Return whether a viewer can do what the verb says."""
    return base in _OF_THE_VIEWER

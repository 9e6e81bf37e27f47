"""Turns a sentence that enumerates into points: one short sentence and one card each."""

from dataclasses import dataclass

from script_agent.headline import MOST_CARD_WORDS, Cut, cut
from script_agent.sentences import capitalised, closed, opened, words
from script_agent.tongues.base import Doer, Frame, Tongue, VerbForm

_MOST_THING_WORDS = 7
_FEWEST_THINGS = 3
_MOST_IN_ONE_BREATH = 3
_MOST_WORDS_IN_ONE_BREATH = 2
_MOST_CARD_LETTERS = 44


@dataclass(frozen=True)
class Point:
    """One point: how it is spoken, how its card reads, and what the viewer can do by it."""

    sentence: str
    card: str
    phrase: str
    action: str | None = None


@dataclass(frozen=True)
class PointList:
    """Points that belong together; `lead` and their phrases make one sentence again."""

    points: tuple[Point, ...]
    lead: str
    is_deed: bool
    """Whether the points tell what happens, not only what there is."""
    is_alike: bool = True
    """Whether they can stand in one sentence."""


def points_in(frame: Frame, tongue: Tongue) -> PointList | None:
    """Return the verb phrases of a framed sentence as points, None if one has no card or there is only one."""
    phrases = _verb_phrases(frame.rest, frame.form, tongue)
    return _point_list(frame.lead, frame.follow, phrases, frame.doer, tongue) if len(phrases) > 1 else None


def things_in(sentence: str, tongue: Tongue) -> PointList | None:
    """Return the parts of an enumeration of things as points, None if the sentence says something of them."""
    text = opened(sentence)
    if tongue.lexicon.finite.search(text) or tongue.form(text) is not None or tongue.tells(text):
        return None
    if tongue.lexicon.subjects.search(text):
        return None
    phrases = [part for part in tongue.lexicon.conjuncts.split(text) if words(part)]
    if len(phrases) < _FEWEST_THINGS or any(len(words(phrase)) > _MOST_THING_WORDS for phrase in phrases):
        return None
    if any(len(words(phrase)) == 1 for phrase in phrases):
        if len(words(phrases[0])) > _MOST_WORDS_IN_ONE_BREATH:
            return None
        return _in_one_breath(sentence, phrases, tongue)
    return items(phrases, tongue)


def _in_one_breath(sentence: str, phrases: list[str], tongue: Tongue) -> PointList | None:
    """Things of one word each are spoken as the user enumerated them."""
    cards = [_card(phrase, tongue) for phrase in phrases[:_MOST_IN_ONE_BREATH]]
    if len(phrases) > _MOST_IN_ONE_BREATH or not all(cards):
        return None
    points = [Point(sentence, card, phrase) for card, phrase in zip(cards, phrases, strict=True) if card]
    return PointList(tuple(points), "", is_deed=False, is_alike=False)


def items(phrases: list[str], tongue: Tongue) -> PointList | None:
    """Return the items of a list as points, each spoken as the user wrote it."""
    points = [_item(phrase, tongue) for phrase in phrases]
    if any(point is None for point in points):
        return None
    deeds = {tongue.form(phrase) is not None for phrase in phrases}
    return PointList(tuple(point for point in points if point), "", is_deed=deeds == {True}, is_alike=len(deeds) == 1)


def _item(phrase: str, tongue: Tongue) -> Point | None:
    card = _card(phrase, tongue)
    doer = {VerbForm.BASE: Doer.VIEWER, VerbForm.INFINITIVE: Doer.VIEWER}.get(tongue.form(phrase) or VerbForm.THIRD)
    action = tongue.action(opened(phrase), doer or Doer.PRODUCT) if tongue.form(phrase) else None
    subject = tongue.lexicon.item_subject if tongue.form(phrase) is VerbForm.THIRD else ""
    spoken = f"{subject}{phrase[:1].lower()}{phrase[1:]}" if subject else phrase
    return Point(closed(spoken), card, opened(phrase), action) if card else None


def _point_list(lead: str, follow: str, phrases: list[str], doer: Doer, tongue: Tongue) -> PointList | None:
    points = []
    for index, phrase in enumerate(phrases):
        is_last = index == len(phrases) - 1
        start = lead if index == 0 else follow if not is_last else _and(follow, tongue)
        card = _card(phrase, tongue)
        if card is None:
            return None
        points.append(Point(closed(f"{start} {phrase}"), card, phrase, tongue.action(phrase, doer)))
    return PointList(tuple(points), lead, is_deed=True)


def _and(follow: str, tongue: Tongue) -> str:
    lowered = follow if follow.startswith("I ") else follow[:1].lower() + follow[1:]
    return f"{capitalised(tongue.lexicon.conjunction)} {lowered}".strip()


def _card(phrase: str, tongue: Tongue) -> str | None:
    fits = len(words(phrase)) <= MOST_CARD_WORDS + 1 and len(phrase) <= _MOST_CARD_LETTERS
    found = Cut(phrase, "") if fits else cut(phrase, tongue, most=MOST_CARD_WORDS, fewest=2)
    if found is None or found.is_partial or len(found.head) > _MOST_CARD_LETTERS:
        return None
    return capitalised(found.head.rstrip("!?"))


def _verb_phrases(rest: str, form: VerbForm, tongue: Tongue) -> list[str]:
    """Cut at the conjunctions after which a verb of the same form begins; a lone verb stays with the next.

    Once a comma was no cut, a bare `and` is none either: `brings briefs, ideas and plans together`.
    """
    phrases: list[str] = []
    start = 0
    for separator in tongue.lexicon.conjuncts.finditer(rest):
        phrase, following = rest[start : separator.start()], rest[separator.end() :]
        ends_enumeration = "," in phrase and "," not in separator[0]
        is_verb = tongue.form(following, certain=form is not VerbForm.BASE) is form
        if is_verb and not ends_enumeration and len(words(phrase)) > 1:
            phrases.append(phrase)
            start = separator.end()
    return [*phrases, rest[start:]]

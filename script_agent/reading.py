"""Reads a briefing: what the film is about, what can be said of it, and in which words the user said it."""

import re
from dataclasses import dataclass, field, replace

from contracts import Briefing, Stat
from script_agent.audience import Audience, audience_of
from script_agent.brand import Brand, brand_of
from script_agent.casing import calmed, calmed_title
from script_agent.cleaning import ADDRESS, URL, Line, LineKind, lines_of, short_address, tidy
from script_agent.figures import figure_of
from script_agent.points import PointList, items, points_in, things_in
from script_agent.sentences import capitalised, closed, split_sentences, words
from script_agent.tongues.base import Doer, Tongue, VerbForm

_MOST_ITEM_WORDS = 10
_MOST_HOOK_WORDS = 12
_MOST_NAME_WORDS = 3


@dataclass(frozen=True)
class Statement:
    """Sentences that are told one after the other in one scene."""

    sentences: tuple[str, ...]
    label: str | None = None
    """What the user put before a colon."""


@dataclass(frozen=True)
class Figure:
    """A sentence around a number."""

    sentence: str
    stat: Stat


@dataclass(frozen=True)
class Points:
    """An enumeration, under the user's own heading if it has one."""

    list: PointList
    heading: str | None = None


Part = Statement | Figure | Points


@dataclass
class Reading:
    """What a briefing says, in the order it says it."""

    brand: Brand
    audience: Audience | None
    call: str | None
    parts: list[Part] = field(default_factory=list)
    thing: str | None = None
    """What the brand is, as a noun phrase."""
    definition: str | None = None
    """The user's own sentence about what it is."""
    question: str | None = None
    """A question or a told problem that can open the film."""
    actions: list[str] = field(default_factory=list)
    """What the viewer can do, each as an infinitive, the likeliest hook first."""


def read(briefing: Briefing, tongue: Tongue) -> Reading:
    """Return everything the film can be made of."""
    lines = [replace(line, text=calmed(line.text, tongue)) for line in lines_of(briefing.description)]
    text = "\n".join(line.text for line in lines)
    reading = Reading(
        brand=brand_of(calmed_title(briefing.title, tongue), text, tongue),
        audience=audience_of(briefing.target_audience, tongue),
        call=call_of(briefing.cta, tongue) if briefing.cta else None,
    )
    _Reader(reading, tongue).take(lines)
    _drop_repetitions(reading, tongue.lexicon.function_words)
    if reading.thing and tongue.lexicon.article.match(reading.thing) and len(words(reading.brand.title)) <= _MOST_NAME_WORDS:
        reading.brand = replace(reading.brand, is_name=True)
    return reading


def call_of(text: str, tongue: Tongue) -> str | None:
    """Return a call to action as a sentence; a bare address or number is told what to do with."""
    call = calmed(tidy(URL.sub(lambda url: short_address(url[0]), text)), tongue)
    if ADDRESS.fullmatch(call.lower().rstrip("/")):
        call = f"{tongue.lexicon.visit} {call.lower()}"
    elif re.fullmatch(r"[+()\d\s.-]{6,}", call):
        call = f"{tongue.lexicon.phone} {call}"
    return closed(call) if words(call) else None


class _Reader:
    """Walks over the lines of a description and files what they say."""

    def __init__(self, reading: Reading, tongue: Tongue) -> None:
        self._reading = reading
        self._tongue = tongue

    def take(self, lines: list[Line]) -> None:
        heading: str | None = None
        group: list[str] = []
        for line in lines:
            if line.kind is LineKind.ITEM:
                group.append(line.text)
                continue
            self._take_items(group, heading)
            group = []
            heading = self._heading(line.text) if line.kind is LineKind.HEADING else None
            if line.kind is LineKind.TEXT:
                for sentence in split_sentences(line.text, self._tongue.lexicon.abbreviations):
                    self._take_sentence(sentence)
        self._take_items(group, heading)

    def _heading(self, text: str) -> str | None:
        most = 6
        plain = text.rstrip(".:!")
        is_direction = self._tongue.lexicon.stage_directions.search(plain)
        return capitalised(plain) if 1 < len(words(plain)) <= most and not is_direction else None

    def _take_items(self, group: list[str], heading: str | None) -> None:
        short: list[str] = []
        for text in group:
            label, _, rest = text.partition(": ")
            if self._tongue.lexicon.stage_directions.search(text):
                continue
            if rest and len(words(label)) <= _MOST_ITEM_WORDS // 2:
                self._add(Statement((closed(f"{label}: {rest}"),), label=capitalised(label)))
            elif (
                len(words(text)) <= _MOST_ITEM_WORDS
                and not self._tongue.lexicon.finite.search(text)
                and ". " not in text
            ):
                short.append(text)
            else:
                for sentence in split_sentences(text, self._tongue.lexicon.abbreviations):
                    self._take_sentence(sentence)
        fitting = [text for text in short if items([text], self._tongue)]
        found = items(fitting, self._tongue) if len(fitting) > 1 else None
        if found:
            self._add_points(found, heading)
        for text in short:
            if not found or text not in fitting:
                self._take_sentence(closed(text))

    def _take_sentence(self, sentence: str) -> None:
        text = self._matter(sentence)
        if text is None:
            return
        if self._tongue.lexicon.calls.match(text) and len(words(text)) <= _MOST_HOOK_WORDS + 3:
            self._reading.call = self._reading.call or text
            return
        text = self._without_address(text)
        if text is None:
            return
        if self._opens(text):
            self._reading.question = text
            return
        frame = self._tongue.frame(text, self._reading.brand.name)
        if frame and frame.thing and self._reading.thing is None:
            self._reading.thing = frame.thing
        found = points_in(frame, self._tongue) if frame else None
        found = found or things_in(text, self._tongue)
        if found and len(found.points) == 2 and figure_of(text, self._tongue):
            self._take_plain(text)
        elif found:
            self._add_points(found, None)
        elif frame and frame.thing and frame.lead.lower() in {"it", ""} and frame.form is VerbForm.THIRD:
            self._take_action(frame.rest, frame.doer)
            self._add(Statement((closed(f"{frame.lead} {frame.rest}"),)))
        else:
            if frame:
                self._take_action(frame.rest, frame.doer)
            self._take_plain(text)

    def _without_address(self, text: str) -> str | None:
        """Addresses are for the call to action; a sentence that was little more than one goes with it."""
        if not ADDRESS.search(text):
            return text
        fewest = 3
        rest = self._tongue.lexicon.dangling.sub("", ADDRESS.sub("", text).strip(" .!"))
        return closed(tidy(rest)) if len(words(rest)) >= fewest else None

    def _take_plain(self, text: str) -> None:
        reading, tongue = self._reading, self._tongue
        defined = tongue.definition(text, reading.brand.name)
        named = None if reading.parts or reading.thing else tongue.thing(text)
        if reading.thing is None and (defined or named):
            reading.thing = defined or named
            reading.definition = text if defined else None
            return
        stat = figure_of(text, tongue)
        if stat:
            self._add(Figure(text, stat))
        elif tongue.lexicon.backward.match(text) and reading.parts and isinstance(last := reading.parts[-1], Statement):
            self._glue(last, text)
        else:
            self._add(Statement((text,)))

    def _glue(self, last: Statement, text: str) -> None:
        """Sentences that point back are told in one scene with the one they point at."""
        most = 45
        if sum(len(words(sentence)) for sentence in (*last.sentences, text)) <= most:
            self._reading.parts[-1] = replace(last, sentences=(*last.sentences, text))
        else:
            self._add(Statement((text,)))

    def _matter(self, sentence: str) -> str | None:
        """The sentence without talk about the video; None if it only speaks to the film maker."""
        lexicon = self._tongue.lexicon
        text = sentence
        for pattern in lexicon.video_lead_ins:
            text = pattern.sub("", text)
        if text != sentence:
            for pattern in lexicon.video_links:
                text = pattern.sub("", text)
        text = lexicon.orders_to_tell.sub("", text)
        if self._tongue.lexicon.stage_directions.search(text):
            return None
        return closed(text) if words(text) else None

    def _opens(self, text: str) -> bool:
        reading, lexicon = self._reading, self._tongue.lexicon
        if reading.question is not None or len(words(text)) > _MOST_HOOK_WORDS:
            return False
        if text.endswith("?"):
            return not reading.parts
        names_brand = reading.brand.is_name and reading.brand.name.lower() in text.lower()
        is_first = not reading.parts and reading.thing is None
        return is_first and bool(lexicon.pains.search(text)) and not names_brand and bool(len(words(text)) > 2)

    def _add_points(self, found: PointList, heading: str | None) -> None:
        figures = [(point, stat) for point in found.points if (stat := figure_of(point.sentence, self._tongue))]
        told = [point for point, _ in figures[:1]] if len(found.points) > 2 else []
        kept = tuple(point for point in found.points if point not in told)
        self._reading.actions += [point.action for point in kept if point.action]
        self._add(Points(replace(found, points=kept), heading))
        for point, stat in figures[: len(told)]:
            self._add(Figure(point.sentence, stat))

    def _take_action(self, phrase: str, doer: Doer) -> None:
        action = self._tongue.action(phrase, doer)
        if action:
            self._reading.actions.append(action)

    def _add(self, part: Part) -> None:
        self._reading.parts.append(part)


def _drop_repetitions(reading: Reading, function_words: frozenset[str]) -> None:
    """Say nothing twice: later sentences with the same words as an earlier one go."""
    told = (reading.brand.title, reading.brand.tagline, reading.question, reading.definition, reading.call)
    seen: set[str] = {_key(text) for text in told if text}
    if len(reading.parts) > 1:
        reading.parts = [part for part in reading.parts if not _is_said_by_title(part, reading, function_words)] or reading.parts
    kept: list[Part] = []
    for part in reading.parts:
        fresh = _fresh(_beside_title(part, reading.brand.title), seen)
        if fresh:
            kept.append(fresh)
    reading.parts = kept


def _is_said_by_title(part: Part, reading: Reading, function_words: frozenset[str]) -> bool:
    """Whether a statement has no word that title, audience and tagline have not said."""
    if not isinstance(part, Statement):
        return False
    audience = reading.audience.full if reading.audience else ""
    told = f"{reading.brand.title} {reading.brand.tagline or ''} {audience} {reading.thing or ''}"
    said = set(words(told.lower())) | function_words
    return all(set(words(sentence.lower())) <= said for sentence in part.sentences)


def _beside_title(part: Part, title: str) -> Part:
    """Of an enumeration, what the title already says goes if enough is left."""
    if not isinstance(part, Points):
        return part
    said = set(words(title.lower()))
    points = tuple(point for point in part.list.points if not set(words(point.phrase.lower())) <= said)
    fewest = 2
    return replace(part, list=replace(part.list, points=points)) if len(points) >= fewest else part


def _fresh(part: Part, seen: set[str]) -> Part | None:
    def is_new(text: str) -> bool:
        return (key := _key(text)) not in seen and not seen.add(key)  # type: ignore[func-returns-value]

    if isinstance(part, Figure):
        return part if is_new(part.sentence) else None
    if isinstance(part, Statement):
        sentences = tuple(sentence for sentence in part.sentences if is_new(sentence))
        return replace(part, sentences=sentences) if sentences else None
    points = tuple(point for point in part.list.points if is_new(f"{point.sentence} {point.phrase}"))
    return replace(part, list=replace(part.list, points=points)) if points else None


def _key(text: str) -> str:
    return " ".join(words(text.lower()))

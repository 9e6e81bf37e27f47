"""Builds the scenes of each role from what was read; ids are given when the film is put together."""

import re

from contracts import Card, Headline, Scene, SceneRole
from script_agent.cleaning import ADDRESS
from script_agent.headline import MOST_WORDS, cut, headline, highlight
from script_agent.phrasing import Phrasing, Said
from script_agent.points import Point
from script_agent.reading import Figure, Reading, Statement
from script_agent.sentences import capitalised, closed, listed, opened, split_sentences, words
from script_agent.tongues.base import TELLING_WORDS, Tongue

_NO_ID = "s00"
_MOST_HOOK_ACTION_WORDS = 8
_MOST_TITLE_WORDS = 9
_MOST_SUBLINE_WORDS = 14
_MOST_ICONS = 4


class SceneBuilder:
    """Builds scenes in one language and tone."""

    def __init__(self, reading: Reading, tongue: Tongue, phrasing: Phrasing) -> None:
        self._reading = reading
        self._tongue = tongue
        self._phrasing = phrasing
        self._voice = phrasing.voice
        self.hook_action = self._hook_action()

    def hook(self) -> Scene:
        """Return the opening: the user's own question, else what the viewer could do, else whom or what it is about."""
        reading = self._reading
        if reading.question:
            return self._spoken(SceneRole.HOOK, Said((reading.question,), headline(reading.question, self._tongue)))
        return self._spoken(SceneRole.HOOK, self._set_hook())

    def title(self, *, with_audience: bool) -> Scene:
        """Return the scene that names what the film is about, and for whom."""
        reading, audience = self._reading, self._reading.audience
        sentences = self._introduction()
        if with_audience and audience:
            sentences = (*sentences, *self._phrasing.say(self._voice.for_audience).sentences)
        text = self._title_text()
        thing = reading.thing if reading.thing and len(reading.thing.split()) >= TELLING_WORDS else None
        subline = reading.brand.tagline or (capitalised(thing) if thing else None)
        return Scene(
            id=_NO_ID,
            role=SceneRole.TITLE,
            sentences=sentences,
            headline=Headline(text=text, highlight=self._title_highlight(text)),
            eyebrow=self._phrasing.line(self._phrasing.lexicon.eyebrow_audience) if audience else None,
            subline=subline,
            icons=self._icons(subline or text),
            shown=tuple(index for index, sentence in enumerate(sentences) if opened(sentence) == text),
        )

    def points(self, points: tuple[Point, ...], heading: Headline) -> Scene:
        """Return up to three points as cards, each brought in by its sentence."""
        sentences = tuple(dict.fromkeys(point.sentence for point in points))
        cards = tuple(Card(text=point.card, sentence=sentences.index(point.sentence)) for point in points)
        return Scene(
            id=_NO_ID,
            role=SceneRole.POINTS,
            sentences=sentences,
            headline=heading,
            cards=cards,
        )

    def point(self, point: Point) -> Scene:
        """Return one point as a scene of its own."""
        return Scene(
            id=_NO_ID,
            role=SceneRole.FEATURE,
            sentences=(point.sentence,),
            headline=headline(point.card, self._tongue),
            icons=self._icons(point.card),
            optional=True,
        )

    def recap(self, points: tuple[Point, ...], lead: str) -> Scene:
        """Return the points once more in one sentence."""
        lexicon = self._tongue.lexicon
        enumeration = listed([_lowered(point.phrase) for point in points], lexicon.conjunction)
        subject = self._by_name(lead)
        sentence = closed(lexicon.in_short + f"{subject} {enumeration}".strip())
        cards = tuple(Card(text=point.card, sentence=0) for point in points)
        heading = Headline(text=opened(lexicon.lasting_heading.replace("*", "")), highlight=None)
        return Scene(
            id=_NO_ID, role=SceneRole.POINTS, sentences=(sentence,), headline=heading, cards=cards, optional=True
        )

    def _by_name(self, lead: str) -> str:
        """The lead inside a sentence, with the brand's name for a pronoun."""
        brand = self._reading.brand
        first, _, rest = lead.partition(" ")
        if brand.is_name and first.lower() in self._tongue.lexicon.stand_ins:
            return f"{brand.article} {brand.name} {rest}".strip()
        return lead if lead.startswith(brand.name) else _lowered(lead)

    def figure(self, figure: Figure) -> Scene:
        """Return a number as a scene of its own."""
        stat = figure.stat
        text = re.sub(r"\s+", " ", f"{stat.before} {stat.value} {stat.after}").strip()
        return Scene(
            id=_NO_ID,
            role=SceneRole.STAT,
            sentences=(figure.sentence,),
            headline=Headline(text=text, highlight=stat.value),
            stat=stat,
            icons=self._icons(f"{stat.after} {stat.before}"),
        )

    def statement(self, statement: Statement) -> Scene:
        """Return sentences of the briefing as a scene, the first of them as its headline."""
        first = statement.sentences[0]
        if statement.label:
            top, rest = headline(statement.label, self._tongue), first.partition(": ")[2]
        else:
            found = cut(first, self._tongue)
            top = headline(found.head, self._tongue) if found else self._key_headline(first)
            rest = found.rest if found else ""
        fits = rest and len(words(rest)) <= _MOST_SUBLINE_WORDS
        second = statement.sentences[1] if len(statement.sentences) > 1 and not rest else None
        subline = closed(rest) if fits else second if second and len(words(second)) <= _MOST_SUBLINE_WORDS else None
        return Scene(
            id=_NO_ID,
            role=SceneRole.FEATURE,
            sentences=statement.sentences,
            headline=top,
            subline=subline,
            icons=self._icons(first),
            optional=True,
        )

    def shortened(self, statement: Statement) -> Scene | None:
        """Return a long statement with only its main clause spoken, None if it has none that can stand alone."""
        found = cut(statement.sentences[0], self._tongue)
        if found is None or statement.label or (not found.rest and len(statement.sentences) == 1):
            return None
        return self.statement(Statement((closed(found.head),)))

    def audience(self) -> Scene | None:
        """Return a scene about whom the film is for."""
        audience = self._reading.audience
        if audience is None:
            return None
        said = self._phrasing.say((self._tongue.lexicon.audience_scene,), audience=audience.full)
        top = self._phrasing.line(self._tongue.lexicon.eyebrow_audience)
        return Scene(
            id=_NO_ID,
            role=SceneRole.FEATURE,
            sentences=said.sentences,
            headline=headline(top, self._tongue),
            icons=self._icons(audience.short),
            optional=True,
        )

    def thought(self, turn: int) -> Scene:
        """Return a piece of common wisdom in the film's tone."""
        said = self._phrasing.say(self._voice.thoughts[turn : turn + 1])
        return self._spoken(SceneRole.CLOSING, said).model_copy(update={"optional": True})

    def closing(self, action: str | None) -> Scene:
        """Return the last thought before the call to action, about something the viewer can do if there is one."""
        said = (
            self._phrasing.say(self._voice.closing_action, action=action)
            if action
            else self._phrasing.say(self._voice.closing)
        )
        return self._spoken(SceneRole.CLOSING, said).model_copy(update={"optional": True})

    def call(self) -> Scene:
        """Return the call to action: the user's own, else a neutral one."""
        call = self._reading.call
        if call is None:
            said = self._phrasing.say(self._voice.call if self._reading.brand.is_name else self._voice.call_topic)
        else:
            sentences = tuple(split_sentences(call, self._tongue.lexicon.abbreviations))
            said = Said(sentences, self._call_headline(sentences))
        address = ADDRESS.search(" ".join(said.sentences).lower())
        return self._spoken(SceneRole.CTA, said).model_copy(
            update={"button": address[0] if address else self._voice.button}
        )

    def _hook_action(self) -> str | None:
        if self._reading.question:
            return None
        short = [action for action in self._reading.actions if len(words(action)) <= _MOST_HOOK_ACTION_WORDS]
        plain = [action for action in short if not re.search(r"\d", action)]
        return next(iter(plain or short), None)

    def _set_hook(self) -> Said:
        reading, audience = self._reading, self._reading.audience
        if self.hook_action:
            return self._phrasing.say(self._voice.hook_action, action=self.hook_action)
        if audience and audience.can_be_addressed:
            return self._phrasing.say(self._voice.hook_audience, audience=capitalised(audience.short))
        if reading.thing and TELLING_WORDS <= len(reading.thing.split()) <= _MOST_HOOK_ACTION_WORDS:
            return self._phrasing.say(self._voice.hook_thing)
        return self._phrasing.say(self._voice.hook_open)

    def names_audience(self) -> bool:
        """Return whether the opening or the introduction already name whom the film is for."""
        audience = self._reading.audience
        named = " ".join((*self.hook().sentences, *self._introduction()))
        return audience is not None and _is_within(audience.short, named)

    def _introduction(self) -> tuple[str, ...]:
        reading = self._reading
        is_telling = reading.thing and len(reading.thing.split()) >= TELLING_WORDS
        thing_is_news = is_telling and not self._hook_tells_thing()
        if reading.brand.is_name:
            if thing_is_news:
                return self._phrasing.say(self._voice.introduce_thing).sentences
            tagline = (closed(reading.brand.tagline),) if reading.brand.tagline else ()
            return (*self._phrasing.say(self._voice.introduce).sentences, *tagline)
        title = closed(reading.brand.title)
        if not thing_is_news or reading.thing is None or _is_within(reading.thing, title):
            return (title,)
        has_article = self._tongue.lexicon.article.match(reading.thing)
        return (title, self._tongue.lexicon.this_is.format(thing=reading.thing) if has_article else closed(reading.thing))

    def _hook_tells_thing(self) -> bool:
        reading = self._reading
        return bool(reading.thing and any(reading.thing in sentence for sentence in self.hook().sentences))

    def _title_text(self) -> str:
        brand = self._reading.brand
        if brand.is_name and brand.name in brand.title:
            return brand.name
        found = cut(brand.title, self._tongue, most=_MOST_TITLE_WORDS)
        return found.head if found else brand.name

    def _title_highlight(self, text: str) -> str | None:
        return highlight(text, self._tongue) if len(text.split()) > 2 else text.split()[-1] if " " in text else None  # noqa: PLR2004

    def _call_headline(self, sentences: tuple[str, ...]) -> Headline:
        found = cut(sentences[0], self._tongue)
        return headline(found.head, self._tongue) if found else self._key_headline(sentences[0])

    def _key_headline(self, sentence: str) -> Headline:
        """The weightiest phrase of a sentence that cannot be cut."""
        phrase = highlight(opened(sentence), self._tongue) or " ".join(sentence.split()[:MOST_WORDS])
        return Headline(text=capitalised(phrase))

    def _spoken(self, role: SceneRole, said: Said) -> Scene:
        last = len(said.sentences) - 1
        is_shown = opened(said.sentences[last]) == said.headline.text
        return Scene(
            id=_NO_ID,
            role=role,
            sentences=said.sentences,
            headline=said.headline,
            icons=self._icons(said.headline.text),
            shown=(last,) if is_shown else (),
        )

    def _icons(self, text: str) -> tuple[str, ...]:
        telling = (word.lower() for word in words(text) if word.lower() not in self._tongue.lexicon.function_words)
        return tuple(dict.fromkeys(word for word in telling if word.isalpha()))[:_MOST_ICONS]


def _is_within(text: str, other: str) -> bool:
    return set(words(text.lower())) <= set(words(other.lower()))


def _lowered(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]

"""The scenes that open a film: what catches the viewer, and what it is about."""

import re

from contracts import Headline, Scene, SceneRole
from script_agent.film import NO_ID, Film
from script_agent.headline import MOST_WORDS, cut, headline, highlight
from script_agent.phrasing import Said
from script_agent.sentences import capitalised, closed, opened, words
from script_agent.tongues.base import TELLING_WORDS

_MOST_ACTION_WORDS = 8
_MOST_TITLE_WORDS = 9
_MOST_NAME_WORDS = 3


def hook(film: Film) -> Scene:
    """Return the opening: the user's own question, else what the viewer could do, else whom or what it is about."""
    reading = film.reading
    if reading.question:
        return film.spoken(SceneRole.HOOK, Said((reading.question,), headline(reading.question, film.tongue)))
    return film.spoken(SceneRole.HOOK, _set_hook(film))


def title(film: Film, *, with_audience: bool) -> Scene:
    """Return the scene that names what the film is about, and for whom."""
    reading, audience = film.reading, film.reading.audience
    sentences = _introduction(film)
    if with_audience and audience:
        sentences = (*sentences, *film.phrasing.say(film.phrasing.voice.for_audience).sentences)
    text = _title_text(film)
    thing = _telling_thing(film)
    is_news = thing is not None and not film.is_within(thing, text)
    subline = reading.brand.tagline or (capitalised(thing) if thing and is_news else None)
    return Scene(
        id=NO_ID,
        role=SceneRole.TITLE,
        sentences=sentences,
        headline=Headline(text=text, highlight=_title_highlight(film, text)),
        eyebrow=film.phrasing.line(film.phrasing.lexicon.eyebrow_audience) if audience else None,
        subline=subline,
        icons=film.icons(subline or text),
        shown=tuple(index for index, sentence in enumerate(sentences) if opened(sentence) == text),
    )


def names_audience(film: Film) -> bool:
    """Return whether the opening or the introduction already name whom the film is for."""
    audience = film.reading.audience
    named = " ".join((*hook(film).sentences, *_introduction(film)))
    is_everyone = audience is not None and audience.short == film.tongue.lexicon.everyone
    return is_everyone or (audience is not None and film.is_within(audience.short, named))


def hook_action(film: Film) -> str | None:
    """Return the deed the opening asks about, None if it opens otherwise."""
    if film.reading.question:
        return None
    short = [action for action in film.reading.actions if len(words(action)) <= _MOST_ACTION_WORDS]
    plain = [action for action in short if not re.search(r"\d", action)]
    return next(iter(plain or short), None)


def _set_hook(film: Film) -> Said:
    audience, action = film.reading.audience, hook_action(film)
    if action:
        return film.phrasing.say(film.phrasing.voice.hook_action, action=action)
    if audience and audience.can_be_addressed:
        said = film.phrasing.say(film.phrasing.voice.hook_audience, audience=capitalised(audience.short))
        if len(words(said.headline.text)) <= MOST_WORDS:
            return said
    if (thing := _telling_thing(film)) and len(thing.split()) <= _MOST_ACTION_WORDS:
        return film.phrasing.say(film.phrasing.voice.hook_thing)
    return film.phrasing.say(film.phrasing.voice.hook_open)


def _introduction(film: Film) -> tuple[str, ...]:
    brand, voice = film.reading.brand, film.phrasing.voice
    thing = _telling_thing(film)
    if thing and any(thing in sentence for sentence in hook(film).sentences):
        thing = None
    if brand.is_name:
        if thing:
            return film.phrasing.say(voice.introduce_thing).sentences
        tagline = (closed(brand.tagline),) if brand.tagline else ()
        return (*film.phrasing.say(voice.introduce).sentences, *tagline)
    name = closed(brand.title)
    if thing is None or film.is_within(thing, name):
        return (name,)
    is_one = film.tongue.lexicon.article.match(thing)
    return (name, film.tongue.lexicon.this_is.format(thing=thing) if is_one else closed(thing))


def _telling_thing(film: Film) -> str | None:
    """What the brand is, if that takes enough words to introduce it."""
    thing = film.reading.thing
    return thing if thing and len(thing.split()) >= TELLING_WORDS else None


def _title_text(film: Film) -> str:
    brand = film.reading.brand
    if brand.is_name and brand.name in brand.title:
        return brand.title if len(words(brand.title)) <= _MOST_NAME_WORDS else brand.name
    found = cut(brand.title, film.tongue, most=_MOST_TITLE_WORDS)
    return found.head if found else brand.name


def _title_highlight(film: Film, text: str) -> str | None:
    name = text.split()
    if len(name) <= len(("first", "last")):
        return name[-1] if len(name) > 1 else None
    return highlight(text, film.tongue)

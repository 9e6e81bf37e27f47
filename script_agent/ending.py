"""The scenes that end a film: a last thought, and what the viewer is asked to do."""

from contracts import Scene, SceneRole
from script_agent.cleaning import ADDRESS
from script_agent.film import Film
from script_agent.headline import MOST_WORDS, cut, headline
from script_agent.phrasing import Said
from script_agent.sentences import split_sentences, words


def thought(film: Film, turn: int) -> Scene:
    """Return a piece of common wisdom in the film's tone."""
    said = film.phrasing.say(film.phrasing.voice.thoughts[turn : turn + 1])
    return film.spoken(SceneRole.CLOSING, said, optional=True)


def closing(film: Film, action: str | None) -> Scene:
    """Return the last thought before the call to action, about something the viewer can do if there is one."""
    voice = film.phrasing.voice
    said = film.phrasing.say(voice.closing_action, action=action) if action else film.phrasing.say(voice.closing)
    return film.spoken(SceneRole.CLOSING, said, optional=True)


def call(film: Film) -> Scene:
    """Return the call to action: the user's own, else a neutral one."""
    voice = film.phrasing.voice
    text = film.reading.call
    if text is None:
        said = film.phrasing.say(voice.call if film.reading.brand.is_name else voice.call_topic)
    elif len(words(text)) <= MOST_WORDS:
        said = Said((text,), headline(text, film.tongue))
    else:
        sentences = tuple(split_sentences(text, film.tongue.lexicon.abbreviations))
        found = cut(sentences[0], film.tongue)
        said = Said(sentences, headline(found.head, film.tongue) if found else film.key_headline(sentences[0]))
    address = ADDRESS.search(" ".join(said.sentences).lower())
    return film.spoken(SceneRole.CTA, said, button=address[0] if address else voice.button)

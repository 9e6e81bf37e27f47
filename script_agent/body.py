"""The scenes between opening and ending: points, numbers, statements."""

from contracts import Card, Headline, Scene, SceneRole
from script_agent.film import NO_ID, Film
from script_agent.headline import MOST_WORDS, cut, headline, marked
from script_agent.parts import Figure, Statement
from script_agent.points import Point
from script_agent.sentences import closed, listed, words

_MOST_SUBLINE_WORDS = 14
_FEWEST_SUBLINE_WORDS = 3


def points_scene(points: tuple[Point, ...], heading: Headline) -> Scene:
    """Return up to three points as cards, each brought in by its sentence."""
    sentences = tuple(dict.fromkeys(point.sentence for point in points))
    cards = tuple(Card(text=point.card, sentence=sentences.index(point.sentence)) for point in points)
    return Scene(
        id=NO_ID,
        role=SceneRole.POINTS,
        sentences=sentences,
        headline=heading,
        cards=cards,
    )


def point_scene(film: Film, point: Point) -> Scene:
    """Return one point as a scene of its own."""
    return Scene(
        id=NO_ID,
        role=SceneRole.FEATURE,
        sentences=(point.sentence,),
        headline=headline(point.card, film.tongue),
        icons=film.icons(point.card),
        optional=True,
    )


def recap_scene(film: Film, points: tuple[Point, ...], lead: str) -> Scene:
    """Return the points once more in one sentence."""
    lexicon = film.tongue.lexicon
    enumeration = listed([_lowered(point.phrase) for point in points], lexicon.conjunction)
    subject = _by_name(film, lead)
    sentence = closed(lexicon.in_short + f"{subject} {enumeration}".strip())
    cards = tuple(Card(text=point.card, sentence=0) for point in points)
    heading = marked(lexicon.recap_heading)
    return Scene(id=NO_ID, role=SceneRole.POINTS, sentences=(sentence,), headline=heading, cards=cards, optional=True)


def figure_scene(film: Film, figure: Figure) -> Scene:
    """Return a number as a scene of its own."""
    stat = figure.stat
    text = " ".join(part for part in (stat.before, stat.value, stat.after) if part)
    if len(words(text)) > MOST_WORDS:
        text = f"{stat.value} {stat.after}".strip()
    return Scene(
        id=NO_ID,
        role=SceneRole.STAT,
        sentences=figure.sentences,
        headline=Headline(text=text, highlight=stat.value),
        stat=stat,
        icons=film.icons(f"{stat.after} {stat.before}"),
    )


def statement_scene(film: Film, statement: Statement) -> Scene:
    """Return sentences of the briefing as a scene, the first of them as its headline."""
    first = statement.sentences[0]
    if statement.label:
        top, rest = headline(statement.label, film.tongue), first.partition(": ")[2]
    else:
        found = cut(first, film.tongue)
        top = headline(found.head, film.tongue) if found else film.key_headline(first)
        rest = found.rest if found else ""
    fits = _FEWEST_SUBLINE_WORDS <= len(words(rest)) <= _MOST_SUBLINE_WORDS
    second = statement.sentences[1] if len(statement.sentences) > 1 and not rest else None
    if second and len(words(second)) > _MOST_SUBLINE_WORDS:
        second = None
    return Scene(
        id=NO_ID,
        role=SceneRole.FEATURE,
        sentences=statement.sentences,
        headline=top,
        subline=closed(rest) if fits else second,
        icons=film.icons(first),
        optional=True,
    )


def shortened_scene(film: Film, statement: Statement) -> Scene | None:
    """Return a long statement with only its main clause spoken, None if it has none that can stand alone."""
    found = cut(statement.sentences[0], film.tongue)
    is_whole = found is not None and not found.rest and len(statement.sentences) == 1
    if found is None or statement.label or is_whole or not statement.sentences[0].startswith(found.head):
        return None
    return statement_scene(film, Statement((closed(found.head),)))


def audience_scene(film: Film) -> Scene | None:
    """Return a scene about whom the film is for."""
    audience = film.reading.audience
    if audience is None:
        return None
    said = film.phrasing.say((film.tongue.lexicon.audience_scene,), audience=audience.full)
    top = film.phrasing.line(film.tongue.lexicon.eyebrow_audience)
    return Scene(
        id=NO_ID,
        role=SceneRole.FEATURE,
        sentences=said.sentences,
        headline=headline(top, film.tongue),
        icons=film.icons(audience.short),
        optional=True,
    )


def _by_name(film: Film, lead: str) -> str:
    """The lead inside a sentence, with the brand's name for a pronoun."""
    brand = film.reading.brand
    first, _, rest = lead.partition(" ")
    if brand.is_name and first.lower() in film.tongue.lexicon.stand_ins:
        return f"{brand.article} {brand.name} {rest}".strip()
    return lead if lead.startswith(brand.name) else _lowered(lead)


def _lowered(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]

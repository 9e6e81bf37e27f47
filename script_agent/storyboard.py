"""Puts a film together: the scenes in order, as many as the asked seconds can hold."""

from enum import Enum, auto

from contracts import Headline, Language, Scene
from script_agent.body import (
    audience_scene,
    figure_scene,
    point_scene,
    points_scene,
    recap_scene,
    shortened_scene,
    statement_scene,
)
from script_agent.commission import Commission
from script_agent.ending import call, closing, thought
from script_agent.film import Film
from script_agent.headline import headline
from script_agent.opening import hook, hook_action, names_audience, title
from script_agent.pacing import Slot, Take, choose, film_seconds
from script_agent.parts import Figure, Points, Statement
from script_agent.phrasing import Phrasing
from script_agent.points import Point, PointList
from script_agent.reading import read
from script_agent.screenplay import Screenplay
from script_agent.sentences import words
from script_agent.tongues.base import Tongue

_CARDS = 3
_FIGURE_WEIGHT = 1.5
_POINTS_WEIGHT = 8
_MOST_CLOSING_WORDS = 6
_FULL_WORDS = 3
"""Fewest words of a point that can fill a picture."""
_CARDS_SUFFICE = 0.7
"""Share of the asked seconds from which points stay together as cards."""
_SPOKEN_SLOWLY = 0.85
"""Share of the asked seconds that slow speech and open pauses can still stretch to the whole."""


def screenplay_of(commission: Commission, language: Language, tongue: Tongue) -> Screenplay:
    """Return the film of a commission: the same one for the same commission."""
    reading = read(commission, tongue)
    film = Film(reading, tongue, Phrasing(reading, tongue, tongue.voices[commission.tone], commission.take - 1))
    scenes: list[Scene] = []
    for extent in Extent:
        enough = _CARDS_SUFFICE if extent is Extent.POINT_BY_POINT else _SPOKEN_SLOWLY
        if film_seconds(scenes, tongue) < commission.duration * enough:
            scenes = choose(slots_of(film, extent), commission.duration, tongue)
    numbered = tuple(scene.model_copy(update={"id": f"s{number:02d}"}) for number, scene in enumerate(scenes, 1))
    is_short = film_seconds(scenes, tongue) < commission.duration * _SPOKEN_SLOWLY
    note = tongue.lexicon.short_film_note.format(seconds=commission.duration)
    return Screenplay(
        language=language,
        brand=reading.brand.name,
        scenes=numbered,
        notes=(note,) if is_short else (),
    )


class Extent(Enum):
    """How much is made of what the briefing says, from the tightest film to the one that fills long minutes."""

    TIGHT = auto()
    WITH_AUDIENCE = auto()
    """Whom the film is for gets a scene of its own."""
    WITH_THOUGHTS = auto()
    """Common wisdom leads to the name and to the end."""
    POINT_BY_POINT = auto()
    """Points get scenes of their own and are summed up at the end."""


def slots_of(film: Film, extent: Extent) -> list[Slot]:
    """Return the places of a film and what could fill them."""
    with_audience = extent is not Extent.TIGHT
    with_thoughts = extent in {Extent.WITH_THOUGHTS, Extent.POINT_BY_POINT}
    at_length = extent is Extent.POINT_BY_POINT
    slots: list[Slot] = [[Take(hook(film), 0)]]
    if with_thoughts:
        slots.append(_may_be_left_out(thought(film, 0), -0.1))
    slots.append(_title(film, with_audience=with_audience))
    if with_audience and not names_audience(film):
        slots.append(_may_be_left_out(audience_scene(film), 0.5))
    slots += _body(film, at_length=at_length)
    if at_length:
        slots += _recap(film)
    if with_thoughts:
        slots.append(_may_be_left_out(thought(film, 1), -0.2))
    return [*slots, _closing(film), [Take(call(film), 0)]]


def _title(film: Film, *, with_audience: bool) -> Slot:
    plain = Take(title(film, with_audience=False), 0)
    if film.reading.audience is None or names_audience(film) or with_audience:
        return [plain]
    return [Take(title(film, with_audience=True), 1), plain]


def _body(film: Film, *, at_length: bool) -> list[Slot]:
    slots: list[Slot] = []
    headings = 0
    for rank, part in enumerate(film.reading.parts):
        if isinstance(part, Points):
            added = _points(film, part, headings, at_length=at_length)
            headings += len(added)
        else:
            added = [_told(film, part, 1 - rank / (2 * len(film.reading.parts)))]
        slots += [[*slot, Take(None, 0)] if slots or number else slot for number, slot in enumerate(added)]
    return slots


def _told(film: Film, part: Statement | Figure, earliness: float) -> Slot:
    """What is told first is worth most, a number more than a sentence, and each by its length."""
    if isinstance(part, Figure):
        scene = figure_scene(film, part)
        return [Take(scene, _FIGURE_WEIGHT * earliness * film_seconds([scene], film.tongue))]
    scenes = [scene for scene in (statement_scene(film, part), shortened_scene(film, part)) if scene]
    return [Take(scene, earliness * film_seconds([scene], film.tongue)) for scene in scenes]


def _points(film: Film, part: Points, headings: int, *, at_length: bool) -> list[Slot]:
    points = part.list.points
    if len(points) == 1 or (at_length and _fill_pictures(part.list)):
        return [[Take(point_scene(film, point), _POINTS_WEIGHT / 2)] for point in points]
    slots: list[Slot] = []
    for number, chunk in enumerate(_chunks(points)):
        heading = _heading(film, part, headings + number)
        takes = [Take(points_scene(chunk, heading), _POINTS_WEIGHT)]
        if len(chunk) == _CARDS:
            takes.append(Take(points_scene(chunk[:2], heading), _POINTS_WEIGHT / 2))
        slots.append(takes)
    return slots


def _heading(film: Film, part: Points, turn: int) -> Headline:
    if part.heading:
        return headline(part.heading, film.tongue)
    voice = film.phrasing.voice
    return film.phrasing.heading(voice.does_heading if part.list.is_deed else voice.list_heading, turn)


def _recap(film: Film) -> list[Slot]:
    lists = [part.list for part in film.reading.parts if isinstance(part, Points)]
    told = [found for found in lists if len(found.points) >= _CARDS and _fill_pictures(found)]
    return [_may_be_left_out(recap_scene(film, found.points[:_CARDS], found.lead), 1) for found in told[:1]]


def _closing(film: Film) -> Slot:
    short = [action for action in film.reading.actions if len(words(action)) <= _MOST_CLOSING_WORDS]
    others = [action for action in short if action != hook_action(film)]
    about_action = [Take(closing(film, action), 1.1) for action in others[:1]]
    return [*about_action, Take(closing(film, None), 1), Take(None, 0)]


def _fill_pictures(found: PointList) -> bool:
    return found.is_alike and all(len(words(point.phrase)) >= _FULL_WORDS for point in found.points)


def _may_be_left_out(scene: Scene | None, worth: float) -> Slot:
    return [Take(scene, worth), Take(None, 0)] if scene else [Take(None, 0)]


def _chunks(points: tuple[Point, ...]) -> list[tuple[Point, ...]]:
    """Three cards a scene; four become two and two."""
    if len(points) <= _CARDS:
        return [points]
    size = _CARDS if len(points) % _CARDS != 1 else 2
    return [points[:size], *_chunks(points[size:])]

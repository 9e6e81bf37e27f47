"""Puts a film together: the scenes in order, as many as the asked seconds can hold."""

from enum import Enum, auto

from contracts import Briefing, Language, Scene, Script
from script_agent.headline import headline
from script_agent.pacing import Slot, Take, choose, film_seconds
from script_agent.phrasing import Phrasing
from script_agent.points import Point, PointList
from script_agent.reading import Figure, Part, Points, Reading, read
from script_agent.scenes import SceneBuilder
from script_agent.sentences import words
from script_agent.tongues.base import Tongue

_CARDS = 3
_MOST_CLOSING_WORDS = 8
_FULL_WORDS = 3
"""Fewest words of a point that can fill a picture."""
_SPOKEN_SLOWLY = 0.85
"""Share of the asked seconds that slow speech and open pauses can still stretch to the whole."""


def script_of(task_id: str, briefing: Briefing, language: Language, tongue: Tongue) -> Script:
    """Return the script of a briefing: the same one for the same briefing."""
    reading = read(briefing, tongue)
    storyboard = _Storyboard(reading, tongue, Phrasing(reading, tongue, tongue.voices[briefing.tone]))
    scenes: list[Scene] = []
    for extent in Extent:
        scenes = choose(storyboard.slots(extent), briefing.duration, tongue)
        if film_seconds(scenes, tongue) >= briefing.duration * _SPOKEN_SLOWLY:
            break
    numbered = tuple(scene.model_copy(update={"id": f"s{number:02d}"}) for number, scene in enumerate(scenes, 1))
    is_short = film_seconds(scenes, tongue) < briefing.duration * _SPOKEN_SLOWLY
    note = tongue.lexicon.short_film_note.format(seconds=briefing.duration)
    return Script(
        task_id=task_id,
        briefing=briefing,
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


class _Storyboard:
    """The places of one film and what could fill them."""

    def __init__(self, reading: Reading, tongue: Tongue, phrasing: Phrasing) -> None:
        self._reading = reading
        self._tongue = tongue
        self._phrasing = phrasing
        self._build = SceneBuilder(reading, tongue, phrasing)
        self._headings = 0

    def slots(self, extent: Extent) -> list[Slot]:
        """Return the film's places."""
        with_audience = extent is not Extent.TIGHT
        at_length = extent is Extent.POINT_BY_POINT
        self._headings = 0
        with_thoughts = extent in {Extent.WITH_THOUGHTS, Extent.POINT_BY_POINT}
        slots: list[Slot] = [[Take(self._build.hook(), 0)]]
        if with_thoughts:
            slots.append(_may_be_left_out(self._build.thought(0), -0.1))
        slots.append(self._title(with_audience=with_audience))
        if with_audience and not self._build.names_audience():
            slots.append(_may_be_left_out(self._build.audience(), 0.5))
        for rank, part in enumerate(self._reading.parts):
            slots += self._part(part, rank, at_length=at_length)
        if at_length:
            slots += self._recap()
        if with_thoughts:
            slots.append(_may_be_left_out(self._build.thought(1), -0.2))
        return [*slots, self._closing(), [Take(self._build.call(), 0)]]

    def _title(self, *, with_audience: bool) -> Slot:
        plain = Take(self._build.title(with_audience=False), 0)
        if self._reading.audience is None or self._build.names_audience() or with_audience:
            return [plain]
        return [Take(self._build.title(with_audience=True), 1), plain]

    def _part(self, part: Part, rank: int, *, at_length: bool) -> list[Slot]:
        is_first = rank == 0
        if isinstance(part, Points):
            return self._points(part, is_first=is_first, at_length=at_length)
        if isinstance(part, Figure):
            take = Take(self._build.figure(part), 3)
            return [[take] if is_first else [take, Take(None, 0)]]
        takes = [Take(self._build.statement(part), 2 - rank * 0.01)]
        shortened = self._build.shortened(part)
        if shortened:
            takes.append(Take(shortened, 1))
        return [takes if is_first else [*takes, Take(None, 0)]]

    def _points(self, part: Points, *, is_first: bool, at_length: bool) -> list[Slot]:
        points = part.list.points
        if len(points) == 1 or (at_length and _fill_pictures(part.list)):
            return [_may_be_left_out(self._build.point(point), 2) for point in points]
        slots: list[Slot] = []
        for chunk in _chunks(points):
            takes = [Take(self._points_scene(chunk, part), 4)]
            if len(chunk) == _CARDS:
                takes.append(Take(self._points_scene(chunk[:2], part), 2))
            slots.append(takes if is_first and not slots else [*takes, Take(None, 0)])
        return slots

    def _points_scene(self, points: tuple[Point, ...], part: Points) -> Scene:
        voice = self._phrasing.voice
        self._headings += 1
        heading = self._phrasing.heading(
            voice.does_heading if part.list.is_deed else voice.list_heading, self._headings
        )
        if part.heading:
            heading = headline(part.heading, self._tongue)
        return self._build.points(points, heading)

    def _recap(self) -> list[Slot]:
        lists = [part.list for part in self._reading.parts if isinstance(part, Points) and part.list.is_alike]
        lists = [found for found in lists if len(found.points) >= _CARDS and _fill_pictures(found)]
        return [_may_be_left_out(self._build.recap(found.points[:_CARDS], found.lead), 1) for found in lists[:1]]

    def _closing(self) -> Slot:
        plain = Take(self._build.closing(None), 1)
        actions = [action for action in self._reading.actions if len(words(action)) <= _MOST_CLOSING_WORDS]
        others = [action for action in actions if action != self._build.hook_action]
        long = [Take(self._build.closing(action), 1.1) for action in others[:1]]
        return [*long, plain, Take(None, 0)]


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

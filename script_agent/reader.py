"""Goes through the lines of a description and files what each sentence says."""

from collections.abc import Iterable
from dataclasses import replace

from script_agent.cleaning import Line, LineKind
from script_agent.figures import figure_of
from script_agent.matter import matter_of, without_address
from script_agent.parts import Figure, Part, Points, Reading, Statement
from script_agent.points import PointList, items, points_in, things_in
from script_agent.sentences import capitalised, closed, split_sentences, words
from script_agent.tongues.base import TELLING_WORDS, Frame, Tongue, VerbForm

_PAIR = 2
_MOST_ITEM_WORDS = 10
_MOST_LABEL_WORDS = 5
_MOST_HEADING_WORDS = 6
_MOST_HOOK_WORDS = 12
_MOST_CALL_WORDS = 15
_MOST_SPARE_WORDS = 6
"""A call longer than this tells something even if it is not the film's call to action."""
_MOST_SCENE_WORDS = 45


class Reader:
    """Walks over the lines of a description and files what they say."""

    def __init__(self, reading: Reading, tongue: Tongue) -> None:
        self._reading = reading
        self._tongue = tongue

    def take(self, lines: Iterable[Line]) -> None:
        """File what the lines say, in their order."""
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
        plain = text.rstrip(".:!")
        is_direction = self._tongue.lexicon.stage_directions.search(plain)
        return capitalised(plain) if 1 < len(words(plain)) <= _MOST_HEADING_WORDS and not is_direction else None

    def _take_items(self, group: list[str], heading: str | None) -> None:
        group = [text for text in group if not self._tongue.lexicon.stage_directions.search(text)]
        fitting = [text for text in group if self._is_point(text)]
        found = items(fitting, self._tongue) if len(fitting) > 1 else None
        if found:
            self._add_points(found, heading)
        for text in group:
            if not found or text not in fitting:
                self._take_item(text)

    def _take_item(self, text: str) -> None:
        label, _, rest = text.partition(": ")
        if rest and len(words(label)) <= _MOST_LABEL_WORDS and not figure_of(text, self._tongue):
            self._add(Statement((closed(text),), label=capitalised(label)))
            return
        if self._tongue.form(text) is VerbForm.THIRD and self._tongue.lexicon.item_subject:
            text = f"{self._tongue.lexicon.item_subject}{text[:1].lower()}{text[1:]}"
        for sentence in split_sentences(text, self._tongue.lexicon.abbreviations):
            self._take_sentence(sentence)

    def _is_point(self, text: str) -> bool:
        is_short = len(words(text)) <= _MOST_ITEM_WORDS and ". " not in text and ": " not in text
        return is_short and not self._tongue.lexicon.finite.search(text) and items([text], self._tongue) is not None

    def _take_sentence(self, sentence: str) -> None:
        text = matter_of(sentence, self._tongue.lexicon)
        if text is None or self._is_call(text):
            return
        text = without_address(text, self._tongue.lexicon)
        if text is None:
            return
        if self._opens(text):
            self._reading.question = text
            return
        frame = self._tongue.frame(text, self._reading.brand.name)
        if frame and frame.thing and self._reading.thing is None:
            self._reading.thing = frame.thing
        found = points_in(frame, self._tongue) if frame else things_in(text, self._tongue)
        is_figure = found and len(found.points) <= _PAIR and figure_of(text, self._tongue)
        if found and not is_figure:
            self._add_points(found, None)
        else:
            self._take_told(text, frame)

    def _is_call(self, text: str) -> bool:
        """Whether the sentence asks to act; the first that does becomes the call if the user gave none."""
        if not self._tongue.lexicon.calls.match(text) or len(words(text)) > _MOST_CALL_WORDS:
            return False
        is_spare = self._reading.call is not None and len(words(text)) > _MOST_SPARE_WORDS
        self._reading.call = self._reading.call or text
        return not is_spare

    def _take_told(self, text: str, frame: Frame | None) -> None:
        """A sentence that makes no enumeration."""
        if frame is None:
            self._take_plain(text, has_frame=False)
            return
        action = self._tongue.action(frame.rest, frame.doer)
        is_order = not frame.lead and frame.form is VerbForm.BASE
        self._note_actions([action] if action else [], frame.lead, is_order=is_order)
        is_fragment = frame.thing and frame.form is VerbForm.THIRD and not text.startswith(frame.lead or text[:1])
        if is_fragment or (frame.thing and not frame.lead):
            self._add(Statement((closed(f"{frame.lead} {frame.rest}"),)))
        else:
            self._take_plain(text, has_frame=True)

    def _take_plain(self, text: str, *, has_frame: bool) -> None:
        reading, tongue = self._reading, self._tongue
        thing = tongue.definition(text, reading.brand.name)
        if thing is None and not reading.parts and not has_frame:
            thing = tongue.thing(text)
        if reading.thing is None and thing and len(thing.split()) >= TELLING_WORDS:
            reading.thing, reading.definition = thing, text
            return
        stat = figure_of(text, tongue)
        if stat:
            self._add(Figure((text,), stat))
        elif (
            tongue.lexicon.backward.match(text) and reading.parts and not isinstance(last := reading.parts[-1], Points)
        ):
            self._glue(last, text)
        else:
            self._add(Statement((text,)))

    def _glue(self, last: Statement | Figure, text: str) -> None:
        """Sentences that point back are told in one scene with the one they point at."""
        if sum(len(words(sentence)) for sentence in (*last.sentences, text)) <= _MOST_SCENE_WORDS:
            self._reading.parts[-1] = replace(last, sentences=(*last.sentences, text))
        else:
            self._add(Statement((text,)))

    def _opens(self, text: str) -> bool:
        reading, lexicon = self._reading, self._tongue.lexicon
        if reading.question is not None or len(words(text)) > _MOST_HOOK_WORDS:
            return False
        if text.endswith("?"):
            return not reading.parts
        names_brand = reading.brand.is_name and reading.brand.name.lower() in text.lower()
        is_first = not reading.parts and reading.thing is None
        return is_first and bool(lexicon.pains.search(text)) and not names_brand and len(words(text)) > _PAIR

    def _add_points(self, found: PointList, heading: str | None) -> None:
        figures = [(point, stat) for point in found.points if (stat := figure_of(point.sentence, self._tongue))]
        are_told_apart = len({point.sentence for point in found.points}) == len(found.points) > _PAIR
        told = [point for point, _ in figures[:1]] if are_told_apart else []
        kept = tuple(point for point in found.points if point not in told)
        self._note_actions([point.action for point in kept if point.action], found.lead, is_order=not found.lead)
        self._add(Points(replace(found, points=kept), heading))
        for point, stat in figures[: len(told)]:
            self._add(Figure((point.sentence,), stat))

    def _note_actions(self, actions: list[str], lead: str, *, is_order: bool) -> None:
        """What a product does for the viewer may open the film; advice on a topic may not, unless it invites.

        Nor may what something else does that the text speaks of later: a library's café closes, not the library.
        """
        if self._reading.parts and not self._is_about_brand(lead):
            return
        if is_order and not self._reading.brand.is_name:
            actions = [action for action in actions if self._tongue.lexicon.invitations.match(action)]
        self._reading.actions += actions

    def _is_about_brand(self, lead: str) -> bool:
        name = {word.lower() for word in words(self._reading.brand.name)}
        said = {word.lower() for word in words(lead)}
        return not said or bool(name & said) or self._tongue.lexicon.subjects.fullmatch(lead) is not None

    def _add(self, part: Part) -> None:
        self._reading.parts.append(part)

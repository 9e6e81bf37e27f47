"""What every style has to say about a scene; layouts only ask, and know no style by name."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from contracts import Card, SceneRole, Zoom
from visual_agent.backgrounds import Backdrop
from visual_agent.cover import Cover, Side
from visual_agent.geometry import Box, Shape
from visual_agent.layers import Block, Layer
from visual_agent.setting import Align, TextStyle, text_size
from visual_agent.subject import Ground, Subject
from visual_agent.typeface import Face

_FEW_LETTERS = 26
_LONE_WORDS = 1.22
_LINE_LIMIT = {Shape.LANDSCAPE: 3, Shape.PORTRAIT: 5, Shape.SQUARE: 4}


@dataclass(frozen=True)
class Plan:
    """How a role's words and picture share the frame."""

    align: Align = Align.LEFT
    words_width: float = 860
    """Width of the words' column in landscape."""
    picture: bool = True
    indent: float = 0.0
    """Space between the margin and the words."""
    shift: float = 0.0
    """How far below the middle the words stand."""
    heading_width: float = 1680
    """Width of a heading over cards in landscape."""


@dataclass(frozen=True)
class Gaps:
    """Space above each part of a column."""

    headline: float = 54
    rule: float = 62
    body: float = 74
    button: float = 84
    stat: float = 64

    def scaled(self, by: float) -> "Gaps":
        """Return the same spaces, larger or smaller."""
        return Gaps(*(value * by for value in (self.headline, self.rule, self.body, self.button, self.stat)))


@dataclass(frozen=True)
class CardSpec:
    """One card of a row, its size, and the text size the whole row shares."""

    card: Card
    icon: str
    index: int
    width: float
    height: float
    text_size: float
    is_row: bool
    """Whether the card lies flat, with its icon beside the text, instead of over it."""


@dataclass(frozen=True)
class CaptionLook:
    """How captions are drawn over the finished picture."""

    face: Face
    colour: str
    accent: str
    box: str
    radius: float = 16


class Look(ABC):
    """A style bound to one scene: its type, its devices and its plans."""

    heading_sizes: ClassVar[Mapping[SceneRole, float]]
    """Largest headline of each role."""
    gaps: Gaps = Gaps()
    zoom: Zoom = Zoom()
    card_gap: float = 38
    card_gap_above: float = 76
    card_height: float = 430
    row_height: float = 240
    borrows: ClassVar[bool] = True
    """Whether scenes without a picture of their own take another's as a backdrop, or are drawn on the style's own."""
    measure: float = 780
    """Longest line of supporting text."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject

    @property
    def role(self) -> SceneRole:
        """The scene's role."""
        return self.subject.scene.role

    @property
    def progress_colour(self) -> str | None:
        """Colour of the progress line, or None in styles it does not suit."""
        return None

    @property
    def over_picture(self) -> bool:
        """Whether the scene shows a picture that fills the frame."""
        return self.subject.ground is Ground.PICTURE

    @property
    def side(self) -> Side:
        """Where the scene's words stand when it shows a picture."""
        if self.subject.stage.shape is not Shape.LANDSCAPE:
            return Side.TOP
        return Side.MIDDLE if self.plan().align is Align.CENTRE else Side.LEFT

    @property
    def area(self) -> Box:
        """Where content may stand."""
        return self.subject.stage.content

    @property
    def headline_lines(self) -> int:
        """Lines a headline may take before it is made smaller."""
        return _LINE_LIMIT[self.subject.stage.shape]

    def sized(self, style: TextStyle) -> TextStyle:
        """Return a heading's style at its role's size: less in narrow frames, more when a few words stand alone."""
        scene = self.subject.scene
        narrow = {Shape.LANDSCAPE: 1.0, Shape.PORTRAIT: 0.96, Shape.SQUARE: 0.82}[self.subject.stage.shape]
        alone = not (scene.eyebrow or scene.subline or scene.cards or scene.button)
        large = _LONE_WORDS if alone and len(scene.headline.text) <= _FEW_LETTERS else 1.0
        size = self.heading_sizes.get(self.role, self.heading_sizes[SceneRole.FEATURE])
        return replace(style, size=size * narrow * large)

    @property
    @abstractmethod
    def heading(self) -> TextStyle:
        """Style of the headline."""

    @property
    @abstractmethod
    def body(self) -> TextStyle:
        """Style of supporting lines."""

    @property
    @abstractmethod
    def caption(self) -> TextStyle:
        """Style of the words around a number."""

    @property
    @abstractmethod
    def number(self) -> TextStyle:
        """Style of a number that fills the picture."""

    @property
    @abstractmethod
    def card_text(self) -> TextStyle:
        """Style of a card's text."""

    @property
    @abstractmethod
    def captions(self) -> CaptionLook:
        """Style of the film's captions."""

    @abstractmethod
    def plan(self) -> Plan:
        """Return how the scene's role is arranged."""

    @abstractmethod
    def backdrop(self) -> Backdrop:
        """Return the recipe of the background."""

    @abstractmethod
    def cover(self, words: Box, marks: Sequence[Box]) -> Cover:
        """Return what is laid over a picture behind the scene, given where its words and its fixed marks stand."""

    @abstractmethod
    def fixtures(self) -> tuple[Layer, ...]:
        """Return what stands still on every picture, such as the mark."""

    @abstractmethod
    def eyebrow(self, text: str, width: float) -> Block:
        """Return the small line over a headline."""

    @abstractmethod
    def button(self, label: str, width: float) -> Block:
        """Return a button."""

    @abstractmethod
    def card(self, spec: CardSpec) -> Block:
        """Return a card, all of which enters together."""

    @abstractmethod
    def card_room(self, spec: CardSpec) -> tuple[float, float, int]:
        """Return the width, height and lines a card's text has."""

    @abstractmethod
    def picture(self, area: Box) -> tuple[Layer, ...]:
        """Return the scene's picture inside an area."""

    @abstractmethod
    def gauge(self, area: Box) -> tuple[Layer, ...]:
        """Return a picture of the scene's number inside an area."""

    def card_text_size(self, spec: CardSpec) -> float:
        """Return the largest size at which a card's text fits."""
        width, height, lines = self.card_room(spec)
        return text_size(spec.card.text, self.card_text, width=width, height=height, max_lines=lines)

    def signature(self, width: float) -> Block | None:  # noqa: ARG002 - for styles that draw one
        """Return the film's name over a call to action, if the style shows it there."""
        return None

    def ornament(self) -> Block | None:
        """Return what stands over the headline, if anything."""
        return None

    def rule(self) -> Block | None:
        """Return what parts the headline from the lines under it, if anything."""
        return None

    def beside(self, words: Box) -> tuple[Layer, ...]:  # noqa: ARG002 - for styles that draw something
        """Return what stands beside the words, such as an accent bar."""
        return ()

    def scenery(self, words: Box) -> tuple[Layer, ...]:  # noqa: ARG002 - for styles that draw something
        """Return what surrounds words that stand alone."""
        return ()

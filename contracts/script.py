"""The script: what each scene says aloud and what it shows."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from contracts.base import Contract, TaskId
from contracts.briefing import Briefing, Language
from contracts.charges import Charge
from contracts.takes import Takes

SceneId = Annotated[str, Field(pattern=r"^s\d{2}$", examples=["s01"])]


class SceneRole(StrEnum):
    """What a scene is there for; each role has its own picture layout."""

    HOOK = "hook"
    TITLE = "title"
    POINTS = "points"
    STAT = "stat"
    FEATURE = "feature"
    CLOSING = "closing"
    CTA = "cta"


class Headline(Contract):
    """The largest words of a picture, with at most one phrase set off from the rest."""

    text: Annotated[str, Field(min_length=1)]
    highlight: str | None = Field(None, description="A phrase that occurs in `text`, letter for letter.")

    @model_validator(mode="after")
    def _highlight_is_in_text(self) -> Self:
        if self.highlight is not None and self.highlight not in self.text:
            raise ValueError(f"highlight {self.highlight!r} does not occur in {self.text!r}")
        return self


class Card(Contract):
    """One point of a list, shown when its sentence is spoken."""

    text: Annotated[str, Field(min_length=1)]
    sentence: Annotated[int, Field(ge=0, description="Index into the scene's sentences that brings the card in.")]
    icon: str | None = Field(None, description="A word for what the icon means; guessed from the text when absent.")


class Stat(Contract):
    """A number worth a scene of its own: `before` VALUE `after`."""

    value: Annotated[str, Field(min_length=1, examples=["40%"])]
    before: str = ""
    after: str = ""
    fraction: Annotated[float, Field(ge=0, le=1)] | None = Field(None, description="Share to draw, if it is one.")


class Scene(Contract):
    """One scene: sentences to speak, and the words and meanings of its picture."""

    id: SceneId
    role: SceneRole
    sentences: Annotated[tuple[str, ...], Field(min_length=1)]
    headline: Headline
    eyebrow: str | None = Field(None, description="Small line over the headline.")
    subline: str | None = Field(None, description="Supporting line under the headline.")
    cards: tuple[Card, ...] = ()
    stat: Stat | None = None
    button: str | None = Field(None, description="Label of the button in a call to action.")
    icons: tuple[str, ...] = Field((), description="Words for what the icons mean, the main one first.")
    shown: tuple[int, ...] = Field((), description="Sentences the picture itself already shows word for word.")
    optional: bool = Field(False, description="Whether the film still makes sense without this scene.")

    @model_validator(mode="after")
    def _indices_point_at_sentences(self) -> Self:
        for index in (*self.shown, *(card.sentence for card in self.cards)):
            if index >= len(self.sentences):
                raise ValueError(f"scene {self.id} refers to sentence {index} but has {len(self.sentences)}")
        return self


class Script(Contract):
    """The whole film in words; carries its briefing so that no later stage needs a database."""

    task_id: TaskId
    briefing: Briefing
    language: Language
    brand: Annotated[str, Field(min_length=1, description="Name shown as the film's mark in each scene.")]
    scenes: Annotated[tuple[Scene, ...], Field(min_length=1)]
    notes: tuple[str, ...] = Field((), description="Things the user should know about how the script was made.")
    takes: Takes = Takes()
    charges: tuple[Charge, ...] = Field((), description="What was paid for it.")

    @model_validator(mode="after")
    def _scene_ids_are_unique(self) -> Self:
        ids = [scene.id for scene in self.scenes]
        if len(ids) != len(set(ids)):
            raise ValueError(f"scene ids repeat: {ids}")
        return self

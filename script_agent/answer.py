"""The form a language model fills in: a script in words only, without the ids and indices that code can derive."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Role = Literal["hook", "title", "points", "stat", "feature", "closing", "cta"]


class Answer(BaseModel):
    """Part of the form. Every field must be filled in and none added: strict structured output asks for that.

    Only plain types are used; lengths and counts are checked afterwards, since servers differ in which limits of
    JSON Schema they take.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)


class CardAnswer(Answer):
    """One point of a list."""

    text: Annotated[str, Field(description="The point in a few words, as the card shows it.")]
    spoken: Annotated[str, Field(description="The whole sentence that is spoken while the card appears.")]
    icon: Annotated[str, Field(description="One common English noun that could be drawn as the card's icon.")]


class StatAnswer(Answer):
    """A number shown as large as the picture: before VALUE after."""

    value: Annotated[str, Field(description="The number with its sign or unit, exactly as the briefing has it: 40%.")]
    before: Annotated[str, Field(description="Words over the number; may be empty.")]
    after: Annotated[str, Field(description="Words under the number that say what it counts.")]


class SceneAnswer(Answer):
    """One scene."""

    role: Annotated[Role, Field(description="What the scene is there for.")]
    sentences: Annotated[
        list[str], Field(description="What is spoken, one sentence each; in points only what leads to the cards.")
    ]
    headline: Annotated[str, Field(description="The largest words of the picture, without a full stop.")]
    highlight: Annotated[str | None, Field(description="One to three words of the headline, letter for letter.")]
    eyebrow: Annotated[str | None, Field(description="A small line over the headline.")]
    subline: Annotated[str | None, Field(description="A supporting line under the headline.")]
    cards: Annotated[list[CardAnswer], Field(description="Two or three cards in a points scene, none in others.")]
    stat: Annotated[StatAnswer | None, Field(description="The number of a stat scene, null in others.")]
    button: Annotated[str | None, Field(description="Label of the button in the cta scene, null in others.")]
    icons: Annotated[list[str], Field(description="Up to three common English nouns that could be drawn as icons.")]
    optional: Annotated[bool, Field(description="Whether the film still makes sense without this scene.")]


class ScriptAnswer(Answer):
    """The whole form."""

    brand: Annotated[str, Field(description="The short name of what the film is about.")]
    scenes: Annotated[list[SceneAnswer], Field(description="The scenes in the order they are shown.")]

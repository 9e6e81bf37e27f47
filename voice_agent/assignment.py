"""What a narrator is asked for: the part of a script that the sound of a film depends on, and nothing else."""

from typing import Annotated, Self

from pydantic import Field

from contracts import Contract, Language, Scene, Script, Tone
from contracts.script import SceneId


class SceneText(Contract):
    """What is to be said in one scene."""

    id: SceneId
    title: str = Field(description="Names the scene in notes to the user.")
    sentences: Annotated[tuple[str, ...], Field(min_length=1)]
    optional: bool

    @classmethod
    def of(cls, scene: Scene) -> Self:
        """Return the words of a scene, each sentence on one line."""
        sentences = tuple(" ".join(sentence.split()) for sentence in scene.sentences)
        return cls(id=scene.id, title=scene.headline.text, sentences=sentences, optional=scene.optional)


class Assignment(Contract):
    """Scripts alike in all of this get the same narration: how a film looks is no narrator's matter."""

    language: Language
    voice: str | None = Field(description="The voice asked for; the narrator's own choice when absent.")
    seconds: float = Field(description="Asked length of the film.")
    tone: Tone | None = Field(description="None for narrators that have no say in it.")
    take: int = Field(description="How often the narration was asked for.")
    scenes: Annotated[tuple[SceneText, ...], Field(min_length=1)]

    @classmethod
    def of(cls, script: Script, *, with_tone: bool) -> Self:
        """Return what a script asks of a narrator."""
        return cls(
            language=script.language,
            voice=script.briefing.voice,
            seconds=script.briefing.duration,
            tone=script.briefing.tone if with_tone else None,
            take=script.takes.narration,
            scenes=tuple(SceneText.of(scene) for scene in script.scenes),
        )

"""What an illustrator is asked for: the part of a script that a film's pictures depend on, and nothing else."""

from typing import Self

from contracts import Contract, Language, Scene, Script, Style, Tone
from contracts.takes import Take


class Commission(Contract):
    """Scripts alike in all of this get the same pictures: captions, voice and music are no illustrator's matter."""

    title: str
    description: str
    target_audience: str | None
    tone: Tone
    style: Style
    width: int
    height: int
    brand: str
    language: Language
    scenes: tuple[Scene, ...]
    take: Take

    @classmethod
    def of(cls, script: Script) -> Self:
        """Return what a script asks of the illustrator."""
        briefing = script.briefing
        width, height = briefing.frame_size
        return cls(
            title=briefing.title,
            description=briefing.description,
            target_audience=briefing.target_audience,
            tone=briefing.tone,
            style=briefing.style,
            width=width,
            height=height,
            brand=script.brand,
            language=script.language,
            # What captions show and which scene may be dropped is decided by later stages.
            scenes=tuple(scene.model_copy(update={"shown": (), "optional": False}) for scene in script.scenes),
            take=script.takes.visuals,
        )

    @property
    def frame_size(self) -> tuple[int, int]:
        """Width and height of the frame in pixels."""
        return self.width, self.height

"""What a writer is asked for: the part of a briefing that a film's words depend on, and nothing else."""

from typing import Self

from contracts import Briefing, Contract, Language, Tone


class Commission(Contract):
    """Briefings alike in all of this get the same words: how a film looks and sounds is no writer's matter."""

    title: str
    description: str
    duration: int
    target_audience: str | None
    tone: Tone
    cta: str | None
    language: Language | None
    take: int = 1
    """Which writing of it is wanted: a user may ask for another."""

    @classmethod
    def of(cls, briefing: Briefing, take: int = 1) -> Self:
        """Return what a briefing asks of the writer."""
        return cls.model_validate({**briefing.model_dump(include=set(cls.model_fields)), "take": take})

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything the user wrote."""
        return tuple(filter(None, (self.description, self.title, self.cta, self.target_audience)))

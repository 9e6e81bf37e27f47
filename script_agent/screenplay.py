"""What a writer hands in: the words of a film, and how they become the script of a task."""

from contracts import Briefing, Contract, Language, Scene, Script


class Screenplay(Contract):
    """A film in words."""

    language: Language
    brand: str
    scenes: tuple[Scene, ...]
    notes: tuple[str, ...] = ()


def script_of(task_id: str, briefing: Briefing, screenplay: Screenplay) -> Script:
    """Return the screenplay as the script of a task, with the briefing as this attempt has it."""
    return Script(
        task_id=task_id,
        briefing=briefing,
        language=screenplay.language,
        brand=screenplay.brand,
        scenes=screenplay.scenes,
        notes=screenplay.notes,
    )

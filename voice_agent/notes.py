"""What the user should know about how the narration was made to fit."""

from collections.abc import Sequence
from typing import Final

from voice_agent.assignment import Assignment
from voice_agent.fit import Plan, SceneSpeech

_NOTICEABLE_SECONDS: Final = 0.05
_EMPTY_SHARE: Final = 0.35
"""Share of silence from which a film feels empty."""


def notes_on(plan: Plan, speech: Sequence[SceneSpeech], assignment: Assignment, seconds: float) -> tuple[str, ...]:
    """Return sentences on scenes left out, on a film longer than asked, and on one with little to say."""
    asked = assignment.seconds
    spoken = sum(scene.seconds for scene in speech)
    notes = [
        f"Left out to keep to {asked:g} s: {scene.title!r}." for scene in assignment.scenes if scene.id not in plan.kept
    ]
    if seconds > asked + _NOTICEABLE_SECONDS:
        notes.append(f"The film lasts {seconds:.1f} s, not {asked:g} s: spoken faster, its text would not be clear.")
    if spoken < (1 - _EMPTY_SHARE) * seconds:
        notes.append(f"Only {spoken:.0f} of {seconds:.0f} s are spoken; a longer description would fill the film.")
    return tuple(notes)

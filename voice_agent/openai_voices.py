"""The voices of OpenAI's speech models: all speak every language a film can be in."""

from collections.abc import Sequence
from typing import Final

_EVERYWHERE: Final = ("alloy", "ash", "coral", "echo", "fable", "nova", "onyx", "sage", "shimmer")
_LATER: Final = ("ballad", "cedar", "marin", "verse")
"""Known to the models that take instructions."""


def voices_of(model: str) -> Sequence[str] | None:
    """Return the voices of a model, None for one that is not OpenAI's, whose voices only its server knows."""
    if model.startswith("tts-1"):
        return _EVERYWHERE
    if model.startswith("gpt-"):
        return sorted((*_EVERYWHERE, *_LATER))
    return None


def takes_instructions(model: str) -> bool:
    """Return whether a model can be told how to speak."""
    return not model.startswith("tts-1")

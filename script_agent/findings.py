"""What a review says about a screenplay that a language model wrote."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that is not as asked, told to the model so that it can put it right."""

    text: str
    is_grave: bool = True
    """Whether the film cannot be made like this; otherwise it would only be better without."""


def in_scene(number: int, text: str) -> Finding:
    """Return a grave finding about one scene, counted from one."""
    return Finding(f"Scene {number}: {text}")

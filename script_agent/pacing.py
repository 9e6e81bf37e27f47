"""How long words take to say, and which scenes fill the asked seconds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from contracts import Scene
from script_agent.sentences import words
from script_agent.tongues.base import Tongue

# The voice can shorten a film (drop an optional scene, speak faster) better than it can fill one.
_SHORTEST = 1.0
_LONGEST = 1.08
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SIGN = re.compile(r"[%$€£]")
_ADDRESS_MARK = re.compile(r"(?<=\w)[./@](?=[^\W\d])")


@dataclass(frozen=True)
class Budget:
    """The least and the most words of a film."""

    low: int
    high: int


@dataclass(frozen=True)
class Take:
    """One way to fill a slot; no scene means that it stays empty."""

    scene: Scene | None
    worth: float


Slot = Sequence[Take]
"""Ways to fill one place of the film; exactly one is taken."""


def budget_of(seconds: int, tongue: Tongue) -> Budget:
    """Return how many words fill the asked seconds, pauses included."""
    whole = seconds * tongue.words_per_second
    return Budget(ceil(whole * _SHORTEST), floor(whole * _LONGEST))


def spoken_words(text: str, tongue: Tongue) -> int:
    """Return how many words are heard: a number is as long as its name, a sign and the dot of an address are words."""
    extra = sum(
        tongue.spoken_number(number) - 1 for number in _NUMBER.findall(text) if number.strip("0") or number == "0"
    )
    return len(words(text)) + extra + len(_SIGN.findall(text)) + len(_ADDRESS_MARK.findall(text))


def scene_words(scene: Scene, tongue: Tongue) -> int:
    """Return how many words a scene takes to say."""
    return sum(spoken_words(sentence, tongue) for sentence in scene.sentences)


def choose(slots: Sequence[Slot], budget: Budget, tongue: Tongue) -> list[Scene]:
    """Return the worthiest scenes within the budget; the longest film below it, or the shortest one above, if none is."""
    best: dict[int, tuple[float, tuple[Scene, ...]]] = {0: (0.0, ())}
    for slot in slots:
        following: dict[int, tuple[float, tuple[Scene, ...]]] = {}
        for total, (worth, scenes) in best.items():
            for take in slot:
                length = total + (scene_words(take.scene, tongue) if take.scene else 0)
                chosen = (*scenes, take.scene) if take.scene else scenes
                if length not in following or following[length][0] < worth + take.worth:
                    following[length] = (worth + take.worth, chosen)
        best = following
    return list(best[_best_length(best, budget)][1])


def _best_length(best: dict[int, tuple[float, tuple[Scene, ...]]], budget: Budget) -> int:
    within = [length for length in best if budget.low <= length <= budget.high]
    if within:
        return max(within, key=lambda length: best[length][0])
    below = [length for length in best if length < budget.low]
    return max(below) if below else min(best)

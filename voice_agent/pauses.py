"""The silences of a narrated film, and how they stretch."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Pauses:
    """Seconds of silence at each place that has some."""

    opening: float
    """Before the first word."""
    sentence: float
    """Between two sentences of a scene."""
    scene: float
    """Between two scenes: the old picture's layers leave (0.28 s), the new one's begin to enter."""
    closing: float
    """After the last word, for the call to action to be read."""

    def total(self, *, scenes: int, sentences: int) -> float:
        """Return the silence in a film of so many scenes with so many sentences in all."""
        return self.opening + self.sentence * (sentences - scenes) + self.scene * (scenes - 1) + self.closing

    def towards(self, other: "Pauses", share: float) -> "Pauses":
        """Return pauses a share of the way to others; beyond 1 they go on growing in the same proportion."""
        return Pauses(
            opening=self.opening + share * (other.opening - self.opening),
            sentence=self.sentence + share * (other.sentence - self.sentence),
            scene=self.scene + share * (other.scene - self.scene),
            closing=self.closing + share * (other.closing - self.closing),
        )


TIGHT: Final = Pauses(opening=0.30, sentence=0.14, scene=0.40, closing=1.0)
"""The least that does not sound breathless and leaves a scene's layers time to leave."""

NATURAL: Final = Pauses(opening=0.35, sentence=0.22, scene=0.46, closing=1.2)
"""How a narrator paces without a clock."""

LOOSE: Final = Pauses(opening=0.5, sentence=0.45, scene=1.0, closing=1.5)
"""The most that still sounds unhurried, not stretched."""


def filling(seconds: float, *, scenes: int, sentences: int) -> Pauses:
    """Return the pauses that add up to `seconds`, all opened or closed together; never tighter than `TIGHT`."""
    tight, natural, loose = (pauses.total(scenes=scenes, sentences=sentences) for pauses in (TIGHT, NATURAL, LOOSE))
    if seconds >= natural:
        return NATURAL.towards(LOOSE, (seconds - natural) / (loose - natural))
    return NATURAL.towards(TIGHT, min((natural - seconds) / (natural - tight), 1.0))

"""Where a recording is silent."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from voice_agent.narrator import Samples

_FRAME_SECONDS: Final = 0.005
_BELOW_LOUD: Final = 10 ** (-32 / 20)
"""Frames more than 32 dB under the loud ones are silent."""

_LOUD_PERCENTILE: Final = 95.0
_SHORTEST_SECONDS: Final = 0.06
"""The closure of a `p` is silent for as long; what is shorter is no pause."""


@dataclass(frozen=True)
class Silence:
    """A pause, in seconds of the recording."""

    start: float
    end: float

    @property
    def seconds(self) -> float:
        """Length of the pause."""
        return self.end - self.start


def silences_in(samples: Samples, sample_rate: int) -> list[Silence]:
    """Return the pauses of a recording in order, the one before and the one after all speech among them."""
    frame = int(_FRAME_SECONDS * sample_rate)
    count = len(samples) // frame
    if not count:
        return []
    loudness = np.sqrt(np.mean(np.square(samples[: count * frame].reshape(count, frame)), axis=1))
    silent = loudness <= np.percentile(loudness, _LOUD_PERCENTILE) * _BELOW_LOUD
    edges = np.flatnonzero(np.diff(np.concatenate([[False], silent, [False]]).astype(np.int8)))
    pauses = (edges.reshape(-1, 2) * frame / sample_rate).tolist()
    return [Silence(start, end) for start, end in pauses if end - start >= _SHORTEST_SECONDS]

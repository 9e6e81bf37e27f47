"""Kokoro-82M: one speech model, many voices given as tables of style vectors."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from voice_agent.engine import Pace, Utterance, edges_of, session, token_ids
from voice_agent.models import kokoro_clock, kokoro_speaker
from voice_agent.narrator import Samples

Inputs = dict[str, NDArray[np.float32] | NDArray[np.int64]]

_TABLES: Final = Path(__file__).with_name("voices")
_PACE: Final = Pace(
    speeds=(0.85, 0.90, 0.95, 1.0, 1.05, 1.10, 1.15, 1.20, 1.25, 1.30),
    rates=(0.903, 0.942, 0.971, 1.0, 1.017, 1.038, 1.070, 1.119, 1.169, 1.202),
)
_MARKS: Final = " ,;:.!?…—"
_FALL_SECONDS: Final = 0.05
"""Part of a passage's last sound that is too quiet to be kept, measured."""

_STYLE_LENGTH: Final = 256


class KokoroModel:
    """The network, shared by all its voices."""

    def __init__(self, cache: Path, threads: int) -> None:
        self._speaker = session(kokoro_speaker(cache), threads)
        self._clock = session(kokoro_clock(cache), threads)

    def sound(self, inputs: Inputs) -> Samples:
        """Return the speech, with some silence around it."""
        samples: Samples = self._speaker.run(None, inputs)[0]
        return samples

    def edges(self, inputs: Inputs) -> NDArray[np.float64]:
        """Return when each character of the speech begins, in seconds, and when the last ends."""
        return edges_of(self._clock.run(None, inputs)[0])


class KokoroEngine:
    """One voice of Kokoro, given as a table of styles."""

    def __init__(self, model: KokoroModel, styles: NDArray[np.float32]) -> None:
        self._model = model
        self._styles = styles

    def utter(self, phonemes: str, rate: float) -> Utterance:
        """Speak one passage."""
        inputs = self._inputs(phonemes, rate)
        return Utterance(self._model.sound(inputs), self._model.edges(inputs))

    def seconds(self, phonemes: str, rate: float) -> float:
        """Return how long a passage lasts, from the lengths of its phonemes alone."""
        edges = self._model.edges(self._inputs(phonemes, rate))
        spoken = len(phonemes.rstrip(_MARKS))
        return float(edges[spoken] - edges[0]) - _FALL_SECONDS

    def _inputs(self, phonemes: str, rate: float) -> Inputs:
        style = self._styles[len(phonemes) - 1][np.newaxis]
        return {"tokens": token_ids(phonemes), "style": style, "speed": _PACE.speed_for(rate)}


def blended_styles(blend: Sequence[tuple[str, float]]) -> NDArray[np.float32]:
    """Return the weighted sum of committed voice tables, shape (510, 256): a style per number of phonemes."""
    tables = [np.float32(weight) * _table(name) for name, weight in blend]
    return np.asarray(np.sum(tables, axis=0), np.float32)


def _table(name: str) -> NDArray[np.float32]:
    return np.fromfile(_TABLES / f"{name}.bin", "<f4").reshape(-1, _STYLE_LENGTH)

"""Kokoro-82M: one speech model, many voices given as tables of style vectors."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import onnxruntime as ort  # type: ignore[import-untyped]
from numpy.typing import NDArray

from voice_agent.engine import Pace, Utterance, edges_of, token_ids

_TABLES: Final = Path(__file__).with_name("voices")
_PACE: Final = Pace(
    speeds=(0.85, 0.90, 0.95, 1.0, 1.05, 1.10, 1.15, 1.20, 1.25, 1.30),
    rates=(0.903, 0.942, 0.971, 1.0, 1.017, 1.038, 1.070, 1.119, 1.169, 1.202),
)
_STYLE_LENGTH: Final = 256


class KokoroEngine:
    """One voice of Kokoro; the session may be shared with others."""

    def __init__(self, model: ort.InferenceSession, styles: NDArray[np.float32]) -> None:
        self._session = model
        self._styles = styles

    def utter(self, phonemes: str, rate: float) -> Utterance:
        """Speak one passage in the style for its length."""
        style = self._styles[len(phonemes) - 1][np.newaxis]
        inputs = {"tokens": token_ids(phonemes), "style": style, "speed": _PACE.speed_for(rate)}
        samples, durations = self._session.run(None, inputs)
        return Utterance(samples, edges_of(durations, len(samples)))


def blended_styles(blend: Sequence[tuple[str, float]]) -> NDArray[np.float32]:
    """Return the weighted sum of committed voice tables, shape (510, 256): a style per number of phonemes."""
    tables = [np.float32(weight) * _table(name) for name, weight in blend]
    return np.asarray(np.sum(tables, axis=0), np.float32)


def _table(name: str) -> NDArray[np.float32]:
    return np.fromfile(_TABLES / f"{name}.bin", "<f4").reshape(-1, _STYLE_LENGTH)

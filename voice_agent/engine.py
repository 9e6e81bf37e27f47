"""What a speech model does: phonemes in, sound and the length of each phoneme out."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Protocol

import numpy as np
import onnxruntime as ort  # type: ignore[import-untyped]
from hibari.tts import ASSETS  # type: ignore[import-untyped]
from numpy.typing import NDArray

from voice_agent.narrator import Samples

SAMPLE_RATE: Final = 24_000
"""Samples per second of both models."""

FRAME_SECONDS: Final = 0.025
"""Unit of the durations of both models."""

LONGEST: Final = 400
"""Phonemes up to which both models speak well; Kokoro takes no more than 510."""

_PAD: Final = 0


@dataclass(frozen=True)
class Utterance:
    """A spoken passage with the silence the model puts around it."""

    samples: Samples
    edges: NDArray[np.float64]
    """Seconds at which each character of the phonemes begins, and at which the last one ends."""


class Engine(Protocol):
    """One voice of one speech model."""

    def seconds(self, phonemes: str, rate: float) -> float:
        """Return about how long the speech in what `utter` returns lasts, in a small part of a film's time."""
        ...

    def utter(self, phonemes: str, rate: float) -> Utterance:
        """Speak at most `LONGEST` phonemes; `rate` is how much faster than the voice's own pace."""
        ...


def session(model: Path | bytes, threads: int) -> ort.InferenceSession:
    """Load an ONNX model for the processor."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Threads that wait by spinning take the processor from the other services of the same machine.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return ort.InferenceSession(
        model if isinstance(model, bytes) else str(model), options, providers=["CPUExecutionProvider"]
    )


def known(phonemes: str) -> str:
    """Leave out the characters the models have no sound for."""
    return "".join(character for character in phonemes if character in _vocabulary())


def token_ids(phonemes: str) -> NDArray[np.int64]:
    """Return the models' input of shape (1, n + 2): a pad, the characters, a pad."""
    vocabulary = _vocabulary()
    return np.asarray([[_PAD, *(vocabulary[character] for character in phonemes), _PAD]], np.int64)


@dataclass(frozen=True)
class Pace:
    """How much faster a model speaks, measured at some values of its speed input.

    The models divide each phoneme's length by their speed and round it to frames, at least one, so pace is not speed:
    phonemes of one frame stay as they are, and at 1.33 many fall from two frames to one at once.
    """

    speeds: tuple[float, ...]
    rates: tuple[float, ...]

    def speed_for(self, rate: float) -> NDArray[np.float32]:
        """Return the speed input that makes speech faster by `rate`, as far as was measured."""
        return np.asarray([np.interp(rate, self.rates, self.speeds)], np.float32)


def edges_of(durations: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return when each character begins, and when the last ends, from the models' frames per token, pads included."""
    return np.cumsum(durations.ravel(), dtype=np.float64)[:-1] * FRAME_SECONDS


@cache
def _vocabulary() -> dict[str, int]:
    text = (Path(ASSETS) / "vocab.json").read_text(encoding="utf-8")
    return {str(character): int(number) for character, number in json.loads(text).items()}

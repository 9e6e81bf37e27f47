"""Transcription by memory: the stand-in recognises only what it has spoken itself."""

import io
import threading

import av
import numpy as np
from numpy.typing import NDArray

from tests.infra.openai_stand_in.sound import RATE, Speech, SpokenWord

_AUDIBLE = 0.02


class Memory:
    """What was spoken, so that it can be recognised."""

    def __init__(self) -> None:
        self._speeches: list[Speech] = []
        self._writing = threading.Lock()

    def remember(self, speech: Speech) -> None:
        """Keep a speech."""
        with self._writing:
            self._speeches.append(speech)

    def recognise(self, file: bytes) -> tuple[Speech, float]:
        """Return the speech that lasts most nearly as long, its words timed as in the file, and the file's seconds.

        Raises:
            ValueError: nothing was spoken yet.
        """
        samples = _decoded(file)
        first, end = _audible(samples)
        speech = min(self._speeches, key=lambda known: abs(_length(known.samples) - (end - first)))
        shift = (first - _audible(speech.samples)[0]) / RATE
        words = tuple(
            SpokenWord(word.word.strip(".,;:!?\"'()“”"), round(word.start + shift, 2), round(word.end + shift, 2))
            for word in speech.words
        )
        return Speech(speech.text, words, speech.samples), len(samples) / RATE


def _decoded(file: bytes) -> NDArray[np.float32]:
    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    with av.open(io.BytesIO(file), "r") as container:
        frames = [part for frame in container.decode(audio=0) for part in resampler.resample(frame)]
    return np.concatenate([frame.to_ndarray().ravel() for frame in [*frames, *resampler.resample(None)]])


def _audible(samples: NDArray[np.float32]) -> tuple[int, int]:
    loud = np.flatnonzero(np.abs(samples) > _AUDIBLE)
    return (int(loud[0]), int(loud[-1]) + 1) if len(loud) else (0, len(samples))


def _length(samples: NDArray[np.float32]) -> int:
    first, end = _audible(samples)
    return end - first

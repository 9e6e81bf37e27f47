"""A rough reading of a text by espeak-ng with the time of each phrase in it, to find the same phrases in a good one."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from contracts import Language
from voice_agent.espeak import EspeakProgram, espeak_failure
from voice_agent.narrator import Samples
from voice_agent.trimming import speech_bounds
from voice_agent.wording.phrases import Phrase

_PROGRAM: Final = Path(__file__).with_name("espeak_guide_program.py")
_VOICES: Final = {Language.ENGLISH: "en-us", Language.PORTUGUESE: "pt-br"}
_FULL_SCALE: Final = 32768
_MILLISECONDS: Final = 1000


@dataclass(frozen=True)
class Guide:
    """The rough reading."""

    samples: Samples
    sample_rate: int
    starts: tuple[float, ...]
    """Seconds at which each phrase begins."""

    @property
    def speech_seconds(self) -> float:
        """Length of the reading without the silence around it."""
        first, end = speech_bounds(self.samples, self.sample_rate)
        return (end - first) / self.sample_rate


def guide_to(phrases: Sequence[Phrase], language: Language) -> Guide:
    """Have phrases read; takes about a tenth of a second.

    Raises:
        TransientError: the program died, hung or answered nonsense.
    """
    places: list[int] = []
    text = ""
    for phrase in phrases:
        places.append(len(text))
        said = " ".join(phrase.words) + phrase.pause
        text += f"{said} " if said else ""
    head, _, sound = EspeakProgram(_VOICES[language], program=_PROGRAM).answer(text).partition(b"\n")
    try:
        told = json.loads(head)
        begun = dict(told["words"])
        samples = (np.frombuffer(sound, np.int16) / np.float32(_FULL_SCALE)).astype(np.float32)
        rate = int(told["sample_rate"])
    except (ValueError, TypeError, KeyError) as error:
        raise espeak_failure("answered nonsense") from error
    return Guide(samples, rate, _starts(places, begun, len(text), len(samples) / rate))


def _starts(places: Sequence[int], begun: dict[int, int], end: int, seconds: float) -> tuple[float, ...]:
    """Return when each place of the text is reached; espeak-ng runs some short words together and tells of one only."""
    known = sorted((place, milliseconds / _MILLISECONDS) for place, milliseconds in begun.items())
    characters, times = np.transpose([(0, 0.0), *known, (end, seconds)])
    return tuple(float(time) for time in np.interp(places, characters, times))

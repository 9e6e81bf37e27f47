"""What stands in the film's sound for text that cannot be said, such as a lone dash."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from voice_agent.narrator import Speech
from voice_agent.timing import shared

UNSPOKEN_SECONDS: Final = 0.4


def unspoken(tokens: Sequence[str], sample_rate: int) -> Speech:
    """Return silence that shows the tokens."""
    silence = np.zeros(round(UNSPOKEN_SECONDS * sample_rate), np.float32)
    return Speech(silence, sample_rate, tuple(shared(tokens, 0.0, UNSPOKEN_SECONDS)))

"""Sound as 16-bit mono WAV."""

import io
import wave
from typing import Final

import numpy as np

from voice_agent.narrator import Samples

MEDIA_TYPE: Final = "audio/wav"
_FULL_SCALE: Final = 32767


def encode(samples: Samples, sample_rate: int) -> bytes:
    """Return a WAV file; louder than full scale is clipped."""
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(sample_rate)
        writer.writeframes(np.rint(np.clip(samples, -1, 1) * _FULL_SCALE).astype("<i2").tobytes())
    return file.getvalue()


def decode(data: bytes) -> Samples:
    """Return the samples of a WAV file made by `encode`."""
    with wave.open(io.BytesIO(data), "rb") as reader:
        pcm = np.frombuffer(reader.readframes(reader.getnframes()), "<i2")
    return (pcm / np.float32(_FULL_SCALE)).astype(np.float32)

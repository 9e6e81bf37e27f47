"""Sound in place of speech: a tone for every word, long as the word, so that its times are known."""

import io
import struct
from dataclasses import dataclass
from typing import Final

import av
import numpy as np
from numpy.typing import NDArray

RATE: Final = 24_000
"""Samples a second; what the real route delivers."""

_SECONDS_PER_LETTER: Final = 0.062
_SHORTEST_WORD: Final = 0.12
_GAP: Final = 0.05
_SENTENCE_GAP: Final = 0.25
_EDGE: Final = 0.1
"""Silence before the first word and after the last."""
_PITCH: Final = 140.0
_UNKNOWN_SIZE: Final = 0xFFFFFFFF
"""What the real route writes for the lengths in a WAV header, since it streams."""
_CODECS: Final = {"mp3": ("mp3", "mp3"), "flac": ("flac", "flac"), "opus": ("ogg", "libopus"), "aac": ("adts", "aac")}


@dataclass(frozen=True)
class SpokenWord:
    """A word and when it sounds."""

    word: str
    start: float
    end: float


@dataclass(frozen=True)
class Speech:
    """The sound of a text."""

    text: str
    words: tuple[SpokenWord, ...]
    samples: NDArray[np.float32]

    @property
    def seconds(self) -> float:
        """Length of the sound."""
        return len(self.samples) / RATE


def speak(text: str, speed: float = 1.0) -> Speech:
    """Return a text as tones; `speed` 2.0 takes half as long."""
    words: list[SpokenWord] = []
    at = _EDGE
    for word in text.split():
        letters = sum(mark.isalnum() for mark in word)
        seconds = max(letters * _SECONDS_PER_LETTER, _SHORTEST_WORD) / speed
        words.append(SpokenWord(word, round(at, 3), round(at + seconds, 3)))
        at += seconds + (_SENTENCE_GAP if word[-1] in ".!?" else _GAP) / speed
    samples = np.zeros(round((at + _EDGE) * RATE), np.float32)
    for number, spoken in enumerate(words):
        first, end = round(spoken.start * RATE), round(spoken.end * RATE)
        samples[first:end] = _tone(end - first, _PITCH * (1 + number % 5 / 10))
    return Speech(text, tuple(words), samples)


def encoded(speech: Speech, response_format: str) -> bytes:
    """Return the sound as a file, or as bare samples for `pcm`."""
    pcm = (speech.samples * 32767).astype("<i2").tobytes()
    if response_format == "pcm":
        return pcm
    if response_format == "wav":
        return _wav_header() + pcm
    container_format, codec = _CODECS[response_format]
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=container_format) as container:
        stream = container.add_stream(codec, rate=48_000 if response_format == "opus" else RATE, layout="mono")
        assert isinstance(stream, av.AudioStream)
        frame = av.AudioFrame.from_ndarray(np.frombuffer(pcm, "<i2").reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = RATE
        resampler = av.AudioResampler(stream.format, stream.layout, stream.rate, frame_size=stream.frame_size or 4096)
        for part in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    return buffer.getvalue()


def _tone(length: int, pitch: float) -> NDArray[np.float32]:
    time = np.arange(length, dtype=np.float32) / RATE
    wave = sum(np.sin(2 * np.pi * pitch * harmonic * time) / harmonic for harmonic in (1, 2, 3, 4))
    fade = np.minimum(np.minimum(np.arange(length), np.arange(length)[::-1]) / (0.01 * RATE), 1)
    return np.asarray(wave * fade * 0.25, np.float32)


def _wav_header() -> bytes:
    form = struct.pack("<4sI4s", b"RIFF", _UNKNOWN_SIZE, b"WAVE")
    layout = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, RATE, RATE * 2, 2, 16)
    return form + layout + struct.pack("<4sI", b"data", _UNKNOWN_SIZE)

"""Reading sound files and stretching speech."""

import numpy as np
import pytest

from tests.infra.openai_stand_in.sound import encoded, speak
from voice_agent import wav
from voice_agent.narrator import Samples
from voice_agent.sound import SAMPLE_RATE, NoSoundError, decoded, stretched


def _tone(hertz: float, seconds: float, rate: int = SAMPLE_RATE) -> Samples:
    return (np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate) / 2).astype(np.float32)


def _pitch(samples: Samples) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum)) * SAMPLE_RATE / len(samples)


@pytest.mark.parametrize("response_format", ["wav", "mp3", "flac", "opus"])
def test_what_a_provider_sends_is_read(response_format: str) -> None:
    """Files of any usual kind, a WAV of unknown length among them, become the samples they hold."""
    speech = speak("Hello there, dear reader.")

    samples = decoded(encoded(speech, response_format))

    assert len(samples) / SAMPLE_RATE == pytest.approx(speech.seconds, abs=0.05)


def test_a_file_of_another_rate_is_brought_to_ours() -> None:
    """Length and pitch stay."""
    samples = decoded(wav.encode(_tone(440, 1.0, 44_100), 44_100))

    assert len(samples) == pytest.approx(SAMPLE_RATE, abs=50)
    assert _pitch(samples) == pytest.approx(440, abs=2)


@pytest.mark.parametrize(
    "data", [b"", b"<html>It works!", b"RIFF", wav.encode(np.zeros(SAMPLE_RATE, np.float32), SAMPLE_RATE)]
)
def test_what_is_no_sound_is_refused(data: bytes) -> None:
    """Nothing, something else, half a header and pure silence are errors, not silent films."""
    with pytest.raises(NoSoundError):
        decoded(data)


@pytest.mark.parametrize("rate", [0.92, 1.05, 1.12])
def test_stretched_speech_keeps_its_pitch(rate: float) -> None:
    """Speech becomes as much shorter as asked, to 15 ms, and not higher."""
    tone = _tone(220, 2.0)

    faster = stretched(tone, rate)

    assert len(faster) / SAMPLE_RATE == pytest.approx(2.0 / rate, abs=0.015)
    assert _pitch(faster) == pytest.approx(220, abs=3)

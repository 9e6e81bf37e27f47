"""Brazilian Portuguese pronunciation: espeak-ng's IPA in the alphabet of Kokoro-82M."""
# ruff: noqa: RUF001 - phonetic letters are the subject

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from voice_agent.espeak import Espeak
from voice_agent.wording.phrases import Phrase

# Kokoro-82M was trained on espeak-ng's IPA with these sounds folded to one letter each (misaki, espeak.py, Apache-2.0).
_FOLDED: Final = {
    "a^ɪ": "I",
    "a^ʊ": "W",
    "d^z": "ʣ",
    "d^ʒ": "ʤ",
    "e^ɪ": "A",
    "o^ʊ": "O",
    "s^s": "S",
    "t^s": "ʦ",
    "t^ʃ": "ʧ",
    "ə^ʊ": "Q",
    "ɔ^ɪ": "Y",
    "^": "",
    "-": "",
}


class PortuguesePronunciation:
    """Reads Brazilian Portuguese."""

    def __init__(self, espeak: Espeak) -> None:
        self._espeak = espeak

    def phonemes(self, phrases: Sequence[Phrase]) -> list[str]:
        """Return the phonemes of each phrase; words between two pauses are read together, as they run together."""
        breath_of = _breaths(phrases)
        breaths = [
            " ".join(
                word for index, phrase in enumerate(phrases) if breath_of[index] == breath for word in phrase.words
            )
            for breath, _ in groupby(breath_of)
        ]
        words = [word for phrase in phrases for word in phrase.words]
        read = " ".join(self._espeak.ipa(breaths)).split()
        if len(read) != len(words):
            # espeak-ng joined or split a word: read word by word, which loses liaison but not the places.
            read = [line.replace(" ", "") for line in self._espeak.ipa(words)]
        sounds = iter(read)
        return [" ".join(_folded(next(sounds)) for _ in phrase.words) for phrase in phrases]


def _breaths(phrases: Sequence[Phrase]) -> list[int]:
    """Return for each phrase how many pauses come before it."""
    count = 0
    breaths = []
    for phrase in phrases:
        breaths.append(count)
        count += bool(phrase.pause)
    return breaths


def _folded(ipa: str) -> str:
    for sound, letter in _FOLDED.items():
        ipa = ipa.replace(sound, letter)
    return ipa

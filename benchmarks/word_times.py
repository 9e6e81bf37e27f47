"""How exactly words are found in a recording by ear: `python -m benchmarks.word_times BRIEFING...`.

The local voices speak the films of the briefings; the times they know themselves are compared with those found in the
sound alone, as it is done with paid voices.
"""

import asyncio
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from contracts import Briefing, Language, SpokenSentence
from script_agent.commission import Commission
from script_agent.local import LocalScriptwriter
from voice_agent.alignment import heard_starts
from voice_agent.guide import guide_to
from voice_agent.local import LocalNarrator
from voice_agent.narrator import Samples
from voice_agent.pauses import NATURAL
from voice_agent.settings import VoiceSettings
from voice_agent.silences import silences_in
from voice_agent.sound import SAMPLE_RATE
from voice_agent.spans import spans_of
from voice_agent.takes import joined
from voice_agent.wording.phrases import phrases_of


async def measure(briefings: Sequence[Briefing]) -> None:
    """Print median and 95th percentile of the error of word starts, per language and together."""
    narrator = LocalNarrator(VoiceSettings())
    errors: dict[Language, list[float]] = {}
    for briefing in briefings:
        film = await LocalScriptwriter().write(Commission.of(briefing))
        voice = narrator.voice(None, film.language)
        for scene in film.scenes:
            texts = [" ".join(sentence.split()) for sentence in scene.sentences]
            spoken = [await narrator.speak(text, film.language, voice) for text in texts]
            samples, sentences = joined(spoken, NATURAL.sentence)
            errors.setdefault(film.language, []).extend(_errors(samples, sentences, film.language))
    for language, found in errors.items():
        _print(language.value, found)
    _print("all", [error for found in errors.values() for error in found])


def _errors(samples: Samples, sentences: Sequence[SpokenSentence], language: Language) -> Iterator[float]:
    said = [phrases_of(sentence.text, language) for sentence in sentences]
    starts = heard_starts(samples, SAMPLE_RATE, guide_to([phrase for phrases in said for phrase in phrases], language))
    spans = spans_of(said, starts, silences_in(samples, SAMPLE_RATE), len(samples) / SAMPLE_RATE)
    for sentence, phrases, found in zip(sentences, said, spans, strict=True):
        words = iter(sentence.words)
        for phrase, span in zip(phrases, found, strict=True):
            first, *_ = [next(words) for _ in phrase.tokens]
            yield abs(span.start - first.start)


def _print(name: str, errors: Sequence[float]) -> None:
    median, high = np.percentile(np.asarray(errors), (50, 95)) * 1000
    print(f"{name:4} {len(errors):5} words   median {median:4.0f} ms   p95 {high:4.0f} ms")


if __name__ == "__main__":
    asyncio.run(measure([Briefing.model_validate_json(Path(name).read_bytes()) for name in sys.argv[1:]]))

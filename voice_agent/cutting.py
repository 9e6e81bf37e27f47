"""Cuts the recording of a scene into its sentences, each without silence around it and with the time of its words."""

from collections.abc import Sequence
from typing import Final

from contracts import Word
from voice_agent.narrator import Samples, Speech
from voice_agent.sound import SAMPLE_RATE
from voice_agent.spans import Span
from voice_agent.timing import shared
from voice_agent.trimming import faded
from voice_agent.wording.phrases import Phrase

_BEFORE_SECONDS: Final = 0.03
_AFTER_SECONDS: Final = 0.06
"""Left around a sentence, as far as the pause goes: its first and last sounds are softer than what counts as sound."""

_SHORTEST: Final = SAMPLE_RATE // 20
"""Samples of a sentence that is hardly there, as when a model skipped it."""


def cut(samples: Samples, sentences: Sequence[Sequence[Phrase]], spans: Sequence[Sequence[Span]]) -> list[Speech]:
    """Return the sentences of a recording of at least 50 ms at `SAMPLE_RATE`."""
    seconds = len(samples) / SAMPLE_RATE
    edges = [(said[0].start, said[-1].end) for said in spans]
    speeches = []
    for index, (phrases, said) in enumerate(zip(sentences, spans, strict=True)):
        before = edges[index - 1][1] if index else 0.0
        after = edges[index + 1][0] if index + 1 < len(edges) else seconds
        first = max(said[0].start - _BEFORE_SECONDS, (before + said[0].start) / 2)
        end = min(said[-1].end + _AFTER_SECONDS, (after + said[-1].end) / 2)
        begin = min(round(first * SAMPLE_RATE), len(samples) - _SHORTEST)
        part = samples[begin : max(round(end * SAMPLE_RATE), begin + _SHORTEST)]
        words = [word for phrase, span in zip(phrases, said, strict=True) for word in _words(phrase, span, first)]
        speeches.append(Speech(faded(part, SAMPLE_RATE), SAMPLE_RATE, tuple(words)))
    return speeches


def at_pace(speech: Speech, samples: Samples) -> Speech:
    """Return a speech with the sound it has at another pace, its words moved with it."""
    factor = len(samples) / len(speech.samples)
    words = tuple(
        word.model_copy(update={"start": round(word.start * factor, 4), "end": round(word.end * factor, 4)})
        for word in speech.words
    )
    return Speech(samples, speech.sample_rate, words)


def _words(phrase: Phrase, span: Span, first: float) -> list[Word]:
    return shared(phrase.tokens, round(span.start - first, 4), round(span.end - first, 4))

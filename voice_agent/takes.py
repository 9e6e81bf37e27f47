"""A scene as it was spoken once: its sound and the time of its words, before it has a place in the film."""

from collections.abc import Sequence

import numpy as np

from contracts import ArtefactRef, Contract, SpokenSentence
from voice_agent.narrator import Samples, Speech


class Take(Contract):
    """A kept recording of one scene; all times are seconds from its first sample."""

    audio: ArtefactRef
    sample_rate: int
    sentences: tuple[SpokenSentence, ...]

    @property
    def speech_seconds(self) -> float:
        """Length of the sentences without the pauses between them."""
        return sum(sentence.end - sentence.start for sentence in self.sentences)


def joined(speeches: Sequence[Speech], pause: float) -> tuple[Samples, tuple[SpokenSentence, ...]]:
    """Put spoken sentences one after the other with `pause` seconds between; return the sound and the timings."""
    sample_rate = speeches[0].sample_rate
    silence = np.zeros(round(pause * sample_rate), np.float32)
    parts: list[Samples] = []
    sentences = []
    for speech in speeches:
        start = sum(map(len, parts)) / sample_rate
        words = tuple(
            word.model_copy(update={"start": start + word.start, "end": start + word.end}) for word in speech.words
        )
        sentences.append(SpokenSentence(text=speech.text, start=start, end=start + speech.seconds, words=words))
        parts += [speech.samples, silence]
    return np.concatenate(parts[:-1]), tuple(sentences)


def speeches_in(take: Take, samples: Samples) -> list[Speech]:
    """Cut a take's sound back into its sentences."""
    speeches = []
    for sentence in take.sentences:
        first, end = round(sentence.start * take.sample_rate), round(sentence.end * take.sample_rate)
        words = tuple(
            word.model_copy(update={"start": word.start - sentence.start, "end": word.end - sentence.start})
            for word in sentence.words
        )
        speeches.append(Speech(samples[first:end], take.sample_rate, words))
    return speeches

"""The narrator that needs no network: speech models on this machine's processor."""

import asyncio
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from itertools import islice
from typing import Final

import numpy as np

from contracts import Language, Word
from voice_agent import catalogue
from voice_agent.catalogue import HibariVoice, KokoroVoice
from voice_agent.engine import LONGEST, SAMPLE_RATE, Engine, known
from voice_agent.english import EnglishPronunciation
from voice_agent.espeak import Espeak
from voice_agent.hibari_engine import HibariEngine, is_british, model_path
from voice_agent.kokoro_engine import KokoroEngine, KokoroModel, blended_styles
from voice_agent.narrator import Paces, Part, Run, Samples, Speech, voice_unknown
from voice_agent.portuguese import PortuguesePronunciation
from voice_agent.pronunciation import Passage, Pronunciation, passages_of
from voice_agent.settings import VoiceSettings
from voice_agent.timing import words_of
from voice_agent.trimming import faded, speech_bounds
from voice_agent.unspoken import UNSPOKEN_SECONDS, unspoken
from voice_agent.wording.phrases import Phrase, phrases_of

_BREATH_SECONDS: Final = 0.15
"""Silence between the passages of a sentence too long for one."""


class LocalReader:
    """Reads one film, sentence by sentence."""

    provider = "local"
    paces = Paces(slowest=0.93, fastest=1.18)
    at_once = 1
    is_paid = False

    def __init__(self, narrator: "LocalNarrator", part: Part) -> None:
        self._narrator = narrator
        self.part = part

    async def estimate(self, sentences: Sequence[str]) -> float:
        """Return how many seconds the sentences last, right to a few hundredths each."""
        language, voice = self.part.language, self.part.voice
        return sum([await self._narrator.estimate(text, language, voice) for text in sentences])

    async def speak(self, sentences: Sequence[str], rate: float) -> list[Speech]:
        """Speak each sentence for itself."""
        language, voice = self.part.language, self.part.voice
        return [await self._narrator.speak(text, language, voice, rate) for text in sentences]


class LocalNarrator:
    """Speaks with hibari and Kokoro. Models are loaded when first needed and stay.

    One thread owns the models and does all speaking: what two threads would gain on the same processor, they would lose
    in memory, and nothing has to be locked.
    """

    name = "local-2"
    uses_tone = False

    def __init__(self, settings: VoiceSettings) -> None:
        self._settings = settings
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="narrator")
        self._engines: dict[str, Engine] = {}
        self._pronunciations: dict[str, Pronunciation] = {}

    def voice(self, asked: str | None, language: Language) -> str:
        """Return the asked voice, or the language's default; raises `PermanentError` for one it does not have."""
        available = [voice.id for voice in catalogue.voices_of(language)]
        if asked is not None and asked not in available:
            raise voice_unknown(asked, language, available)
        return asked or available[0]

    def reader(self, part: Part, run: Run) -> LocalReader:
        """Return the reader of one film."""
        del run
        return LocalReader(self, part)

    async def estimate(self, text: str, language: Language, voice: str, rate: float = 1.0) -> float:
        """Return how many seconds `speak` would last, right to a few hundredths a sentence."""
        return await asyncio.get_running_loop().run_in_executor(
            self._thread, self._estimate, text, language, voice, rate
        )

    async def speak(self, text: str, language: Language, voice: str, rate: float = 1.0) -> Speech:
        """Speak one sentence; raises KeyError for a voice that is not in the catalogue."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._speak, text, language, voice, rate)

    def _estimate(self, text: str, language: Language, voice: str, rate: float) -> float:
        engine = self._engine(voice)
        seconds = [
            UNSPOKEN_SECONDS if passage.is_silent else engine.seconds(passage.phonemes, rate)
            for _, passage in self._passages(text, language, voice)
        ]
        return sum(seconds) + _BREATH_SECONDS * (len(seconds) - 1)

    def _speak(self, text: str, language: Language, voice: str, rate: float) -> Speech:
        engine = self._engine(voice)
        sounds: list[Samples] = []
        words: list[Word] = []
        for phrases, passage in self._passages(text, language, voice):
            spoken = _spoken(engine, phrases, passage, rate)
            offset = sum(map(len, sounds)) / SAMPLE_RATE
            words += [_moved(word, offset) for word in spoken.words]
            sounds += [spoken.samples, np.zeros(int(_BREATH_SECONDS * SAMPLE_RATE), np.float32)]
        return Speech(np.concatenate(sounds[:-1]), SAMPLE_RATE, tuple(words))

    def _passages(self, text: str, language: Language, voice: str) -> Iterator[tuple[Sequence[Phrase], Passage]]:
        """Yield what is spoken in one breath, each with the phrases it says."""
        phrases = phrases_of(text, language)
        phonemes = [known(sounds) for sounds in self._pronunciation(voice, language).phonemes(phrases)]
        remaining = iter(phrases)
        for passage in passages_of(phrases, phonemes, LONGEST):
            yield list(islice(remaining, len(passage.spans))), passage

    def _engine(self, voice: str) -> Engine:
        if voice not in self._engines:
            self._engines[voice] = self._load(catalogue.find(voice))
        return self._engines[voice]

    def _load(self, entry: catalogue.LocalVoice) -> Engine:
        match entry:
            case HibariVoice(voice=voice):
                return HibariEngine(model_path(voice.id, self._settings.voice_cache_dir), self._settings.voice_threads)
            case KokoroVoice(blend=blend):
                return KokoroEngine(self._kokoro, blended_styles(blend))

    @cached_property
    def _kokoro(self) -> KokoroModel:
        return KokoroModel(self._settings.voice_cache_dir, self._settings.voice_threads)

    def _pronunciation(self, voice: str, language: Language) -> Pronunciation:
        if voice not in self._pronunciations:
            self._pronunciations[voice] = (
                EnglishPronunciation(british=is_british(voice))
                if language is Language.ENGLISH
                else PortuguesePronunciation(Espeak("pt-br"))
            )
        return self._pronunciations[voice]


def _spoken(engine: Engine, phrases: Sequence[Phrase], passage: Passage, rate: float) -> Speech:
    if passage.is_silent:
        return unspoken([token for phrase in phrases for token in phrase.tokens], SAMPLE_RATE)
    utterance = engine.utter(passage.phonemes, rate)
    first, end = speech_bounds(utterance.samples, SAMPLE_RATE)
    edges = utterance.edges.tolist()
    words = words_of(phrases, passage, edges, first / SAMPLE_RATE, end / SAMPLE_RATE)
    return Speech(faded(utterance.samples[first:end], SAMPLE_RATE), SAMPLE_RATE, words)


def _moved(word: Word, seconds: float) -> Word:
    return word.model_copy(update={"start": word.start + seconds, "end": word.end + seconds})

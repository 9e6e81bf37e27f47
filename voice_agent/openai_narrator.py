"""The narrator that speaks with the voices of OpenAI, or of a server that speaks its API.

A scene is one call: its sentences keep one voice and one breath, where sentences bought apart differ in tone from each
other, and a lone short one is often clipped. It costs the same, and a crash costs no more than a scene.
"""

import asyncio
from collections.abc import Sequence
from typing import Final

import structlog
from pydantic import ValidationError

from chassis.errors import MendableError, StageError
from chassis.openai_client import OPENAI
from contracts import Language
from voice_agent.alignment import heard_starts
from voice_agent.cutting import at_pace, cut
from voice_agent.guide import Guide, guide_to
from voice_agent.narrator import OWN_PACE, SPEECH_UNUSABLE, Paces, Part, Run, Samples, Speech, voice_unknown
from voice_agent.openai_calls import OpenAICalls
from voice_agent.openai_voices import takes_instructions, voices_of
from voice_agent.recitation import recitation
from voice_agent.silences import silences_in
from voice_agent.sound import SAMPLE_RATE, NoSoundError, decoded, stretched
from voice_agent.spans import spans_of
from voice_agent.transcript import Transcript, transcribed_starts
from voice_agent.unspoken import UNSPOKEN_SECONDS, unspoken
from voice_agent.wording.phrases import Phrase, phrases_of

_AGAINST_GUIDE: Final = 1.05
"""How much longer OpenAI's voices take than the rough reading: they say about 16 letters and blanks a second."""

_SHORTEST_SHARE, _LONGEST_SHARE = 0.4, 2.5
"""Of the reckoned seconds: a model that skipped text, or went on by itself, is asked once more."""

_NOT_OFFERED: Final = "provider_bad_request"

_log = structlog.get_logger(__name__)


class OpenAINarrator:
    """Speaks with OpenAI's voices."""

    def __init__(self, calls: OpenAICalls, at_once: int) -> None:
        self._calls = calls
        self._at_once = at_once
        models = calls.models
        voices = voices_of(models.speech)
        if voices is not None and models.voice not in voices:
            raise ValueError(
                f"OPENAI_VOICE={models.voice} is no voice of {models.speech}; choose one of: {', '.join(voices)}"
            )
        self.name = f"{OPENAI} {models.speech} {models.voice} {models.transcription or 'local'} 1"
        self.uses_tone = takes_instructions(models.speech)

    def voice(self, asked: str | None, language: Language) -> str:
        """Return the asked voice, or the default; raises `PermanentError` for one the model does not have."""
        voices = voices_of(self._calls.models.speech)
        if asked is not None and voices is not None and asked not in voices:
            raise voice_unknown(asked, language, voices)
        return asked or self._calls.models.voice

    def reader(self, part: Part, run: Run) -> "OpenAIReader":
        """Return the reader of one film."""
        return OpenAIReader(self._calls, part, run, self._at_once)


class OpenAIReader:
    """Reads one film, scene by scene."""

    provider = OPENAI
    paces = Paces(slowest=0.92, fastest=1.12)
    """How far speech can be stretched before it is heard to be."""
    is_paid = True

    def __init__(self, calls: OpenAICalls, part: Part, run: Run, at_once: int) -> None:
        self.part = part
        self.at_once = at_once
        self._calls = calls
        self._buyer = run.buyer
        self._guides: dict[tuple[Phrase, ...], Guide] = {}
        self._read: dict[tuple[str, ...], list[Speech]] = {}

    async def estimate(self, sentences: Sequence[str]) -> float:
        """Return about how many seconds the sentences last."""
        phrases = self._phrases(sentences)
        silence = UNSPOKEN_SECONDS * sum(not _is_sayable(said) for said in phrases)
        sayable = [phrase for said in phrases if _is_sayable(said) for phrase in said]
        return silence + (await self._seconds(sayable) if sayable else 0.0)

    async def _seconds(self, phrases: Sequence[Phrase]) -> float:
        return (await self._guide(phrases)).speech_seconds * _AGAINST_GUIDE

    async def speak(self, sentences: Sequence[str], rate: float) -> list[Speech]:
        """Speak a scene as it was bought, stretched to the pace.

        Raises:
            MendableError: `speech_unusable`, what the provider sent twice is no sound.
        """
        key = tuple(sentences)
        if key not in self._read:
            self._read[key] = await self._spoken(self._phrases(sentences))
        if rate == OWN_PACE:
            return self._read[key]
        return [await asyncio.to_thread(_at_rate, speech, rate) for speech in self._read[key]]

    async def _spoken(self, sentences: Sequence[Sequence[Phrase]]) -> list[Speech]:
        """Return the sentences, silence for those that have nothing to say."""
        sayable = [said for said in sentences if _is_sayable(said)]
        bought = iter(await self._bought(sayable) if sayable else [])
        return [
            next(bought)
            if _is_sayable(said)
            else unspoken([token for each in said for token in each.tokens], SAMPLE_RATE)
            for said in sentences
        ]

    async def _guide(self, phrases: Sequence[Phrase]) -> Guide:
        """Return the rough reading of a scene, which tells about how long it lasts and where its words are."""
        key = tuple(phrases)
        if key not in self._guides:
            self._guides[key] = await asyncio.to_thread(guide_to, key, self.part.language)
        return self._guides[key]

    def _phrases(self, sentences: Sequence[str]) -> list[tuple[Phrase, ...]]:
        return [phrases_of(sentence, self.part.language) for sentence in sentences]

    async def _bought(self, sentences: Sequence[Sequence[Phrase]]) -> list[Speech]:
        phrases = [phrase for said in sentences for phrase in said]
        for tries in (1, 2):
            data = await self._buyer.buy(self._calls.speech(recitation(sentences), self.part, tries))
            try:
                samples = await asyncio.to_thread(decoded, data)
            except NoSoundError as error:
                _log.warning("speech_without_sound", tries=tries, error=str(error))
                continue
            share = len(samples) / SAMPLE_RATE / await self._seconds(phrases)
            if not _SHORTEST_SHARE < share < _LONGEST_SHARE and tries == 1:
                _log.warning("speech_of_odd_length", share=round(share, 2))
                continue
            starts = await self._starts(data, samples, phrases)
            return await asyncio.to_thread(_cut, samples, sentences, starts)
        raise MendableError(
            SPEECH_UNUSABLE,
            f"What {self._calls.models.speech} sent is no sound.",
            "The operator should check OPENAI_SPEECH_MODEL and OPENAI_BASE_URL; then retry the task.",
        )

    async def _starts(self, data: bytes, samples: Samples, phrases: Sequence[Phrase]) -> list[float]:
        """Return about when each phrase begins: by transcription if that is wanted, offered and makes sense."""
        language, model = self.part.language, self._calls.models.transcription
        if model is not None:
            heard = await self._transcript(model, data, len(samples) / SAMPLE_RATE)
            starts = await asyncio.to_thread(transcribed_starts, phrases, heard.words, language)
            if starts is not None:
                return starts
            _log.warning("transcript_unusable", model=model, words=len(heard.words))
        return await asyncio.to_thread(heard_starts, samples, SAMPLE_RATE, await self._guide(phrases))

    async def _transcript(self, model: str, data: bytes, seconds: float) -> Transcript:
        try:
            call = self._calls.transcription(model, data, seconds, self.part.language.value)
            return Transcript.model_validate_json(await self._buyer.buy(call))
        except ValidationError:
            return Transcript()
        except StageError as error:
            if error.code != _NOT_OFFERED:
                raise
            return Transcript()


def _is_sayable(phrases: Sequence[Phrase]) -> bool:
    return any(phrase.words for phrase in phrases)


def _cut(samples: Samples, sentences: Sequence[Sequence[Phrase]], starts: Sequence[float]) -> list[Speech]:
    silences = silences_in(samples, SAMPLE_RATE)
    return cut(samples, sentences, spans_of(sentences, starts, silences, len(samples) / SAMPLE_RATE))


def _at_rate(speech: Speech, rate: float) -> Speech:
    return at_pace(speech, stretched(speech.samples, rate))

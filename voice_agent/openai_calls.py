"""The paid calls to OpenAI, or a server that speaks its API: the only file here that knows its SDK."""

import asyncio
import hashlib
import io
from dataclasses import dataclass
from typing import Final

from openai import AsyncOpenAI, omit
from pydantic import BaseModel

from chassis.effects import Answer, PaidCall
from chassis.openai_client import OPENAI, idempotent
from contracts import Usage
from voice_agent.direction import direction
from voice_agent.narrator import Part
from voice_agent.openai_voices import takes_instructions
from voice_agent.sound import SAMPLE_RATE, NoSoundError, decoded

_FORMAT: Final = "wav"
"""Nothing is lost in it, and every compatible server has it."""

_MEDIA_TYPE: Final = "audio/wav"
_JSON: Final = "application/json"
_SLOWEST_LETTERS_A_SECOND: Final = 8.0
"""For the budget: slower than this no scene is spoken."""


class _Speech(BaseModel):
    """Everything a spoken scene depends on; take and try are not sent, but make it another call."""

    input: str
    voice: str
    instructions: str | None
    take: int
    tries: int

    def usage(self, seconds: float) -> Usage:
        """Return what is billed for it."""
        return Usage(characters=len(self.input) + len(self.instructions or ""), audio_seconds=seconds)


class _Transcription(BaseModel):
    """Everything a transcription depends on."""

    file_sha256: str
    language: str


@dataclass(frozen=True)
class OpenAIModels:
    """Which models speak and listen, and in which voice if none is asked for."""

    speech: str
    voice: str
    transcription: str | None
    """Tells when words are said; None: that is found on this machine."""


class OpenAICalls:
    """Makes the calls of one installation."""

    def __init__(self, client: AsyncOpenAI, models: OpenAIModels) -> None:
        self.models = models
        self._client = client

    def speech(self, text: str, part: Part, tries: int) -> PaidCall:
        """Return the call for the sound of a scene; more `tries` make it another call for the same."""
        model = self.models.speech
        instructions = direction(part.language, part.tone) if takes_instructions(model) else None
        asked = _Speech(input=text, voice=part.voice, instructions=instructions, take=part.take, tries=tries)

        async def run(key: str) -> Answer:
            answer = await self._client.audio.speech.create(
                input=text,
                model=model,
                voice=part.voice,
                instructions=omit if instructions is None else instructions,
                response_format=_FORMAT,
                extra_headers=idempotent(key),
            )
            usage = asked.usage(await asyncio.to_thread(_seconds, answer.content))
            return Answer(data=answer.content, media_type=_MEDIA_TYPE, usage=usage)

        expected = asked.usage(len(text) / _SLOWEST_LETTERS_A_SECOND + 1)
        return PaidCall(OPENAI, model, "speech", asked, expected, run)

    def transcription(self, model: str, sound: bytes, seconds: float, language: str) -> PaidCall:
        """Return the call for the words in a sound, with their times."""
        asked = _Transcription(file_sha256=hashlib.sha256(sound).hexdigest(), language=language)

        async def run(key: str) -> Answer:
            heard = await self._client.audio.transcriptions.create(
                file=("speech.wav", io.BytesIO(sound), _MEDIA_TYPE),
                model=model,
                language=language,
                response_format="verbose_json",
                timestamp_granularities=["word"],
                extra_headers=idempotent(key),
            )
            billed = heard.usage.seconds if heard.usage else heard.duration
            data = heard.model_dump_json().encode()
            return Answer(data=data, media_type=_JSON, usage=Usage(audio_seconds=billed))

        return PaidCall(OPENAI, model, "transcription", asked, Usage(audio_seconds=seconds + 1), run)


def _seconds(data: bytes) -> float:
    """Return how long a sound lasts; what is no sound is billed as none."""
    try:
        return len(decoded(data)) / SAMPLE_RATE
    except NoSoundError:
        return 0.0

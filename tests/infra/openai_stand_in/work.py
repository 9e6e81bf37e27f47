"""The work behind each route: a request body in, an answer and its meter out."""

import base64
import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from starlette.responses import JSONResponse, Response

from tests.infra.openai_stand_in.bill import Meter
from tests.infra.openai_stand_in.faults import Kind
from tests.infra.openai_stand_in.hearing import Memory
from tests.infra.openai_stand_in.pictures import Painter, picture
from tests.infra.openai_stand_in.sound import encoded, speak
from tests.infra.openai_stand_in.text_answers import chat_body, response_body
from tests.infra.openai_stand_in.writing import Writer, commission_of

_LETTERS_PER_TOKEN: Final = 4
_SMALLEST_CACHED: Final = 1024
_PROMPT_OVERHEAD: Final = 6
_IMAGE_TOKENS: Final = {"low": 196, "medium": 439, "high": 1756, "xhigh": 3122, "max": 7024, "auto": 439}
_MEDIA_TYPES: Final = {
    "mp3": "audio/mpeg",
    "opus": "audio/ogg",
    "aac": "audio/aac",
    "flac": "audio/flac",
    "wav": "audio/wav",
    "pcm": "audio/pcm",
}


@dataclass(frozen=True)
class Done:
    """An answer, and what to bill for it."""

    response: Response
    meter: Meter


class Workshop:
    """Does what the API does, without a model."""

    def __init__(self, write: Writer) -> None:
        self.write = write
        self.paint: Painter = picture
        self._memory = Memory()
        self._cached: set[str] = set()

    def text(self, body: Mapping[str, Any], kind: Kind | None) -> Done:
        """Answer `/chat/completions` or `/responses`."""
        commission = commission_of(dict(body))
        text = None if kind is Kind.REFUSAL else "{}" if kind is Kind.NONSENSE else self.write(commission)
        schema = json.dumps(commission.schema) if commission.schema else ""
        meter = self._text_meter((*commission.prompts, schema), text or "no")
        make = chat_body if "messages" in body else response_body
        return Done(JSONResponse(make(commission.model, text, meter)), meter)

    def image(self, body: Mapping[str, Any]) -> Done:
        """Answer `/images/generations`."""
        prompt, size = body["prompt"], body.get("size") or "1024x1024"
        quality, output_format = body.get("quality") or "auto", body.get("output_format") or "png"
        meter = Meter(
            input_tokens=len(prompt) // _LETTERS_PER_TOKEN + _PROMPT_OVERHEAD, output_tokens=_IMAGE_TOKENS[quality]
        )
        usage = {
            "input_tokens": meter.input_tokens,
            "input_tokens_details": {"text_tokens": meter.input_tokens, "image_tokens": 0},
            "output_tokens": meter.output_tokens,
            "total_tokens": meter.input_tokens + meter.output_tokens,
        }
        answer = {
            "created": 1_790_000_000,
            "data": [{"b64_json": base64.b64encode(self.paint(prompt, size, output_format)).decode()}],
            "output_format": output_format,
            "quality": quality,
            "size": size,
            "usage": usage,
        }
        return Done(JSONResponse(answer), meter)

    def speech(self, body: Mapping[str, Any]) -> Done:
        """Answer `/audio/speech`."""
        speech = speak(body["input"], body.get("speed") or 1.0)
        self._memory.remember(speech)
        response_format = body.get("response_format") or "mp3"
        answer = Response(encoded(speech, response_format), media_type=_MEDIA_TYPES[response_format])
        characters = len(body["input"]) + len(body.get("instructions") or "")
        return Done(answer, Meter(characters=characters, audio_seconds=speech.seconds))

    def transcription(self, form: Mapping[str, Any], file: bytes) -> Done:
        """Answer `/audio/transcriptions`."""
        speech, seconds = self._memory.recognise(file)
        billed = math.ceil(seconds)
        usage = {"type": "duration", "seconds": billed}
        answer: dict[str, Any] = {"text": speech.text, "usage": usage}
        if form.get("response_format") == "verbose_json":
            words = [{"word": word.word, "start": word.start, "end": word.end} for word in speech.words if word.word]
            answer |= {"task": "transcribe", "language": "english", "duration": seconds, "words": words}
        return Done(JSONResponse(answer), Meter(audio_seconds=billed))

    def _text_meter(self, prompts: tuple[str, ...], text: str) -> Meter:
        """Count a token every four letters; a long first prompt is written to the cache once and then read from it."""
        sent = sum(len(prompt) for prompt in prompts) // _LETTERS_PER_TOKEN
        first = len(prompts[0]) // _LETTERS_PER_TOKEN
        digest = hashlib.sha256(prompts[0].encode()).hexdigest()
        cacheable = first if first >= _SMALLEST_CACHED else 0
        is_cached = digest in self._cached
        self._cached.add(digest)
        return Meter(
            input_tokens=sent,
            cached_tokens=cacheable if is_cached else 0,
            cache_write_tokens=0 if is_cached else cacheable,
            output_tokens=len(text) // _LETTERS_PER_TOKEN,
        )

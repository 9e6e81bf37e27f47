"""The stand-in for the OpenAI API, used through the real SDK: what it answers is what the API promises."""

import base64
import io
import json
from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Final, Literal

import av
import pytest
import pytest_asyncio
from openai import AsyncOpenAI
from PIL import Image

from tests.infra.openai_stand_in.server import KEY, StandIn
from tests.infra.openai_stand_in.writing import Commission

SCHEMA: Final[dict[str, object]] = {
    "type": "object",
    "properties": {"scenes": {"type": "array", "items": {"$ref": "#/$defs/scene"}}},
    "$defs": {"scene": {"type": "object", "properties": {"words": {"type": "string"}}}},
}
HEADERS = {"Idempotency-Key": "task_1.call-abc"}


@pytest_asyncio.fixture
async def client(stand_in: StandIn) -> AsyncIterator[AsyncOpenAI]:
    """Return the SDK's client of the stand-in."""
    async with AsyncOpenAI(api_key=KEY, base_url=stand_in.base_url, max_retries=0) as client:
        yield client


async def test_both_text_routes_follow_the_schema(stand_in: StandIn, client: AsyncOpenAI) -> None:
    """A writer is told the schema and its text comes back; without one the simplest value is written."""
    response = await client.responses.create(
        model="gpt-6-luna",
        input="Write.",
        text={"format": {"type": "json_schema", "name": "film", "schema": SCHEMA, "strict": True}},
        extra_headers=HEADERS,
    )
    asked: list[Commission] = []

    def write(commission: Commission) -> str:
        asked.append(commission)
        return '{"scenes": []}'

    stand_in.workshop.write = write
    chat = await client.chat.completions.create(
        model="gpt-6-luna",
        messages=[{"role": "user", "content": "Write."}],
        response_format={"type": "json_schema", "json_schema": {"name": "film", "schema": SCHEMA}},
        extra_headers=HEADERS,
    )

    assert json.loads(response.output_text) == {"scenes": [{"words": "Words that stand in for words."}]}
    assert chat.choices[0].message.content == '{"scenes": []}'
    assert (asked[0].prompts, asked[0].schema) == (("Write.",), SCHEMA)


@pytest.mark.parametrize("output_format", ["png", "webp", "jpeg"])
async def test_pictures_have_the_asked_size(client: AsyncOpenAI, output_format: Literal["png", "webp", "jpeg"]) -> None:
    """A picture is a real file of the asked format and size."""
    answer = await client.images.generate(
        model="gpt-image-2.6-flare",
        prompt="a lake",
        size="864x1536",
        output_format=output_format,
        extra_headers=HEADERS,
    )

    assert answer.data
    with Image.open(io.BytesIO(base64.b64decode(answer.data[0].b64_json or ""))) as picture:
        assert (picture.size, picture.format) == ((864, 1536), output_format.upper())


@pytest.mark.parametrize("response_format", ["mp3", "wav", "flac", "opus"])
async def test_speech_is_recognised_again(
    client: AsyncOpenAI, response_format: Literal["mp3", "wav", "flac", "opus"]
) -> None:
    """Sound lasts as long as its words, and a transcription of it tells when each is heard."""
    text = "Teams save time, every week."
    speech = await client.audio.speech.create(
        model="gpt-4o-mini-tts",
        voice="marin",
        input=text,
        response_format=response_format,
        extra_headers=HEADERS,
    )
    heard = await client.audio.transcriptions.create(
        model="whisper-1",
        file=(f"speech.{response_format}", speech.content),
        response_format="verbose_json",
        timestamp_granularities=["word"],
        extra_headers=HEADERS,
    )

    with av.open(io.BytesIO(speech.content), "r") as container:
        seconds = sum(frame.samples / frame.sample_rate for frame in container.decode(audio=0))
    assert heard.duration == pytest.approx(seconds, abs=0.02)
    assert [word.word for word in heard.words or ()] == ["Teams", "save", "time", "every", "week"]
    assert 0 < (heard.words or [])[0].start < (heard.words or [])[-1].end < seconds


async def test_every_call_is_billed_even_a_repeated_one(stand_in: StandIn, client: AsyncOpenAI) -> None:
    """The bill counts what was worked on, by task, and takes no notice of idempotency keys."""
    for _ in range(2):
        await client.images.generate(
            model="gpt-image-2.6-flare", prompt="x" * 400, quality="medium", size="1024x1024", extra_headers=HEADERS
        )

    each = (106 * Decimal(5) + 439 * Decimal(30)) / 1_000_000
    assert stand_in.bill.total("task_1") == 2 * each
    assert stand_in.bill.total("task_2") == 0

"""The illustrator that asks OpenAI, or a server that speaks its API: the only file here that knows its SDK."""

import asyncio
import base64
import binascii
from typing import Final

from openai import AsyncOpenAI
from openai.types import ImagesResponse
from pydantic import BaseModel

from chassis.effects import Answer, PaidCall
from chassis.errors import PermanentError
from chassis.openai_client import OPENAI, idempotent
from chassis.prices import PriceTable
from contracts import Scene, Usage
from visual_agent.commission import Commission
from visual_agent.illustrator import Buyer, Painting
from visual_agent.picture import is_picture
from visual_agent.picture_size import expected_tokens, order_size, size_of
from visual_agent.prompt import scene_prompt, softened_prompt
from visual_agent.settings import VisualSettings

_REFUSED: Final = "provider_refused"
_UNUSABLE: Final = "picture_unusable"
_GPT_IMAGE: Final = ("gpt-image", "chatgpt-image")
"""Beginnings of the names of the models that know quality and format; others take no more than prompt and size."""

_LETTERS_A_TOKEN: Final = 3
_COMPRESSION: Final = 92
"""JPEG quality of the answer: nothing of the loss is left to be seen in a film, and a third of the bytes."""


class _Request(BaseModel):
    """Everything a picture depends on; the take is not sent, but makes another picture another call."""

    prompt: str
    size: str
    quality: str
    take: int


class OpenAIIllustrator:
    """Has one picture made for each scene."""

    def __init__(self, client: AsyncOpenAI, settings: VisualSettings, prices: PriceTable) -> None:
        self._client = client
        self._model = settings.openai_image_model
        self._quality = settings.openai_image_quality
        self._size = settings.openai_image_size
        self._prices = prices

    @property
    def name(self) -> str:
        """Provider, model, quality and size."""
        return f"{OPENAI} {self._model} {self._quality} {self._size or 'fitting'}"

    async def paint(self, commission: Commission, scene: Scene, buyer: Buyer, /) -> Painting:
        """Return the scene's picture, for the price of one call or two.

        What is refused is asked for once more in words that offend nobody, and what is no picture once more as it was.
        A scene that gets none even so goes without: one scene is no reason to lose a film.
        """
        name, prompt, missing = f"image-{scene.id}", scene_prompt(commission, scene), ""
        for attempt in (name, f"{name}-again"):
            try:
                picture = await buyer.buy(self._call(attempt, prompt, commission))
            except PermanentError as error:
                if error.code != _REFUSED:
                    raise
                missing, prompt = error.code, softened_prompt(commission, scene)
                continue
            if await asyncio.to_thread(is_picture, picture):
                return Painting(picture)
            missing = _UNUSABLE
        return Painting(missing=missing)

    def _call(self, name: str, prompt: str, commission: Commission) -> PaidCall:
        size = order_size(self._model, commission.frame_size) if self._size is None else size_of(self._size)
        request = _Request(prompt=prompt, size=f"{size[0]}x{size[1]}", quality=self._quality, take=commission.take)

        async def run(idempotency_key: str) -> Answer:
            return _answer(await self._generate(request, idempotency_key))

        tokens = self._prices.price(self._model).tokens_per_image.get(self._quality, 0)
        expected = Usage(
            input_tokens=len(prompt) // _LETTERS_A_TOKEN, output_tokens=expected_tokens(size, tokens), images=1
        )
        return PaidCall(OPENAI, self._model, name, inputs=request, expected=expected, run=run)

    async def _generate(self, request: _Request, idempotency_key: str) -> ImagesResponse:
        headers = idempotent(idempotency_key)
        if not self._model.startswith(_GPT_IMAGE):
            return await self._client.images.generate(
                model=self._model,
                prompt=request.prompt,
                size=request.size,
                response_format="b64_json",
                extra_headers=headers,
            )
        return await self._client.images.generate(
            model=self._model,
            prompt=request.prompt,
            size=request.size,
            quality=self._quality.value,
            output_format="jpeg",
            output_compression=_COMPRESSION,
            background="opaque",
            extra_headers=headers,
        )


def _answer(response: ImagesResponse) -> Answer:
    """Return what was billed, be it a picture or not."""
    encoded = (response.data[0].b64_json or "") if response.data else ""
    try:
        data = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        data = b""
    counted = response.usage
    usage = Usage(images=1)
    if counted is not None:
        usage = Usage(images=1, input_tokens=counted.input_tokens, output_tokens=counted.output_tokens)
    return Answer(data=data, media_type="image/jpeg", usage=usage)

"""What the paid illustrator asks for, with OpenAI's own SDK in front of a server that only listens."""

import base64
import json
from collections.abc import Callable
from typing import Any

import httpx2
from openai import AsyncOpenAI
from PIL import Image

from chassis.effects import PaidCall
from chassis.prices import ANY_MODEL, Price, PriceTable
from contracts import Usage
from tests.unit.visual_agent.conftest import encoded
from visual_agent.commission import Commission
from visual_agent.openai_illustrator import OpenAIIllustrator
from visual_agent.settings import VisualSettings

PICTURE = encoded(Image.new("RGB", (32, 32), "red"))


class PlainBuyer:
    """Makes each call once and remembers what it used."""

    def __init__(self) -> None:
        self.calls: list[PaidCall] = []
        self.usages: list[Usage] = []

    async def buy(self, call: PaidCall) -> bytes:
        """Return the answer."""
        answer = await call.run(f"t-1.{call.key}")
        self.calls.append(call)
        self.usages.append(answer.usage)
        return answer.data


async def asked(commission: Commission, buyer: PlainBuyer, **settings: Any) -> tuple[dict[str, Any], bytes | None]:
    """Return the request for the first scene's picture, and the picture."""
    requests: list[dict[str, Any]] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        requests.append(json.loads(request.content))
        usage = {
            "input_tokens": 400,
            "input_tokens_details": {"text_tokens": 400, "image_tokens": 0},
            "output_tokens": 367,
            "total_tokens": 767,
        }
        data = [{"b64_json": base64.b64encode(PICTURE).decode()}]
        return httpx2.Response(200, json={"created": 1, "data": data, "usage": usage})

    async with httpx2.AsyncClient(transport=httpx2.MockTransport(answer)) as http:
        client = AsyncOpenAI(api_key="sk-test", base_url="https://images.example/v1", max_retries=0, http_client=http)
        chosen = VisualSettings(_env_file=None, **settings)
        shipped = PriceTable.load()
        prices = shipped.model_copy(update={"models": {**shipped.models, ANY_MODEL: Price()}})
        painting = await OpenAIIllustrator(client, chosen, prices).paint(commission, commission.scenes[0], buyer)
    return requests[0], painting.picture


async def test_a_picture_is_ordered_in_the_models_own_words(make_commission: Callable[..., Commission]) -> None:
    """Today's models are told size, quality and format; what they counted is what is billed."""
    buyer = PlainBuyer()
    request, picture = await asked(make_commission(), buyer)
    assert picture == PICTURE
    assert {name: request[name] for name in ("model", "size", "quality", "output_format", "background")} == {
        "model": "gpt-image-2.6-flare",
        "size": "1536x864",
        "quality": "medium",
        "output_format": "jpeg",
        "background": "opaque",
    }
    assert buyer.usages == [Usage(images=1, input_tokens=400, output_tokens=367)]
    assert buyer.calls[0].expected.output_tokens == 280


async def test_a_model_of_another_family_is_told_no_more_than_all_understand(
    make_commission: Callable[..., Commission],
) -> None:
    """Compatible servers get prompt, size and the wish for bytes instead of an address."""
    request, _ = await asked(make_commission(), PlainBuyer(), openai_image_model="flux-schnell")
    assert request.keys() == {"model", "prompt", "size", "response_format"}
    assert (request["size"], request["response_format"]) == ("1536x1024", "b64_json")


async def test_a_wanted_size_is_ordered_as_it_is(make_commission: Callable[..., Commission]) -> None:
    """Servers that know only some sizes can be served."""
    request, _ = await asked(make_commission(), PlainBuyer(), openai_image_size="512x512")
    assert request["size"] == "512x512"


async def test_another_take_is_another_call(make_commission: Callable[..., Commission]) -> None:
    """The same scene asked for anew is bought anew; the take itself is not sent."""
    buyer, commission = PlainBuyer(), make_commission()
    first, _ = await asked(commission, buyer)
    second, _ = await asked(commission.model_copy(update={"take": 2}), buyer)
    assert first == second
    assert buyer.calls[0].key != buyer.calls[1].key

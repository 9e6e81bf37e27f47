"""A language model for tests: OpenAI's own SDK over a transport that never leaves the process."""

import json
from collections.abc import Callable
from typing import Any

import httpx2
from openai import AsyncOpenAI

from chassis.effects import PaidCall
from contracts import Usage
from tests.infra.openai_stand_in.bill import Meter
from tests.infra.openai_stand_in.text_answers import chat_body
from tests.infra.script_answers import Prompts

Voice = Callable[[Prompts], str]
"""What a model says to its prompts."""

_METER = Meter(input_tokens=2000, cached_tokens=1024, cache_write_tokens=512, output_tokens=900)


class Model:
    """Gives one answer after the other, and keeps what it was asked."""

    def __init__(self, *answers: Voice | None, finish_reason: str = "stop", is_mute: bool = False) -> None:
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self._answers = answers
        """One for each turn, the last one again and again; None refuses."""
        self._finish_reason = finish_reason
        self._is_mute = is_mute

    @property
    def client(self) -> AsyncOpenAI:
        """The SDK's client of this model."""
        transport = httpx2.MockTransport(self._handle)
        return AsyncOpenAI(
            api_key="sk-test",
            base_url="https://model.example/v1",
            max_retries=0,
            http_client=httpx2.AsyncClient(transport=transport),
        )

    def prompts(self, turn: int) -> list[str]:
        """Return the texts of the messages it was sent at a turn."""
        return [message["content"] for message in self.requests[turn]["messages"]]

    def _handle(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(json.loads(request.content))
        self.keys.append(request.headers["idempotency-key"])
        answer = self._answers[min(len(self.requests), len(self._answers)) - 1]
        body = chat_body("gpt-test", answer(self.prompts(-1)) if answer else None, _METER)
        body["choices"][0]["finish_reason"] = self._finish_reason
        if self._is_mute:
            del body["choices"]
        return httpx2.Response(200, json=body)


class PlainBuyer:
    """Makes each call once, without ledger or budget."""

    def __init__(self) -> None:
        self.calls: list[PaidCall] = []
        self.usages: list[Usage] = []

    async def buy(self, call: PaidCall) -> bytes:
        """Make the call."""
        answer = await call.run(f"task.{call.key}")
        self.calls.append(call)
        self.usages.append(answer.usage)
        return answer.data

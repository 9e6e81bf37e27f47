"""A language model for tests: OpenAI's own SDK over a transport that never leaves the process."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import httpx2
from openai import AsyncOpenAI

from chassis.effects import PaidCall
from contracts import Usage
from tests.infra.script_answers import Messages

Voice = Callable[[Messages], str]


def refusal_of(text: str) -> dict[str, Any]:
    """Return the message with which a model declines."""
    return {"role": "assistant", "content": None, "refusal": text}


class Model:
    """Gives one answer after the other, and keeps what it was asked."""

    def __init__(self, *answers: Voice | dict[str, Any], finish_reason: str = "stop") -> None:
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self._answers = list(answers)
        self._finish_reason = finish_reason

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

    def said(self, turn: int) -> list[str]:
        """Return the texts of the messages it was sent at a turn."""
        return [message["content"] for message in self.requests[turn]["messages"]]

    def _handle(self, request: httpx2.Request) -> httpx2.Response:
        body = json.loads(request.content)
        self.requests.append(body)
        self.keys.append(request.headers["idempotency-key"])
        answer = self._answers[min(len(self.requests), len(self._answers)) - 1]
        message = answer if isinstance(answer, dict) else {"role": "assistant", "content": answer(body["messages"])}
        return httpx2.Response(200, json=self._completion(body["model"], message))

    def _completion(self, model: str, message: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1,
            "model": model,
            "choices": [{"index": 0, "message": message, "finish_reason": self._finish_reason, "logprobs": None}],
            "usage": {
                "prompt_tokens": 2000,
                "completion_tokens": 900,
                "total_tokens": 2900,
                "prompt_tokens_details": {"cached_tokens": 1024, "cache_write_tokens": 512},
            },
        }


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

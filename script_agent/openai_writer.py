"""The script writer that asks OpenAI, or a server that speaks its API: the only file here that knows its SDK.

It uses chat completions with a strict JSON schema: the one route for structured output that compatible servers have
too (the newer responses API is OpenAI's own), and nothing of the other one is needed here.
"""

import asyncio
from collections.abc import Sequence
from typing import Final, Literal

import structlog
from openai import AsyncOpenAI
from openai.types.chat import ChatCompletion, ChatCompletionMessageParam
from openai.types.shared_params import ResponseFormatJSONSchema
from pydantic import BaseModel

from chassis.effects import Answer, PaidCall
from chassis.errors import PermanentError
from chassis.openai_client import OPENAI, idempotent
from contracts import Usage
from script_agent.answer import ScriptAnswer
from script_agent.commission import Commission
from script_agent.drafts import Draft, Reply, better, draft_of
from script_agent.language import language_of
from script_agent.prompt import assignment, instructions, repair
from script_agent.screenplay import Screenplay
from script_agent.scriptwriter import Buyer
from script_agent.tongues.base import Tongue
from script_agent.tongues.spoken import tongues

_log = structlog.get_logger(__name__)

SCHEMA_NAME: Final = "script"
"""What the form is called in requests."""

_MOST_TOKENS: Final = 16_000
"""Three minutes of film take 6,000; the rest is room to think, and the most that a runaway answer can cost."""

_JSON: Final = "application/json"
_LETTERS_A_TOKEN: Final = 3
"""Of English and Portuguese with JSON around it, on the safe side."""


class Message(BaseModel):
    """One turn of the conversation with the model."""

    role: Literal["system", "user", "assistant"]
    content: str


class _Request(BaseModel):
    """Everything an answer depends on; the take is not sent, but makes another writing another call."""

    messages: tuple[Message, ...]
    response_format: ResponseFormatJSONSchema
    max_completion_tokens: int
    take: int


class OpenAIScriptwriter:
    """Has films written by a language model, checks them, and has them put right once."""

    def __init__(self, client: AsyncOpenAI, model: str) -> None:
        self._client = client
        self._model = model
        self._tongues = tongues()
        self._instructions = instructions()

    @property
    def name(self) -> str:
        """Provider and model."""
        return f"{OPENAI} {self._model}"

    async def write(self, commission: Commission, buyer: Buyer, /) -> Screenplay:
        """Return the commission's film, for the price of one call or two.

        Raises:
            PermanentError: `language_unsupported`; `provider_refused`, the model will not write this;
                `script_unusable`, the film was not as asked after a second try either; what buying raises.
        """
        language = await asyncio.to_thread(language_of, commission)
        tongue = self._tongues[language]
        asked = (
            Message(role="system", content=self._instructions),
            Message(role="user", content=assignment(commission, tongue)),
        )
        reply = await self._reply("script", asked, commission, buyer)
        first = await self._draft(reply, commission, tongue)
        if first.screenplay is not None and not first.findings:
            return first.screenplay
        _log.info("script_put_right", model=self._model, findings=len(first.findings), usable=first.is_usable)
        answered = Message(role="assistant", content=reply.content or "")
        again = (*asked, answered, Message(role="user", content=repair(first.findings)))
        reply = await self._reply("script-repair", again, commission, buyer)
        return better(first, await self._draft(reply, commission, tongue))

    async def _reply(self, name: str, messages: Sequence[Message], commission: Commission, buyer: Buyer) -> Reply:
        request = _Request(
            messages=tuple(messages),
            response_format=_response_format(),
            max_completion_tokens=_MOST_TOKENS,
            take=commission.take,
        )

        async def run(idempotency_key: str) -> Answer:
            return _answer(await self._complete(request, idempotency_key))

        letters = len(request.model_dump_json())
        expected = Usage(input_tokens=letters // _LETTERS_A_TOKEN, output_tokens=_MOST_TOKENS)
        call = PaidCall(OPENAI, self._model, name, inputs=request, expected=expected, run=run)
        reply = Reply.model_validate_json(await buyer.buy(call))
        if reply.refusal:
            raise PermanentError(
                "provider_refused",
                f"{self._model} refused to write the script. It says: {reply.refusal[:300]}",
                "Reword the briefing: leave out what may break the provider's content rules.",
            )
        return reply

    async def _complete(self, request: _Request, idempotency_key: str) -> ChatCompletion:
        messages: list[ChatCompletionMessageParam] = [_param(message) for message in request.messages]
        return await self._client.chat.completions.create(
            model=self._model,
            messages=messages,
            response_format=request.response_format,
            max_completion_tokens=request.max_completion_tokens,
            extra_headers=idempotent(idempotency_key),
        )

    async def _draft(self, reply: Reply, commission: Commission, tongue: Tongue) -> Draft:
        return await asyncio.to_thread(draft_of, reply, commission, self._instructions, tongue)


def _answer(completion: ChatCompletion) -> Answer:
    if not completion.choices:
        return Answer(data=Reply(content=None).model_dump_json().encode(), media_type=_JSON, usage=_usage(completion))
    choice = completion.choices[0]
    reply = Reply(
        content=choice.message.content,
        refusal=choice.message.refusal or ("content filter" if choice.finish_reason == "content_filter" else None),
        is_cut_off=choice.finish_reason == "length",
    )
    return Answer(data=reply.model_dump_json().encode(), media_type=_JSON, usage=_usage(completion))


def _usage(completion: ChatCompletion) -> Usage:
    counted = completion.usage
    if counted is None:
        return Usage()
    details = counted.prompt_tokens_details
    return Usage(
        input_tokens=counted.prompt_tokens,
        cached_input_tokens=(details.cached_tokens or 0) if details else 0,
        cache_write_tokens=(details.cache_write_tokens or 0) if details else 0,
        output_tokens=counted.completion_tokens,
    )


def _response_format() -> ResponseFormatJSONSchema:
    schema: dict[str, object] = ScriptAnswer.model_json_schema()
    return {"type": "json_schema", "json_schema": {"name": SCHEMA_NAME, "strict": True, "schema": schema}}


def _param(message: Message) -> ChatCompletionMessageParam:
    match message.role:
        case "system":
            return {"role": "system", "content": message.content}
        case "user":
            return {"role": "user", "content": message.content}
        case "assistant":
            return {"role": "assistant", "content": message.content}

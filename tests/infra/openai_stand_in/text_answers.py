"""The bodies of the two text routes."""

from typing import Any

from tests.infra.openai_stand_in.bill import Meter

_REFUSAL = "I'm sorry, but I can't help with that request."


def chat_body(model: str, text: str | None, meter: Meter) -> dict[str, Any]:
    """Return the answer of `/chat/completions`; None as text is a refusal."""
    message = {"role": "assistant", "content": text, "refusal": _REFUSAL if text is None else None}
    return {
        "id": "chatcmpl-standin",
        "object": "chat.completion",
        "created": 1_790_000_000,
        "model": model,
        "choices": [{"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}],
        "usage": {
            "prompt_tokens": meter.input_tokens,
            "completion_tokens": meter.output_tokens,
            "total_tokens": meter.input_tokens + meter.output_tokens,
            "prompt_tokens_details": {
                "cached_tokens": meter.cached_tokens,
                "cache_write_tokens": meter.cache_write_tokens,
            },
            "completion_tokens_details": {"reasoning_tokens": 0},
        },
    }


def response_body(model: str, text: str | None, meter: Meter) -> dict[str, Any]:
    """Return the answer of `/responses`; None as text is a refusal."""
    part: dict[str, Any] = (
        {"type": "refusal", "refusal": _REFUSAL}
        if text is None
        else {"type": "output_text", "text": text, "annotations": []}
    )
    return {
        "id": "resp_standin",
        "object": "response",
        "created_at": 1_790_000_000,
        "status": "completed",
        "model": model,
        "output": [
            {"id": "rs_standin", "type": "reasoning", "summary": []},
            {
                "id": "msg_standin",
                "type": "message",
                "role": "assistant",
                "status": "completed",
                "content": [part],
            },
        ],
        "parallel_tool_calls": True,
        "tool_choice": "auto",
        "tools": [],
        "usage": {
            "input_tokens": meter.input_tokens,
            "output_tokens": meter.output_tokens,
            "total_tokens": meter.input_tokens + meter.output_tokens,
            "input_tokens_details": {
                "cached_tokens": meter.cached_tokens,
                "cache_write_tokens": meter.cache_write_tokens,
            },
            "output_tokens_details": {"reasoning_tokens": 0},
        },
    }

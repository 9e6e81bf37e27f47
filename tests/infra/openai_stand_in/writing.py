"""Text answers: what a writer is asked, and a writer that satisfies any JSON Schema without saying anything."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

_FILLER: Final = "Words that stand in for words."


@dataclass(frozen=True)
class Commission:
    """What a text route was asked: its prompts in order, and the schema the answer has to follow, if one was given."""

    model: str
    prompts: tuple[str, ...]
    schema: dict[str, Any] | None
    schema_name: str | None


Writer = Callable[[Commission], str]
"""Returns the text of the answer, JSON where a schema is given."""


def commission_of(body: dict[str, Any]) -> Commission:
    """Read the request body of `/chat/completions` or `/responses`."""
    if "messages" in body:
        prompts = [_text(message.get("content")) for message in body["messages"]]
        form = body.get("response_format") or {}
        described = form.get("json_schema") or {}
    else:
        asked = body.get("input") or ""
        items = [{"content": asked}] if isinstance(asked, str) else asked
        prompts = [_text(body.get("instructions")), *(_text(item.get("content")) for item in items)]
        form = (body.get("text") or {}).get("format") or {}
        described = form if form.get("type") == "json_schema" else {}
    return Commission(
        model=body["model"],
        prompts=tuple(prompt for prompt in prompts if prompt),
        schema=described.get("schema"),
        schema_name=described.get("name"),
    )


def filler(schema: dict[str, Any], root: dict[str, Any] | None = None) -> Any:
    """Return the simplest value a JSON Schema allows, as far as structured outputs know it."""
    root = root or schema
    if "$ref" in schema:
        return filler(root["$defs"][schema["$ref"].rsplit("/", 1)[-1]], root)
    if "anyOf" in schema:
        return filler(schema["anyOf"][0], root)
    if "enum" in schema:
        return schema["enum"][0]
    if schema.get("type") == "object":
        return {name: filler(part, root) for name, part in schema.get("properties", {}).items()}
    if schema.get("type") == "array":
        return [filler(schema["items"], root) for _ in range(max(schema.get("minItems", 1), 1))]
    plain = {"integer": 0, "number": 0, "boolean": False, "null": None, "string": _FILLER}
    return schema.get("const", schema.get("minimum", plain[schema.get("type", "string")]))


def _text(content: Any) -> str:
    if isinstance(content, str):
        return content
    return "\n".join(part.get("text", "") for part in content or ())

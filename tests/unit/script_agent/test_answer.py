"""The form that models fill in."""

from collections.abc import Iterator
from typing import Any

from script_agent.answer import ScriptAnswer

PLAIN = {"type", "properties", "required", "additionalProperties", "items", "anyOf", "enum", "$ref", "$defs"}
TOLD = {"title", "description"}


def schemas(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Return a schema and all schemas in it."""
    yield schema
    for part in (*schema.get("$defs", {}).values(), *schema.get("properties", {}).values(), *schema.get("anyOf", [])):
        yield from schemas(part)
    if "items" in schema:
        yield from schemas(schema["items"])


def test_the_form_is_what_strict_structured_output_takes() -> None:
    """All fields are required, none may be added, and no keyword is used that only some servers know."""
    for schema in schemas(ScriptAnswer.model_json_schema()):
        assert set(schema) <= PLAIN | TOLD
        if schema.get("type") == "object":
            assert schema["additionalProperties"] is False
            assert schema["required"] == list(schema["properties"])
        if "$ref" in schema:
            assert set(schema) == {"$ref"}


def test_every_field_says_what_belongs_into_it() -> None:
    """The model is told the meaning of a field where it fills it in."""
    fields = [
        field for schema in schemas(ScriptAnswer.model_json_schema()) for field in schema.get("properties", {}).values()
    ]
    assert all(field.get("description") for field in fields)

"""Telling users which value of their request is wrong and what to send instead."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from gateway.addresses import DOCS
from gateway.error_bodies import ValidationProblem

_REMEDIES: Final[Mapping[str, str]] = {
    "missing": "Add this field.",
    "string_type": "Send text in quotes.",
    "string_too_short": "Send at least {min_length} characters.",
    "string_too_long": "Send at most {max_length} characters.",
    "string_pattern_mismatch": "Send text of the form {pattern}.",
    "string_unicode": "Send valid Unicode text.",
    "int_type": "Send a whole number.",
    "int_parsing": "Send a whole number.",
    "int_parsing_size": "Send a smaller whole number.",
    "int_from_float": "Send a whole number, without a fraction.",
    "finite_number": "Send a finite number.",
    "bool_type": "Send true or false.",
    "bool_parsing": "Send true or false.",
    "greater_than_equal": "Send a number that is at least {ge}.",
    "less_than_equal": "Send a number that is at most {le}.",
    "enum": "Send one of: {expected}.",
    "extra_forbidden": "Leave it out: there is no such field.",
    "cursor": "Send the `next_cursor` of an answer of this list, or no cursor.",
    "model_attributes_type": "Send a JSON object, with the header Content-Type: application/json.",
}
_OTHERWISE: Final = f"See the field's description under {DOCS}."


def validation_problems(errors: Sequence[Mapping[str, Any]]) -> list[ValidationProblem]:
    """Return pydantic's errors in words a user can act on; nothing the user sent is repeated."""
    return [
        ValidationProblem(field=_path(error["loc"]), message=error["msg"], remedy=_remedy(error)) for error in errors
    ]


def _path(location: Sequence[str | int]) -> str:
    """Return the path inside the body, or the name of a parameter."""
    source, *path = location
    return ".".join(str(part) for part in path) or str(source)


def _remedy(error: Mapping[str, Any]) -> str:
    return _REMEDIES.get(error["type"], _OTHERWISE).format(**error.get("ctx", {}))

"""What an installation that strangers can reach must not be run with."""

from collections.abc import Iterator, Sequence
from typing import Final

DEVELOPMENT_SECRET: Final = "only-for-development"  # noqa: S105 - refused in production
_LEAST_LETTERS: Final = 32
_LEAST_DIFFERENT_LETTERS: Final = 10
_PLACEHOLDERS: Final = ("change", "default", "development", "example", "insecure", "password", "placeholder", "your")
_REMEDY: Final = "Make one: python -c 'import secrets; print(secrets.token_urlsafe(48))'"


def faults(*, secret_key: str, debug: bool, cors_origins: Sequence[str]) -> Iterator[str]:
    """Yield a sentence for each setting that is not fit for production, with what to do about it."""
    if weakness := _weakness(secret_key):
        yield f"SECRET_KEY {weakness}. {_REMEDY}"
    if debug:
        yield "DEBUG is on, which shows strangers what goes wrong inside. Set DEBUG=false"
    if "*" in cors_origins:
        yield 'CORS_ORIGINS has "*", which lets the pages of any site use the API. Name the origins of your own pages'


def _weakness(secret_key: str) -> str | None:
    if secret_key == DEVELOPMENT_SECRET:
        return "is not set"
    if len(secret_key) < _LEAST_LETTERS:
        return f"has only {len(secret_key)} letters of at least {_LEAST_LETTERS}"
    if any(word in secret_key.lower() for word in _PLACEHOLDERS):
        return "looks like the placeholder of an example"
    if len(set(secret_key)) < _LEAST_DIFFERENT_LETTERS:
        return "repeats too few letters to be random"
    return None

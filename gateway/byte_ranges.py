"""Byte ranges of HTTP (RFC 9110, section 14): which bytes of a file a `Range` header asks for."""

import re
from typing import Final

_SINGLE_RANGE: Final = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*", re.IGNORECASE)


class UnsatisfiableRangeError(ValueError):
    """None of the bytes asked for exist."""


def asked_bytes(header: str | None, size: int) -> range | None:
    """Return the bytes a header asks for, or None for the whole file.

    Headers that are malformed or ask for several ranges count as absent, which the RFC allows. Raises
    `UnsatisfiableRangeError` when the range lies behind the file's end.
    """
    match = _SINGLE_RANGE.fullmatch(header or "")
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        asked = range(max(size - int(last), 0), size)
    elif last and int(last) < int(first):
        return None
    else:
        asked = range(int(first), min(int(last) + 1, size) if last else size)
    if not asked:
        raise UnsatisfiableRangeError
    return asked

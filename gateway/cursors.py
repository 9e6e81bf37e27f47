"""Cursors: how an answer tells where its list goes on, and how the next request says so."""

import re
from datetime import UTC, datetime
from typing import Final

from gateway.error_bodies import invalid_value
from gateway.facts import Fact

_CURSOR: Final = re.compile(r"(\d{1,14})-([A-Za-z0-9_-]{1,80})")


class Position(Fact):
    """A place in a list that descends by time and then id: that of the last one already seen."""

    created_at: datetime
    id: str


def cursor_of(position: Position) -> str:
    """Return the cursor of a position."""
    return f"{round(position.created_at.timestamp() * 1000)}-{position.id}"


def position_of(cursor: str | None) -> Position | None:
    """Return the position of a cursor, None for the start of the list; raises `ApiError` 422."""
    if cursor is None:
        return None
    match = _CURSOR.fullmatch(cursor)
    if match is None:
        raise invalid_value("cursor", "This is no cursor.", "Send `next_cursor` of the answer before, or leave it out.")
    return Position(created_at=datetime.fromtimestamp(int(match[1]) / 1000, UTC), id=match[2])

"""When a webhook that was not taken is sent again."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

_JITTER: Final = 0.1
_LONGEST_RETRY_AFTER: Final = timedelta(days=1)


def next_try(
    now: datetime, tries: int, schedule: Sequence[float], *, chance: float, retry_after: str | None = None
) -> datetime | None:
    """Return when to try again after so many tries, None when that was the last.

    Each wait of the schedule (seconds) varies by a tenth with `chance` (0 to 1), so that what failed together does not
    come back together. A receiver may ask for a longer wait by `Retry-After`, up to a day.
    """
    if tries > len(schedule):
        return None
    wait = timedelta(seconds=schedule[tries - 1] * (1 + _JITTER * (2 * chance - 1)))
    asked = min(_asked_wait(retry_after, now), _LONGEST_RETRY_AFTER)
    return now + max(wait, asked)


def _asked_wait(retry_after: str | None, now: datetime) -> timedelta:
    """Return what a `Retry-After` header asks for (RFC 9110, section 10.2.3); zero when it is not understood."""
    if retry_after is None:
        return timedelta(0)
    if retry_after.isascii() and retry_after.isdecimal():
        return timedelta(seconds=int(retry_after[:9]))
    try:
        until = parsedate_to_datetime(retry_after)
    except ValueError:
        return timedelta(0)
    return (until if until.tzinfo else until.replace(tzinfo=UTC)) - now

"""How often a caller may ask: a number of films a minute, and of everything else an hour.

Windows are fixed and begin at full minutes and hours, so a window's end is known without asking for it, and one
increment of a shared counter is all that a request costs. The price: on both sides of a window's end a caller can have
the share of two.
"""

import math
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Final, Protocol

from cachetools import LRUCache
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute

from gateway.callers import Caller
from gateway.clock import Clock
from gateway.error_bodies import ApiError, ErrorDetails

_SPENT_REMEMBERED: Final = 10_000


class Counters(Protocol):
    """Numbers that all replicas share."""

    async def increment(self, key: str, *, keep_seconds: int) -> int:
        """Add one to a number that is forgotten after some time; return it.

        Raises `UnavailableError` when the numbers cannot be reached in time.
        """


@dataclass(frozen=True)
class Share:
    """What is left to a caller after a request."""

    limit: int
    used: int
    reset_seconds: int

    @property
    def is_exceeded(self) -> bool:
        """Whether the request was one too many."""
        return self.used > self.limit

    @property
    def headers(self) -> dict[str, str]:
        """The headers that tell clients so.

        These names are what gateways and client libraries have in common; the IETF draft that began with them has since
        changed its form with nearly every revision.
        """
        return {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(max(self.limit - self.used, 0)),
            "RateLimit-Reset": str(self.reset_seconds),
        }


class RateLimits:
    """Counts requests; a limit of None is not counted at all."""

    def __init__(self, counters: Counters, *, per_minute: int | None, per_hour: int | None, clock: Clock) -> None:
        self._counters = counters
        self._per_minute = per_minute
        self._per_hour = per_hour
        self._clock = clock
        # Callers that go on although they have nothing left are refused from here and cost no query.
        self._spent: LRUCache[str, int] = LRUCache(_SPENT_REMEMBERED)

    async def count(self, caller: Caller, *, asks_for_film: bool) -> Share | None:
        """Count a request and return what is left, or None when it is not limited.

        Raises `UnavailableError` when the counters cannot be reached. Such requests are refused: they need the same
        database themselves, so letting them through would only make them wait twice, and make an outage the time
        without limits.
        """
        limit = self._limit(caller, asks_for_film=asks_for_film)
        if limit is None:
            return None
        now = self._clock()
        number, left = _window(limit, now)
        key = limit.key_for(caller.client, str(number))
        used = self._spent.get(key) or await self._counters.increment(key, keep_seconds=2 * limit.get_expiry())
        if used > limit.amount:
            self._spent[key] = used
        return Share(limit.amount, used, left)

    def _limit(self, caller: Caller, *, asks_for_film: bool) -> RateLimitItem | None:
        if asks_for_film:
            per_minute = caller.quotas.per_minute or self._per_minute
            return RateLimitItemPerMinute(per_minute, namespace="films") if per_minute else None
        per_hour = caller.quotas.per_hour or self._per_hour
        return RateLimitItemPerHour(per_hour, namespace="requests") if per_hour else None


def too_many(share: Share, *, asks_for_film: bool) -> ApiError:
    """Return the answer to a request that was one too many."""
    allowed = f"{share.limit} films a minute" if asks_for_film else f"{share.limit} requests an hour"
    hint = f"Try again in {share.reset_seconds} s."
    if not asks_for_film:
        hint += " To follow a task, read its events instead of asking again and again."
    return ApiError(
        HTTPStatus.TOO_MANY_REQUESTS,
        f"You may ask for {allowed}.",
        ErrorDetails(code="rate_limited", hint=hint),
        {"Retry-After": str(share.reset_seconds)},
    )


def _window(limit: RateLimitItem, now: datetime) -> tuple[int, int]:
    """Return the number of the window that a moment is in, and the seconds until it ends, at least one."""
    seconds = limit.get_expiry()
    number, elapsed = divmod(now.timestamp(), seconds)
    return int(number), max(math.ceil(seconds - elapsed), 1)

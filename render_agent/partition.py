"""Breaking a run of words into parts that fit and are alike in length."""

from collections.abc import Sequence
from typing import Final

_BREAK_COST: Final = 0.25
"""What a break costs where the words do not pause, in units of a part left wholly empty."""


def partition(widths: Sequence[float], space: float, limit: float, pauses: Sequence[bool]) -> list[range]:
    """Return the parts, as ranges of word indices, that leave the least room unused and break where words pause.

    `widths` are the words' widths, `space` the width of what stands between two of them, `limit` the most a part may
    measure; `pauses` tells after which words a break is natural. A word wider than the limit gets a part of its own.
    """
    count = len(widths)
    best = [0.0] + [float("inf")] * count
    start_of = [0] * (count + 1)
    for end in range(1, count + 1):
        width = -space
        for start in range(end - 1, -1, -1):
            width += widths[start] + space
            if width > limit and start < end - 1:
                break
            cost = best[start] + _cost(width / limit, natural=end == count or pauses[end - 1])
            if cost < best[end]:
                best[end], start_of[end] = cost, start
    parts: list[range] = []
    end = count
    while end:
        parts.append(range(start_of[end], end))
        end = start_of[end]
    return parts[::-1]


def _cost(filled: float, *, natural: bool) -> float:
    return (1 - min(filled, 1.0)) ** 2 + (0.0 if natural else _BREAK_COST)

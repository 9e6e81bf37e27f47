"""Doing several things at once."""

import asyncio

import pytest

from voice_agent.in_parallel import Job, in_parallel


def _job(number: int, begun: list[int], ended: list[int], *, fails: bool = False) -> Job:
    async def do() -> None:
        begun.append(number)
        await asyncio.sleep(0.001 * number)
        if fails:
            raise ValueError(number)
        ended.append(number)

    return do


async def test_no_more_than_allowed_are_under_way() -> None:
    """Of five jobs two at a time, each is done once."""
    under_way, most = 0, 0
    done: list[int] = []

    def job(number: int) -> Job:
        async def do() -> None:
            nonlocal under_way, most
            under_way += 1
            most = max(most, under_way)
            await asyncio.sleep(0.001)
            under_way -= 1
            done.append(number)

        return do

    await in_parallel(map(job, range(5)), at_once=2)

    assert (most, sorted(done)) == (2, [0, 1, 2, 3, 4])


async def test_a_failure_begins_nothing_and_loses_nothing() -> None:
    """What is under way when another job fails is finished, as it may be paid; what waits is not begun."""
    begun: list[int] = []
    ended: list[int] = []
    jobs = [_job(1, begun, ended, fails=True), _job(5, begun, ended), _job(2, begun, ended), _job(3, begun, ended)]

    with pytest.raises(ValueError, match="1"):
        await in_parallel(jobs, at_once=2)

    assert (begun, ended) == ([1, 5], [5])

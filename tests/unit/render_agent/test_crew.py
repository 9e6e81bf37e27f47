import asyncio
import threading
import time
from functools import partial

import pytest

from render_agent.crew import Stop, StoppedError, work


async def no_tick() -> None:
    """Do nothing."""


def answer(number: int) -> int:
    """Return the number, the later the smaller it is."""
    time.sleep(0.02 / (number + 1))
    return number


async def test_results_come_in_the_order_of_the_jobs() -> None:
    """Whichever job ends first, results are where their jobs were."""
    jobs = [partial(answer, number) for number in range(5)]
    assert await work(jobs, threads=3, stop=Stop(), tick=no_tick) == [0, 1, 2, 3, 4]


class Patient:
    """A job that works until it is stopped."""

    def __init__(self, stop: Stop) -> None:
        self._stop = stop
        self.started = threading.Event()
        self.ended = threading.Event()

    def run(self) -> None:
        """Ask every millisecond whether to go on."""
        self.started.set()
        try:
            while True:
                self._stop.check()
                time.sleep(0.001)
        finally:
            self.ended.set()


async def test_a_cancelled_caller_leaves_no_thread_behind() -> None:
    """When the waiting task is cancelled its threads are told, and have ended when the cancellation arrives."""
    stop = Stop()
    jobs = [Patient(stop) for _ in range(3)]
    task = asyncio.create_task(work([job.run for job in jobs], threads=2, stop=stop, tick=no_tick))
    await asyncio.to_thread(jobs[0].started.wait, 5)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert all(job.ended.is_set() for job in jobs if job.started.is_set())
    assert not jobs[2].started.is_set()


async def test_one_failure_stops_the_others_and_is_what_the_caller_sees() -> None:
    """The first error is raised as it is; jobs under way end soon."""
    stop = Stop()
    patient = Patient(stop)

    def fail() -> None:
        patient.started.wait(5)
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        await work([patient.run, fail], threads=2, stop=stop, tick=no_tick)
    assert patient.ended.is_set()


async def test_the_loop_hears_how_far_the_work_is() -> None:
    """While threads work the tick is awaited now and then."""
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        ticks += 1

    await work([partial(time.sleep, 0.6)], threads=1, stop=Stop(), tick=tick)
    assert ticks >= 2


def test_stop_raises_only_once_set() -> None:
    """Work goes on until it is told to stop."""
    stop = Stop()
    stop.check()
    stop.set()
    with pytest.raises(StoppedError):
        stop.check()

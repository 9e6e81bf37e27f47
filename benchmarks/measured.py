"""What a piece of work costs: wall time, processor time and peak memory of a process of its own."""

import multiprocessing
import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import ParamSpec

P = ParamSpec("P")


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock, seconds of processor time of all threads, and the process's largest size in MB."""

    wall_seconds: float
    cpu_seconds: float
    peak_megabytes: float


class Meter:
    """Adds up the time between `start` and `stop`, so that preparation can be left out."""

    def __init__(self) -> None:
        self._wall = self._cpu = 0.0
        self._since = 0.0, 0.0

    def start(self) -> None:
        """Begin or go on measuring."""
        self._since = time.perf_counter(), time.process_time()

    def stop(self) -> None:
        """Leave out what follows."""
        self._wall += time.perf_counter() - self._since[0]
        self._cpu += time.process_time() - self._since[1]

    def cost(self) -> Cost:
        """Return what was measured so far."""
        peak_kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return Cost(self._wall, self._cpu, peak_kilobytes / 1024)


def in_own_process(measure: Callable[P, Cost], *args: P.args, **kwargs: P.kwargs) -> Cost:
    """Return the cost of work done in a fresh process, whose memory nothing else has grown."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh) as pool:
        return pool.submit(measure, *args, **kwargs).result()

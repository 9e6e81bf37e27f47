"""The views this process saw last, kept true by the reports of what changes, and who waits for the next change."""

import asyncio
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final, TypeVar

from gateway.task_view import TaskView

Member = TypeVar("Member")

_MOST_VIEWS: Final = 2000
"""About 40 MB; a view that had to go is read from the database again."""


@dataclass(frozen=True)
class RevisedView:
    """A view, and how many times it was changed to come to this."""

    view: TaskView
    revision: int


@dataclass(eq=False)
class Reading:
    """A look into the database that is under way; what it finds is old when more was heard of meanwhile."""

    task_id: str
    heard_revision: float = field(default=0, init=False)


class LiveViews:
    """Between `start` and `stop` every change must be reported; outside of that nothing is remembered.

    What `get` returns is never older than what this process returned before, or wrote itself.
    """

    def __init__(self, *, most: int = _MOST_VIEWS) -> None:
        self._most = most
        self._views: dict[str, RevisedView] = {}
        self.is_live = False
        self._readings: defaultdict[str, set[Reading]] = defaultdict(set)
        self._waiting: defaultdict[str, set[asyncio.Event]] = defaultdict(set)

    def start(self) -> None:
        """Begin anew: every change from now on will be reported. Who waits for any task has to look again."""
        self.stop()
        self.is_live = True
        for waiting in self._waiting.values():
            _wake(waiting)

    def stop(self) -> None:
        """Remember nothing: changes may go unreported from now on."""
        self.is_live = False
        self._views.clear()
        for readings in self._readings.values():
            _disturb(readings, math.inf)

    def get(self, task_id: str) -> TaskView | None:
        """Return the view as it is now, if that is known here."""
        known = self._views.get(task_id)
        return known.view if known else None

    def hear(self, heard: RevisedView) -> None:
        """Take note that a view was changed, by this process or another."""
        task_id = heard.view.task_id
        _disturb(self._readings.get(task_id, ()), heard.revision)
        known = self._views.get(task_id)
        if known and known.revision < heard.revision:
            self._views[task_id] = heard
        _wake(self._waiting.get(task_id, ()))

    def forget(self, task_id: str) -> None:
        """Take note that a view is no longer in the database."""
        _disturb(self._readings.get(task_id, ()), math.inf)
        self._views.pop(task_id, None)
        _wake(self._waiting.get(task_id, ()))

    @contextmanager
    def reading(self, task_id: str) -> Iterator[Reading]:
        """Go around reading or writing a view in the database."""
        reading = Reading(task_id)
        with _member(self._readings, task_id, reading):
            yield reading

    def keep(self, reading: Reading, found: RevisedView) -> TaskView:
        """Remember what a reading found, unless it may be old by now; return the newest view known."""
        task_id = reading.task_id
        if found.revision < reading.heard_revision or not self.is_live:
            self._views.pop(task_id, None)
            return found.view
        known = self._views.get(task_id)
        if known and known.revision >= found.revision:
            return known.view
        self._views[task_id] = found
        if len(self._views) > self._most:
            del self._views[next(iter(self._views))]
        return found.view

    @contextmanager
    def changes(self, task_id: str) -> Iterator[asyncio.Event]:
        """Return an event that is set whenever the task may have changed; clear it before looking."""
        changed = asyncio.Event()
        with _member(self._waiting, task_id, changed):
            yield changed


@contextmanager
def _member(groups: defaultdict[str, set[Member]], name: str, member: Member) -> Iterator[None]:
    groups[name].add(member)
    try:
        yield
    finally:
        groups[name].discard(member)
        if not groups[name]:
            del groups[name]


def _disturb(readings: Iterable[Reading], revision: float) -> None:
    for reading in readings:
        reading.heard_revision = max(reading.heard_revision, revision)


def _wake(waiting: Iterable[asyncio.Event]) -> None:
    for changed in waiting:
        changed.set()

"""What the watchdog knows and remembers: one suite for the real records and those of the unit tests."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from pymongo.database import Database

from contracts import Phase
from gateway.live_views import LiveViews
from gateway.memory import InMemoryTaskStore, InMemoryWatchRecords
from gateway.mongo import MongoTaskStore
from gateway.mongo_connection import connect
from gateway.mongo_watch_records import MongoWatchRecords
from gateway.projection import delete
from gateway.settings import GatewaySettings
from gateway.task_store import TaskStore
from gateway.task_view import TaskView
from gateway.watch_records import Redriven, Try, Unfinished, WatchRecords
from tests.unit.gateway.samples import after, failed, progressed, rendered, submitted, view_of

LONG_AGO = after(-1000)


@dataclass
class Watched:
    """Tasks, and the records over them."""

    tasks: TaskStore
    records: WatchRecords


@pytest.fixture
async def mongo(mongo_settings: GatewaySettings) -> AsyncIterator[Watched]:
    """Return the real ones, on an empty database."""
    client, name = connect(mongo_settings), mongo_settings.mongodb_database
    tasks, records = MongoTaskStore(client, name, LiveViews()), MongoWatchRecords(client, name)
    await tasks.prepare()
    await records.prepare()
    yield Watched(tasks, records)
    client.close()


@pytest.fixture(params=["memory", "mongo"])
def watched(request: pytest.FixtureRequest) -> Watched:
    """Return each kind, empty."""
    if request.param == "mongo":
        return request.getfixturevalue("mongo")  # type: ignore[no-any-return]
    tasks = InMemoryTaskStore()
    return Watched(tasks, InMemoryWatchRecords(tasks))


async def _put(watched: Watched, view: TaskView) -> None:
    await watched.tasks.change(view.task_id, lambda _: view)


async def test_only_running_tasks_are_overdue(watched: Watched) -> None:
    """Silent tasks are found with what was last heard of their latest attempt; those that ended are not."""
    await _put(watched, view_of(submitted("pending")))
    await _put(watched, view_of(submitted("busy"), progressed(Phase.SCRIPT, 0.5, task_id="busy")))
    await _put(watched, view_of(submitted("again"), failed("again"), submitted("again", attempt=2)))
    await _put(watched, view_of(submitted("film"), rendered(task_id="film")))
    await _put(watched, view_of(submitted("failed"), failed("failed")))
    gone = view_of(submitted("gone"), failed("gone"))
    await _put(watched, delete(gone, after(3)))
    found = await watched.records.overdue(silent_since=after(2), begun_before=LONG_AGO)
    assert sorted(found, key=lambda late: late.task_id) == [
        Unfinished(task_id="again", attempt=2, begun_at=after(2), heard_at=after(2)),
        Unfinished(task_id="busy", attempt=1, begun_at=after(0), heard_at=after(1)),
        Unfinished(task_id="pending", attempt=1, begun_at=after(0), heard_at=after(0)),
    ]
    assert [late.task_id for late in await watched.records.overdue(silent_since=after(0.5), begun_before=LONG_AGO)] == [
        "pending"
    ]


async def test_tasks_begun_long_ago_are_overdue_however_lively(watched: Watched) -> None:
    """An attempt that goes on for ever is found by its age."""
    await _put(watched, view_of(submitted("busy"), progressed(Phase.SCRIPT, 0.5, task_id="busy")))
    [late] = await watched.records.overdue(silent_since=LONG_AGO, begun_before=after(0))
    assert late.task_id == "busy"


async def test_redrives_are_counted_once(watched: Watched) -> None:
    """Of watchdogs that saw the same state one may start the attempt again; attempts are counted apart."""
    records, key = watched.records, Try("t", 1)
    assert await records.redriven([key]) == {}
    for count in (0, 1):
        before = Redriven(count=count)
        noted = await asyncio.gather(*(records.note_redrive(key, before, after(count)) for _ in range(5)))
        assert sum(noted) == 1
    assert await records.redriven([key, Try("t", 2)]) == {key: Redriven(count=2, at=after(1))}


async def test_looking_reads_no_task_that_is_not_late(mongo: Watched, database: Database[dict[str, Any]]) -> None:
    """However many tasks there are, those that ended and those that are lively cost nothing."""
    for number in range(20):
        await _put(mongo, view_of(submitted(f"f{number}"), failed(f"f{number}")))
    await _put(mongo, view_of(submitted("late")))
    late = [{"heard_at": {"$lte": after(0)}}, {"begun_at": {"$lte": LONG_AGO}}]
    running = {"$in": ["pending", "processing"]}
    plan = database["tasks"].find({"deleted": False, "status": running, "$or": late}).explain()
    assert plan["executionStats"]["totalDocsExamined"] == 1

"""One suite for both task stores, so that the fake of the unit tests is known to behave as the real one."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from pymongo.database import Database

from chassis.errors import UnavailableError
from contracts import AnyEvent, AssetKind, Phase, TaskCancelled
from deploy.local.ports import free_port
from gateway.memory import InMemoryTaskStore
from gateway.mongo import MongoTaskStore, _behind
from gateway.paging import Cursor
from gateway.projection import apply, delete
from gateway.settings import GatewaySettings
from gateway.task_store import TaskStore
from gateway.task_view import TaskStatus, TaskView
from gateway.totals import Totals
from tests.ports.conftest import settings_of
from tests.unit.gateway.samples import (
    TASK,
    after,
    charge,
    failed,
    made,
    progressed,
    rendered,
    scripted,
    submitted,
    view_of,
)

SCRIPT_CHARGE = charge("script", 0.1)

_NOT_STUCK_SECONDS = 8.0
"""Less than the timeout of the stores under test, after which a standstill would end as an error."""


@pytest.fixture
async def mongo(mongo_settings: GatewaySettings) -> AsyncIterator[MongoTaskStore]:
    """Return the real store."""
    store = MongoTaskStore.from_settings(mongo_settings)
    await store.prepare()
    yield store
    store.close()


@pytest.fixture(params=["memory", "mongo"])
def tasks(request: pytest.FixtureRequest) -> TaskStore:
    """Return each of the stores, empty."""
    return InMemoryTaskStore() if request.param == "memory" else request.getfixturevalue("mongo")


async def _put(tasks: TaskStore, view: TaskView) -> TaskView:
    return await tasks.change(view.task_id, lambda _: view)


def _whole() -> TaskView:
    """Return a view with every field filled."""
    events = (
        submitted(),
        progressed(Phase.SCRIPT, 0.5),
        scripted(SCRIPT_CHARGE),
        made(AssetKind.VISUALS, charge("image", 0.2)),
        failed(),
    )
    later = (TaskCancelled(task_id=TASK), submitted(attempt=2), scripted(SCRIPT_CHARGE, attempt=2), rendered(attempt=2))
    return view_of(*events, *later)


async def test_nothing_is_found_at_first(tasks: TaskStore) -> None:
    """An empty store has no task, no list and zeros."""
    await tasks.check()
    assert await tasks.find(TASK) is None
    assert list(await tasks.newest(status=None, limit=10)) == []
    assert await tasks.totals() == Totals()


async def test_a_view_comes_back_as_it_was(tasks: TaskStore) -> None:
    """Every fact of a view survives, dates to the millisecond and numbers to the bit."""
    view = await _put(tasks, _whole())
    found = await tasks.find(TASK)
    assert found == view == _whole()
    assert found is not None
    assert found.model_dump_json() == view.model_dump_json()


async def test_a_change_sees_what_is_there(tasks: TaskStore) -> None:
    """A change gets None the first time and the last view afterwards."""
    seen: list[TaskView | None] = []

    def change(view: TaskView | None) -> TaskView:
        seen.append(view)
        return apply(view, progressed(Phase.SCRIPT, 0.1 * len(seen)), after(len(seen)))

    first = await tasks.change(TASK, change)
    second = await tasks.change(TASK, change)
    assert seen == [None, first]
    assert second.phase(Phase.SCRIPT).fraction == 0.2


async def test_a_change_that_changes_nothing(tasks: TaskStore) -> None:
    """An event heard twice leaves view and statistics as they are."""
    for _ in range(2):
        await tasks.change(TASK, lambda view: apply(view, rendered(), after(1)))
    assert await tasks.totals() == Totals(completed=1)


async def test_changes_at_the_same_time_all_count(tasks: TaskStore) -> None:
    """Of many writers to one task, some of which change the statistics too, none is lost and none holds up others."""
    events: list[AnyEvent] = [submitted(), rendered(attempt=20)]
    for attempt in range(1, 20):
        events += [
            scripted(charge(f"script-{attempt}", 0.25), attempt=attempt, name=f"{attempt}.json"),
            failed(attempt=attempt),
        ]
        events += [progressed(Phase.RENDER, number / 4, attempt=attempt) for number in range(4)]
    changes = (partial(apply, event=event, occurred_at=after(second)) for second, event in enumerate(events))
    async with asyncio.timeout(_NOT_STUCK_SECONDS):
        await asyncio.gather(*(tasks.change(TASK, change) for change in changes))
    assert await tasks.find(TASK) == view_of(*events)
    assert await tasks.totals() == view_of(*events).counted


async def test_statistics_of_tasks_that_end_at_the_same_time(tasks: TaskStore) -> None:
    """Writers to different tasks share the statistics, and none of their ends is lost."""
    views = [
        view_of(submitted(f"t{number}"), scripted(charge("script", 0.5), task_id=f"t{number}"), failed(f"t{number}"))
        for number in range(20)
    ]
    await asyncio.gather(*(_put(tasks, view) for view in views))
    assert await tasks.totals() == Totals(failed=20, cost_micro_usd=10_000_000)


async def test_statistics_follow_a_retry(tasks: TaskStore) -> None:
    """A failure that a later attempt makes good is no failure any more."""
    await _put(tasks, view_of(submitted(), failed()))
    assert (await tasks.totals()).failed == 1
    view = await _put(tasks, view_of(submitted(), failed(), submitted(attempt=2), rendered(attempt=2)))
    totals = await tasks.totals()
    assert (totals.completed, totals.failed) == (1, 0)
    assert totals == view.counted


async def test_the_youngest_come_first(tasks: TaskStore) -> None:
    """Tasks are listed by age, those of the same moment by id, and no more than asked for."""
    for name, second in (("b", 1), ("c", 2), ("a", 1), ("d", 0)):
        await _put(tasks, apply(None, submitted(name), after(second)))
    assert [view.task_id for view in await tasks.newest(status=None, limit=3)] == ["c", "b", "a"]


async def test_only_the_status_asked_for(tasks: TaskStore) -> None:
    """The filter follows a task's present status."""
    await _put(tasks, view_of(submitted("one")))
    await _put(tasks, view_of(submitted("two")))
    await tasks.change("two", lambda view: apply(view, failed("two"), after(5)))
    pending = await tasks.newest(status=TaskStatus.PENDING, limit=10)
    assert [view.task_id for view in pending] == ["one"]
    assert [view.task_id for view in await tasks.newest(status=TaskStatus.FAILED, limit=10)] == ["two"]


async def test_a_page_goes_on_where_the_one_before_ended(tasks: TaskStore) -> None:
    """A cursor leads to the tasks behind it, of the same moment too, whatever has come or gone meanwhile."""
    for name, second in (("b", 1), ("c", 2), ("a", 1), ("d", 0)):
        await _put(tasks, apply(None, submitted(name), after(second)))
    first = await tasks.newest(status=None, limit=2)
    cursor = Cursor.behind(first[-1])
    assert [view.task_id for view in first] == ["c", "b"]
    await _put(tasks, apply(None, submitted("e"), after(3)))
    await tasks.change("b", lambda view: delete(view or TaskView(task_id="b"), after(9)))
    rest = await tasks.newest(status=None, limit=5, after=cursor)
    assert [view.task_id for view in rest] == ["a", "d"]
    pending = await tasks.newest(status=TaskStatus.PENDING, limit=1, after=cursor)
    assert [view.task_id for view in pending] == ["a"]
    assert list(await tasks.newest(status=TaskStatus.FAILED, limit=5, after=cursor)) == []


async def test_old_ones_among_many(tasks: TaskStore) -> None:
    """Of the tasks that are named, those come that are there, not deleted, and begun before a moment."""
    for name, second in (("a", 1), ("b", 2), ("c", 3), ("d", 1)):
        await _put(tasks, apply(None, submitted(name), after(second)))
    await tasks.change("d", lambda view: delete(view or TaskView(task_id="d"), after(9)))
    found = await tasks.among(["a", "c", "d", "none"], created_before=after(3))
    assert [view.task_id for view in found] == ["a"]


async def test_a_deleted_task_is_found_but_not_listed(tasks: TaskStore) -> None:
    """What is left of a deleted task can be found by id only; the statistics keep it."""
    await _put(tasks, view_of(submitted(), rendered()))
    left = await tasks.change(TASK, lambda view: delete(view or TaskView(task_id=TASK), after(9)))
    assert await tasks.find(TASK) == left
    assert list(await tasks.newest(status=None, limit=10)) == []
    assert list(await tasks.newest(status=TaskStatus.COMPLETED, limit=10)) == []
    assert (await tasks.totals()).completed == 1


async def test_unfinished_tasks_are_counted(tasks: TaskStore) -> None:
    """Tasks count from their briefing to their end, for all together and for the key that asked for them."""
    assert await tasks.count_unfinished("k1") == (0, 0)
    for name, key in (("a", "k1"), ("b", "k1"), ("c", "k2"), ("d", None)):
        asked = submitted(name).model_copy(update={"submitted_by": key})
        await _put(tasks, apply(None, asked, after(0)))
    assert await tasks.count_unfinished("k1") == (4, 2)
    assert await tasks.count_unfinished(None) == (4, 1)
    await tasks.change("a", lambda view: apply(view, failed("a"), after(1)))
    await tasks.change("d", lambda view: delete(view or TaskView(task_id="d"), after(1)))
    assert await tasks.count_unfinished("k1") == (2, 1)
    await tasks.change("a", lambda view: apply(view, submitted("a", attempt=2), after(2)))
    assert (await tasks.count_unfinished("k1")).all == 3


async def test_counting_unfinished_tasks_reads_no_others(
    mongo: MongoTaskStore, database: Database[dict[str, Any]]
) -> None:
    """The count is made of an index that has the unfinished tasks only, and reads no document."""
    for number in range(30):
        name = f"t{number}"
        await _put(mongo, view_of(submitted(name), *([failed(name)] if number >= 5 else [])))
    pipeline = [{"$match": {"unfinished": True}}, {"$group": {"_id": None, "all": {"$sum": 1}}}]
    plan = database.command(
        "explain", {"aggregate": "tasks", "pipeline": pipeline, "cursor": {}}, verbosity="executionStats"
    )
    statistics = plan["stages"][0]["$cursor"]["executionStats"] if "stages" in plan else plan["executionStats"]
    assert statistics["totalKeysExamined"] <= 6
    assert "unfinished" in str(plan)
    assert "COLLSCAN" not in str(plan["stages"] if "stages" in plan else plan["queryPlanner"])


async def test_preparing_twice_is_harmless(mongo: MongoTaskStore) -> None:
    """Every replica prepares the database at its start."""
    await _put(mongo, view_of(submitted(), failed()))
    await asyncio.gather(*(mongo.prepare() for _ in range(3)))
    assert (await mongo.totals()).failed == 1


async def test_lists_read_no_more_than_they_return(mongo: MongoTaskStore, database: Database[dict[str, Any]]) -> None:
    """Every query of the list, later pages too, walks an index in order: no sorting, hardly a document too many."""
    for number in range(30):
        name = f"t{number}"
        view = apply(None, submitted(name), after(number // 2))
        await _put(mongo, apply(view, failed(name), after(40)) if number % 2 else view)
    page = _behind(Cursor(after(8), "t17"))
    filters: list[dict[str, Any]] = [{"deleted": False}, {"deleted": False, "status": "failed"}]
    for query in (*filters, *({**wanted, **page} for wanted in filters)):
        plan = database["tasks"].find(query).sort([("created_at", -1), ("_id", -1)]).limit(5).explain()
        assert plan["executionStats"]["nReturned"] == 5
        assert plan["executionStats"]["totalDocsExamined"] <= 6
        stages = set(re.findall(r"'stage': '(\w+)'", str(plan["queryPlanner"]["winningPlan"])))
        assert stages <= {"LIMIT", "FETCH", "IXSCAN"}


async def test_a_database_that_is_away_is_told_within_its_timeout() -> None:
    """Every operation on a server that is not there ends soon, with the error that means waiting."""
    url = f"mongodb://127.0.0.1:{free_port()}/?directConnection=true"
    store = MongoTaskStore.from_settings(settings_of(url, timeout=0.2))
    operations = (
        store.prepare(),
        store.check(),
        store.find(TASK),
        store.change(TASK, lambda _: _whole()),
        store.newest(status=None, limit=1),
        store.totals(),
    )
    for operation in operations:
        started = asyncio.get_running_loop().time()
        with pytest.raises(UnavailableError):
            await operation
        assert timedelta(seconds=asyncio.get_running_loop().time() - started) < timedelta(seconds=2)
    store.close()

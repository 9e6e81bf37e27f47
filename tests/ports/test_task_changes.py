"""What the change stream of the real database reports, and what it survives."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from pydantic import SecretStr
from pymongo import MongoClient
from pymongo.database import Database

from contracts import Phase
from deploy.local.database import Database as Mongod
from deploy.local.infrastructure import Infrastructure
from deploy.local.readiness import wait_ready
from gateway.background import in_background
from gateway.live_views import LiveViews
from gateway.mongo import MongoTaskStore
from gateway.mongo_changes import TaskChanges
from gateway.mongo_connection import connect
from gateway.projection import apply
from gateway.settings import GatewaySettings
from gateway.task_view import TaskView
from tests.unit.gateway.samples import TASK, after, failed, progressed, submitted, view_of


def _settings(url: str, database: str) -> GatewaySettings:
    return GatewaySettings(_env_file=None, mongodb_url=SecretStr(url), mongodb_database=database)


@asynccontextmanager
async def _gateway(settings: GatewaySettings) -> AsyncIterator[tuple[MongoTaskStore, LiveViews]]:
    """Run what a gateway process has of this."""
    live = LiveViews()
    client = connect(settings)
    store = MongoTaskStore(client, settings.mongodb_database, live)
    try:
        async with in_background(TaskChanges(client, settings.mongodb_database, live).follow):
            await _until(lambda: live.is_live)
            yield store, live
    finally:
        store.close()


async def _until(condition: Callable[[], bool], seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - there is nothing to wait on but the state itself
            await asyncio.sleep(0.01)


async def _put(store: MongoTaskStore, view: TaskView) -> TaskView:
    return await store.change(view.task_id, lambda _: view)


@pytest.fixture
def database(infra: Infrastructure) -> Iterator[Database[dict[str, Any]]]:
    """Return an empty database of the real server."""
    with MongoClient[dict[str, Any]](infra.mongodb_url) as client:
        name = f"test_{uuid4().hex}"
        yield client[name]
        client.drop_database(name)


@pytest.fixture
def settings(infra: Infrastructure, database: Database[dict[str, Any]]) -> GatewaySettings:
    """Return the settings of two gateways on that database."""
    return _settings(infra.mongodb_url, database.name)


async def test_any_process_hears_of_a_change(settings: GatewaySettings) -> None:
    """What one process writes, another knows without asking, and whoever waits there is woken."""
    async with _gateway(settings) as (writer, _), _gateway(settings) as (reader, live):
        await _put(writer, view_of(submitted()))
        await reader.find(TASK)
        with live.changes(TASK) as changed:
            changed.clear()
            written = await writer.change(TASK, lambda view: apply(view, failed(), after(5)))
            async with asyncio.timeout(2):
                await changed.wait()
            assert live.get(TASK) == written


async def test_what_was_written_here_is_known_here(settings: GatewaySettings) -> None:
    """A process that wrote a view shows it at once and never goes back behind it."""
    async with _gateway(settings) as (store, _):
        for number in range(1, 101):
            change = partial(apply, event=progressed(Phase.RENDER, number / 100), occurred_at=after(number))
            written = await store.change(TASK, change)
            assert await store.find(TASK) == written


async def test_reads_never_go_back(settings: GatewaySettings) -> None:
    """While another process writes, each read of this one shows the state of the read before it, or a later one."""
    async with _gateway(settings) as (writer, _), _gateway(settings) as (reader, _):
        await _put(writer, view_of(submitted()))

        async def write() -> None:
            for number in range(1, 101):
                change = partial(apply, event=progressed(Phase.RENDER, number / 100), occurred_at=after(number))
                await writer.change(TASK, change)

        writing = asyncio.create_task(write())
        shown = [0.0]
        while shown[-1] < 1.0:
            view = await reader.find(TASK)
            assert view is not None
            shown.append(view.phase(Phase.RENDER).fraction)
            await asyncio.sleep(0)
        await writing
    assert shown == sorted(shown)


async def test_a_collection_that_is_replaced(settings: GatewaySettings, database: Database[dict[str, Any]]) -> None:
    """When views are rebuilt beside the old ones and put in their place, everybody looks again and sees the new."""
    async with _gateway(settings) as (store, live):
        old = await _put(store, view_of(submitted(), progressed(Phase.SCRIPT, 0.5)))
        await store.change(TASK, lambda view: apply(view, progressed(Phase.SCRIPT, 0.6), after(3)))
        database["rebuilt"].insert_one({"_id": TASK, "revision": 1, "view": old.model_dump()})
        with live.changes(TASK) as changed:
            changed.clear()
            database["rebuilt"].rename("tasks", dropTarget=True)
            await _until(changed.is_set)
            assert await store.find(TASK) == old
            newer = await store.change(TASK, lambda view: apply(view, failed(), after(9)))
            assert live.get(TASK) == newer


@pytest.mark.parametrize("dropped", ["document", "collection", "database"])
async def test_what_is_dropped_is_gone(
    settings: GatewaySettings, database: Database[dict[str, Any]], dropped: str
) -> None:
    """A view that is no longer in the database is not shown, and one that is made anew is."""
    async with _gateway(settings) as (store, live):
        await _put(store, view_of(submitted(), failed()))
        with live.changes(TASK) as changed:
            changed.clear()
            match dropped:
                case "document":
                    database["tasks"].delete_one({"_id": TASK})
                case "collection":
                    database["tasks"].drop()
                case _:
                    database.client.drop_database(database.name)
            await _until(changed.is_set)
        assert await store.find(TASK) is None
        view = await _put(store, view_of(submitted()))
        assert await store.find(TASK) == view


async def test_a_database_that_is_killed_and_comes_back(tmp_path: Path) -> None:
    """When the database is back, what was written meanwhile and afterwards is shown, and who waited is woken."""
    mongod = Mongod(folder=tmp_path / "mongodb", logs=tmp_path, report=print)
    mongod.process.start()
    try:
        wait_ready({mongod.process: mongod.is_ready}, seconds=60)
        settings = _settings(mongod.url, "oma")
        async with _gateway(settings) as (store, live), _gateway(settings) as (other, _):
            await _put(store, view_of(submitted()))
            with live.changes(TASK) as changed:
                changed.clear()
                assert mongod.process.pid
                os.kill(mongod.process.pid, signal.SIGKILL)
                await _until(lambda: mongod.process.deaths == 1)
                await asyncio.to_thread(wait_ready, {mongod.process: mongod.is_ready}, seconds=60)
                written = await other.change(TASK, lambda view: apply(view, failed(), after(1)))
                while (view := await store.find(TASK)) != written:
                    assert view == view_of(submitted())
                    async with asyncio.timeout(20):
                        await changed.wait()
                    changed.clear()
    finally:
        mongod.process.stop()

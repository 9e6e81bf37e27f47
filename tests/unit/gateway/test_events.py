import asyncio
import json
from collections.abc import AsyncGenerator
from typing import Any

from sse_starlette import ServerSentEvent

from contracts import AssetKind, Phase
from gateway.snapshots import follow
from tests.unit.gateway.conftest import Gateway
from tests.unit.gateway.samples import TASK, failed, made, progressed, rendered, scripted, submitted

EVENTS = f"/videos/tasks/{TASK}/events"


def _progress(event: ServerSentEvent) -> int:
    return int(_data(event)["progress"])


def _data(event: ServerSentEvent) -> dict[str, Any]:
    assert isinstance(event.data, str)
    data: dict[str, Any] = json.loads(event.data)
    return data


async def _next(events: AsyncGenerator[ServerSentEvent, None]) -> ServerSentEvent:
    async with asyncio.timeout(1):
        return await anext(events)


async def _rest(events: AsyncGenerator[ServerSentEvent, None]) -> list[ServerSentEvent]:
    async with asyncio.timeout(1):
        return [event async for event in events]


async def test_a_task_is_followed_to_its_end(gateway: Gateway) -> None:
    """The state comes at once and after every change, and the stream ends with the task."""
    await gateway.hear(submitted())
    events = follow(TASK, gateway.parts, None)
    assert _data(await _next(events))["status"] == "pending"
    await gateway.hear(scripted())
    assert _progress(await _next(events)) == 5
    await gateway.hear(made(AssetKind.VISUALS))
    assert _progress(await _next(events)) == 30
    await gateway.hear(rendered(await gateway.store_film(TASK)))
    (last,) = await _rest(events)
    assert (_progress(last), _data(last)["status"], _data(last)["result"]["success"]) == (100, "completed", True)


async def test_an_event_tells_the_whole_state(gateway: Gateway) -> None:
    """Each event has what the status has, each phase, and when something was last heard."""
    await gateway.hear(submitted(), progressed(Phase.SCRIPT, 0.5))
    (status,) = [(await gateway.client.get(f"/videos/status/{TASK}")).json()]
    data = _data(await _next(follow(TASK, gateway.parts, None)))
    assert status.items() <= data.items()
    assert [phase["fraction"] for phase in data["phases"]] == [0.5, 0.0, 0.0, 0.0]
    assert data["updated_at"] == "2025-11-20T10:15:31Z"


async def test_who_reads_slowly_gets_the_latest_state_only(gateway: Gateway) -> None:
    """States that were overtaken before they were read are left out; the last one never is."""
    await gateway.hear(submitted())
    events = follow(TASK, gateway.parts, None)
    await _next(events)
    await gateway.hear(*(progressed(Phase.SCRIPT, fraction / 10) for fraction in range(11)))
    await gateway.hear(failed())
    assert [_data(event)["status"] for event in await _rest(events)] == ["failed"]


async def test_a_change_that_does_not_show_is_no_event(gateway: Gateway) -> None:
    """What was heard twice is told once."""
    await gateway.hear(submitted())
    events = follow(TASK, gateway.parts, None)
    first = await _next(events)
    waiting = asyncio.create_task(anext(events))
    await asyncio.sleep(0)
    await gateway.projector.record(submitted(), gateway.time.now)
    await asyncio.sleep(0)
    assert not waiting.done()
    await gateway.hear(failed())
    assert (await waiting).id != first.id


async def test_a_connection_is_taken_up_again(gateway: Gateway) -> None:
    """A client that names the last event it saw gets the present state only if it is another one."""
    await gateway.hear(submitted(), progressed(Phase.SCRIPT, 0.5))
    seen = (await _next(follow(TASK, gateway.parts, None))).id
    again = follow(TASK, gateway.parts, seen)
    waiting = asyncio.create_task(anext(again))
    await asyncio.sleep(0)
    assert not waiting.done()
    await gateway.hear(failed())
    assert _data(await waiting)["status"] == "failed"
    assert len(await _rest(follow(TASK, gateway.parts, seen))) == 1


async def test_a_database_that_is_away_is_waited_for(gateway: Gateway) -> None:
    """A stream outlives an outage of the database."""
    await gateway.hear(submitted())
    events = follow(TASK, gateway.parts, None)
    await _next(events)
    await gateway.hear(failed())
    gateway.tasks.operations_left = 0

    async def come_back() -> None:
        gateway.tasks.operations_left = None

    gateway.time.meanwhile = come_back
    assert len(await _rest(events)) == 1


async def test_a_task_that_has_ended_is_told_once(gateway: Gateway) -> None:
    """Over HTTP an ended task is one event and the end, and a client that has it is told not to come back."""
    await gateway.hear(submitted(), failed())
    answer = await gateway.client.get(EVENTS)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/event-stream")
    assert answer.headers["Cache-Control"] == "no-store"
    fields = dict(line.split(": ", 1) for line in answer.text.split("\r\n") if line)
    assert json.loads(fields["data"])["error"] == "No such voice."
    again = await gateway.client.get(EVENTS, headers={"Last-Event-ID": fields["id"]})
    assert (again.status_code, again.content) == (204, b"")
    assert (await gateway.client.get(EVENTS, headers={"Last-Event-ID": "other"})).status_code == 200


async def test_an_unknown_task_has_no_events(gateway: Gateway) -> None:
    """A task that never was is answered with 404."""
    assert (await gateway.client.get("/videos/tasks/none/events")).status_code == 404


async def test_who_left_is_forgotten(gateway: Gateway) -> None:
    """Nothing is kept for a stream that was closed."""
    await gateway.hear(submitted())
    events = follow(TASK, gateway.parts, None)
    await _next(events)
    await events.aclose()
    assert not gateway.parts.live._waiting  # noqa: SLF001 - a leak shows nowhere else

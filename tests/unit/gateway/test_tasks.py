from datetime import timedelta
from pathlib import Path

import pytest

from contracts import AssetKind, Phase, TaskCancelled
from gateway.task_view import TaskStatus
from tests.unit.gateway.conftest import Gateway
from tests.unit.gateway.samples import TASK, charge, failed, made, progressed, rendered, scripted, submitted


async def _complete(gateway: Gateway, task_id: str = TASK) -> None:
    await gateway.hear(submitted(task_id), scripted(charge("script", 0.0234), task_id=task_id))
    await gateway.hear(rendered(await gateway.store_film(task_id), task_id))


async def test_the_status_of_a_film_is_what_was_promised(gateway: Gateway) -> None:
    """A completed task has exactly the promised fields, and a path at which the film is."""
    await _complete(gateway)
    folder = gateway.parts.settings.output_directory
    assert (await gateway.client.get(f"/videos/status/{TASK}")).json() == {
        "task_id": TASK,
        "status": "completed",
        "progress": 100,
        "current_phase": None,
        "result": {
            "success": True,
            "video_path": f"{folder}/{TASK}.mp4",
            "total_cost": 0.0234,
            "generation_time_seconds": 2.0,
        },
        "error": None,
    }


async def test_the_status_of_a_failure_says_why(gateway: Gateway) -> None:
    """A failed task has no result and a sentence instead."""
    await gateway.hear(submitted(), failed())
    status = (await gateway.client.get(f"/videos/status/{TASK}")).json()
    assert (status["status"], status["result"], status["error"]) == ("failed", None, "No such voice.")


async def test_the_detail_of_a_film(gateway: Gateway) -> None:
    """The detail adds the briefing, the dates, every phase with times and cost, the film's facts and its links."""
    await gateway.hear(
        submitted(), progressed(Phase.SCRIPT, 0.5), scripted(charge("script", 0.5)), progressed(Phase.VISUALS, 0.25)
    )
    detail = (await gateway.client.get(f"/videos/tasks/{TASK}")).json()
    assert (detail["title"], detail["briefing"]["style"], detail["attempt"]) == ("A new bicycle", "professional", 1)
    assert (detail["created_at"], detail["updated_at"]) == ("2025-11-20T10:15:30Z", "2025-11-20T10:15:33Z")
    assert detail["phases"] == [
        {
            "phase": "script",
            "fraction": 1.0,
            "started_at": "2025-11-20T10:15:31Z",
            "finished_at": "2025-11-20T10:15:32Z",
            "cost": 0.5,
        },
        {
            "phase": "visuals",
            "fraction": 0.25,
            "started_at": "2025-11-20T10:15:33Z",
            "finished_at": None,
            "cost": 0.0,
        },
        {"phase": "narration", "fraction": 0.0, "started_at": None, "finished_at": None, "cost": 0.0},
        {"phase": "render", "fraction": 0.0, "started_at": None, "finished_at": None, "cost": 0.0},
    ]
    assert (detail["video"], detail["failure"]) == (None, None)
    assert detail["links"]["video"] is None


async def test_the_detail_tells_the_script(gateway: Gateway) -> None:
    """As soon as the script is written the detail has its scenes in words, and the address of all of it."""
    await gateway.hear(submitted(), await gateway.store_script(TASK))
    detail = (await gateway.client.get(f"/videos/tasks/{TASK}")).json()
    assert detail["script"]["language"] == "en"
    assert detail["script"]["scenes"] == [
        {
            "id": "s01",
            "role": "hook",
            "headline": {"text": "Folds in ten seconds", "highlight": None},
            "text": "No room for a bicycle? This one folds.",
        }
    ]
    assert detail["notes"] == ["Two sentences were left out."]
    script = (await gateway.client.get(f"http://gateway{detail['links']['script']}")).json()
    assert script["scenes"][0]["sentences"] == ["No room for a bicycle?", "This one folds."]


async def test_the_detail_does_without_the_script(gateway: Gateway) -> None:
    """A script that cannot be read leaves the rest of the detail as it is."""
    await gateway.hear(submitted(), scripted())
    detail = (await gateway.client.get(f"/videos/tasks/{TASK}")).json()
    assert (detail["script"], detail["phases"][0]["fraction"]) == (None, 1.0)


async def test_the_detail_tells_every_attempt(gateway: Gateway) -> None:
    """Each attempt is told with how and when it ended, and every paid call of all of them with its price."""
    await gateway.hear(submitted(), scripted(charge("script", 0.5)), failed(), submitted(attempt=2))
    detail = (await gateway.client.get(f"/videos/tasks/{TASK}")).json()
    first, second = detail["attempts"]
    assert (first["number"], first["status"], first["ended_at"]) == (1, "failed", "2025-11-20T10:15:32Z")
    assert first["failure"]["code"] == "voice_unknown"
    assert (second["number"], second["status"], second["asked_at"]) == (2, "pending", "2025-11-20T10:15:33Z")
    assert (second["ended_at"], detail["attempt"]) == (None, 2)
    assert [(paid["id"], paid["cost_usd"]) for paid in detail["charges"]] == [("script", 0.5)]


async def test_the_list_page_by_page(gateway: Gateway) -> None:
    """Following the cursor visits every task once, also those of the same moment, and ends without a cursor."""
    for number in range(7):
        await gateway.projector.record(submitted(f"t{number}"), gateway.time.now)
    await gateway.hear(submitted("young"))
    seen, cursor = [], None
    while True:
        params = {"limit": "3"} | ({"cursor": cursor} if cursor else {})
        page = (await gateway.client.get("/videos/tasks", params=params)).json()
        seen += [task["task_id"] for task in page["tasks"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
        assert page["count"] == 3
    assert seen[-1] == "t0"
    assert sorted(seen) == [*(f"t{number}" for number in range(7)), "young"]


@pytest.mark.parametrize("cursor", ["x", "", "ä", "bm90IGEgY3Vyc29y", "MjAyNS0xMS0yMCB0MQ==", "MjAyNS0xMy0yMFQgdDE="])
async def test_a_broken_cursor(gateway: Gateway, cursor: str) -> None:
    """What is no cursor is answered with 422 and what to send instead."""
    answer = await gateway.client.get("/videos/tasks", params={"cursor": cursor})
    assert answer.status_code == 422
    (problem,) = answer.json()["details"]["validation_errors"]
    assert (problem["field"], "next_cursor" in problem["remedy"]) == ("cursor", True)


async def test_a_phase_never_ends_before_it_starts(gateway: Gateway) -> None:
    """A phase whose start is heard after its end started, as far as anybody knows, when it ended."""
    await gateway.hear(submitted(), made(AssetKind.VISUALS), progressed(Phase.VISUALS, 0.5))
    visuals = (await gateway.client.get(f"/videos/tasks/{TASK}")).json()["phases"][1]
    assert visuals["started_at"] == visuals["finished_at"] == "2025-11-20T10:15:31Z"


async def test_every_link_of_a_film_leads_somewhere(gateway: Gateway) -> None:
    """The links of a completed task all answer 200."""
    await gateway.hear(submitted(), await gateway.store_script(TASK))
    await gateway.hear(rendered(await gateway.store_film(TASK)))
    links = (await gateway.client.get(f"/videos/tasks/{TASK}")).json()["links"]
    assert set(links) == {"status", "events", "video", "poster", "captions_srt", "captions_vtt", "script"}
    for link in links.values():
        assert (await gateway.client.get(f"http://gateway{link}")).status_code == 200


async def test_the_detail_of_a_failure(gateway: Gateway) -> None:
    """A failure names phase, code, sentence, whether a retry can help, and what to do."""
    await gateway.hear(submitted(), failed())
    assert (await gateway.client.get(f"/videos/tasks/{TASK}")).json()["failure"] == {
        "phase": "narration",
        "code": "voice_unknown",
        "message": "No such voice.",
        "retryable": False,
        "hint": "Leave `voice` out.",
    }


async def test_tasks_are_listed_youngest_first(gateway: Gateway) -> None:
    """The list has all tasks in order of age, and as many as asked for."""
    await gateway.hear(*(submitted(f"t{number}") for number in range(4)))
    listed = (await gateway.client.get("/videos/tasks?limit=3")).json()
    assert [task["task_id"] for task in listed["tasks"]] == ["t3", "t2", "t1"]
    assert listed["count"] == 3
    assert listed["tasks"][0]["title"] == "A new bicycle"


async def test_fifty_tasks_are_listed_unless_more_are_asked_for(gateway: Gateway) -> None:
    """The limit is 50 by default."""
    await gateway.hear(*(submitted(f"t{number}") for number in range(51)))
    assert (await gateway.client.get("/videos/tasks")).json()["count"] == 50
    assert (await gateway.client.get("/videos/tasks?limit=500")).json()["count"] == 51


@pytest.mark.parametrize("status", TaskStatus)
async def test_tasks_are_listed_by_status(gateway: Gateway, status: TaskStatus) -> None:
    """The filter takes every status and lists only tasks of it."""
    await gateway.hear(*(submitted(f"is-{status}") for status in TaskStatus))
    await gateway.hear(progressed(Phase.SCRIPT, 0.5, task_id="is-processing"), failed("is-failed"))
    await gateway.hear(TaskCancelled(task_id="is-cancelled"))
    await gateway.hear(rendered(await gateway.store_film("is-completed"), "is-completed"))
    listed = (await gateway.client.get("/videos/tasks", params={"status_filter": status.value})).json()
    assert [task["task_id"] for task in listed["tasks"]] == [f"is-{status}"]


@pytest.mark.parametrize(
    ("query", "remedy"),
    [
        ("limit=0", "Send a number that is at least 1."),
        ("limit=501", "Send a number that is at most 500."),
        ("limit=many", "Send a whole number."),
        (
            "status_filter=lost",
            "Send one of: 'pending', 'processing', 'completed', 'failed' or 'cancelled'.",
        ),
    ],
)
async def test_a_bad_query_is_named(gateway: Gateway, query: str, remedy: str) -> None:
    """A filter or limit that makes no sense is answered with 422 and a remedy."""
    answer = await gateway.client.get(f"/videos/tasks?{query}")
    [problem] = answer.json()["details"]["validation_errors"]
    assert (answer.status_code, problem["field"], problem["remedy"]) == (422, query.split("=", maxsplit=1)[0], remedy)


async def test_a_deleted_task_is_gone_with_its_files(gateway: Gateway) -> None:
    """Deleting answers 200 and leaves no file, no status, no line in the list; the statistics stay."""
    await _complete(gateway)
    path = Path((await gateway.client.get(f"/videos/status/{TASK}")).json()["result"]["video_path"])
    assert path.read_bytes() == b"film"
    stats = (await gateway.client.get("/stats")).json()

    answer = await gateway.client.delete(f"/videos/tasks/{TASK}")

    assert (answer.status_code, answer.json()["success"], answer.json()["task_id"]) == (200, True, TASK)
    assert not path.exists()
    assert await gateway.store.read(f"tasks/{TASK}/film.mp4") is None
    for address in (f"/videos/status/{TASK}", f"/videos/tasks/{TASK}", f"/videos/tasks/{TASK}/video"):
        assert (await gateway.client.get(address)).status_code == 404
    assert (await gateway.client.get("/videos/tasks")).json()["count"] == 0
    assert (await gateway.client.delete(f"/videos/tasks/{TASK}")).status_code == 404
    assert _without_uptime((await gateway.client.get("/stats")).json()) == _without_uptime(stats)


async def test_other_tasks_keep_their_files(gateway: Gateway) -> None:
    """Deleting a task does not touch one whose id begins with the same letters."""
    await _complete(gateway, "film")
    await _complete(gateway, "film2")
    await gateway.client.delete("/videos/tasks/film")
    assert (await gateway.client.get("/videos/tasks/film2/video")).content == b"film"


async def test_an_event_redelivered_after_deletion_brings_no_film_back(gateway: Gateway, tmp_path: Path) -> None:
    """A film that is announced again after its task was deleted is not copied again."""
    await _complete(gateway)
    film = await gateway.store_film(TASK)
    await gateway.client.delete(f"/videos/tasks/{TASK}")
    await gateway.hear(rendered(film))
    assert list(tmp_path.rglob("*.mp4")) == []


@pytest.mark.parametrize("is_started", [False, True])
async def test_a_running_task_is_not_deleted(gateway: Gateway, is_started: bool) -> None:
    """Deleting a task that has not ended is answered with 409, and it goes on."""
    await gateway.hear(submitted(), *([progressed(Phase.SCRIPT, 0.5)] if is_started else []))
    answer = await gateway.client.delete(f"/videos/tasks/{TASK}")
    assert (answer.status_code, answer.json()["error"]) == (409, "Conflict")
    assert (await gateway.client.get(f"/videos/status/{TASK}")).status_code == 200


async def test_an_unknown_task_is_not_found(gateway: Gateway) -> None:
    """Every address of a task that never was answers 404 and names the task."""
    for method, address in [
        ("GET", "/videos/status/none"),
        ("GET", "/videos/tasks/none"),
        ("DELETE", "/videos/tasks/none"),
        ("GET", "/videos/tasks/none/video"),
        ("GET", "/videos/tasks/none/captions.srt"),
    ]:
        answer = await gateway.client.request(method, address)
        assert (answer.status_code, answer.json()["error"]) == (404, "NotFound")
        assert answer.json()["message"] == "There is no task none."


async def test_statistics(gateway: Gateway) -> None:
    """The statistics have the promised names and count films, money, seconds and successes."""
    await _complete(gateway, "one")
    await _complete(gateway, "two")
    await gateway.hear(submitted("three"), failed("three"))
    gateway.time.now += timedelta(hours=1)
    assert (await gateway.client.get("/stats")).json() == {
        "total_videos_generated": 2,
        "total_cost": 0.0468,
        "average_generation_time": 2.0,
        "success_rate": 66.67,
        "uptime_seconds": 3608.0,
    }


def _without_uptime(stats: dict[str, float]) -> dict[str, float]:
    return {name: value for name, value in stats.items() if name != "uptime_seconds"}

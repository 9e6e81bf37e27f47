from datetime import timedelta

import pytest

from gateway.retention import Retention
from gateway.settings import GatewaySettings
from tests.unit.gateway.conftest import Gateway
from tests.unit.gateway.samples import TASK, failed, rendered, scripted, submitted

DAYS = 30
ADDRESS = f"/videos/tasks/{TASK}"


@pytest.fixture
def settings(settings: GatewaySettings) -> GatewaySettings:
    """Return settings under which files are kept for a month."""
    return settings.model_copy(update={"retention_days": DAYS})


def _retention(gateway: Gateway, days: int | None = DAYS) -> Retention:
    parts = gateway.parts
    return Retention(days, parts.tasks, parts.store, parts.films, parts.clock)


async def _complete(gateway: Gateway, task_id: str = TASK) -> None:
    await gateway.hear(submitted(task_id), scripted(task_id=task_id))
    await gateway.hear(rendered(await gateway.store_film(task_id), task_id))


async def _stored(gateway: Gateway) -> list[str]:
    return await gateway.store.folders("tasks")


async def test_an_ended_task_tells_when_its_files_go(gateway: Gateway) -> None:
    """The time counts from the end of the latest attempt; while one runs there is none."""
    await gateway.hear(submitted())
    assert (await gateway.client.get(ADDRESS)).json()["expires_at"] is None
    await gateway.hear(failed())
    assert (await gateway.client.get(ADDRESS)).json()["expires_at"] == "2025-12-20T10:15:31Z"
    await gateway.hear(submitted(attempt=2))
    assert (await gateway.client.get(ADDRESS)).json()["expires_at"] is None


async def test_expired_files_are_deleted(gateway: Gateway) -> None:
    """A sweep deletes everything stored for an expired task, its copy for users included; the task stays listed."""
    await _complete(gateway)
    gateway.time.now += timedelta(days=DAYS)
    await _retention(gateway).sweep_once()
    assert await _stored(gateway) == []
    folder = gateway.parts.settings.output_directory
    assert folder is not None
    assert list(folder.iterdir()) == []
    assert (await gateway.client.get("/videos/tasks")).json()["count"] == 1


async def test_other_files_stay(gateway: Gateway) -> None:
    """Before their time, while an attempt runs, and where nothing is known of the task, a sweep deletes nothing."""
    await _complete(gateway, "running")
    await gateway.hear(submitted("running", attempt=2))
    await gateway.store.put("tasks/unknown/film.mp4", b"film", "video/mp4")
    gateway.time.now += timedelta(days=DAYS - 1)
    await _complete(gateway, "young")
    gateway.time.now += timedelta(days=1)
    await _retention(gateway).sweep_once()
    assert sorted(await _stored(gateway)) == ["running", "unknown", "young"]


async def test_without_a_limit_files_are_kept(gateway: Gateway) -> None:
    """A sweep without RETENTION_DAYS deletes nothing."""
    await _complete(gateway)
    gateway.time.now += timedelta(days=10_000)
    await _retention(gateway, None).sweep_once()
    assert await _stored(gateway) == [TASK]


async def test_an_expired_file_is_gone(gateway: Gateway) -> None:
    """From the moment of expiry, swept already or not, the files answer 410 and say how to get them again."""
    await _complete(gateway)
    gateway.time.now += timedelta(days=DAYS)
    for name in ("video", "poster", "captions.srt", "captions.vtt", "script.json"):
        answer = await gateway.client.get(f"{ADDRESS}/{name}")
        assert (answer.status_code, answer.json()["error"]) == (410, "Gone")
        assert f"{ADDRESS}/retry" in answer.json()["details"]["hint"]
    assert (await gateway.client.get(ADDRESS)).status_code == 200


async def test_the_remedy_for_expired_files_works(gateway: Gateway) -> None:
    """The retry that the answer suggests is accepted."""
    await _complete(gateway)
    gateway.time.now += timedelta(days=DAYS)
    answer = await gateway.client.post(f"{ADDRESS}/retry", json={"from_stage": "script"})
    assert answer.status_code == 202

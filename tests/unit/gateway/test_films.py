from pathlib import Path

import pytest

from chassis.errors import CorruptArtefactError, UnavailableError
from chassis.store import Store
from contracts import Phase, TaskFailed
from gateway.films import FilmFolder
from tests.unit.gateway.conftest import Gateway
from tests.unit.gateway.samples import TASK, artefact, rendered, submitted, video


@pytest.fixture
def store() -> Store:
    """Return an empty store."""
    return Store.in_memory()


async def test_a_film_is_copied_under_its_task_s_name(tmp_path: Path, store: Store) -> None:
    """The folder is made if needed and holds the film, readable by others, and nothing else."""
    film = await store.put(f"tasks/{TASK}/film.mp4", b"film", "video/mp4")
    films = FilmFolder(tmp_path / "a" / "b", store)
    await films.keep(TASK, film)
    [path] = (tmp_path / "a" / "b").iterdir()
    assert (path.name, path.read_bytes(), path.stat().st_mode & 0o777) == (f"{TASK}.mp4", b"film", 0o644)
    assert films.path_of(TASK, film) == path.as_posix()


async def test_a_newer_film_replaces_the_older(tmp_path: Path, store: Store) -> None:
    """A later attempt's film takes the place of the earlier one's."""
    films = FilmFolder(tmp_path, store)
    for data in (b"first", b"second"):
        await films.keep(TASK, await store.put(f"tasks/{TASK}/{data.decode()}", data, "video/mp4"))
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"second"]


async def test_a_relative_folder_gives_relative_paths(store: Store) -> None:
    """Users see the path as it was promised."""
    films = FilmFolder(Path("outputs/videos"), store)
    assert films.path_of(TASK, artefact("film.mp4")) == f"outputs/videos/{TASK}.mp4"


async def test_without_a_folder_the_film_stays_in_the_store(store: Store) -> None:
    """Nothing is copied, the path is the film's address, and the health check has nothing to complain of."""
    films = FilmFolder(None, store)
    await films.keep(TASK, artefact("film.mp4"))
    await films.remove(TASK)
    assert films.path_of(TASK, artefact("film.mp4")) == f"memory://tasks/{TASK}/film.mp4"
    assert await films.is_writable()


async def test_a_damaged_film_is_not_copied(tmp_path: Path, store: Store) -> None:
    """Bytes that are not those of the film leave the folder as it was."""
    await store.put(f"tasks/{TASK}/film.mp4", b"damaged", "video/mp4")
    with pytest.raises(CorruptArtefactError):
        await FilmFolder(tmp_path, store).keep(TASK, artefact("film.mp4", b"film"))
    assert list(tmp_path.iterdir()) == []


async def test_a_folder_that_cannot_be_written_to(tmp_path: Path, store: Store) -> None:
    """A disk error is told as something that passes, so that no task fails for it."""
    (tmp_path / "file").write_text("in the way")
    films = FilmFolder(tmp_path / "file", store)
    with pytest.raises(UnavailableError, match="cannot be written to"):
        await films.keep(TASK, await store.put(f"tasks/{TASK}/film.mp4", b"film", "video/mp4"))
    assert not await films.is_writable()


async def test_a_film_is_in_its_folder_before_the_view_names_it(gateway: Gateway, tmp_path: Path) -> None:
    """As long as the copy fails the task is not completed."""
    (tmp_path / "films").write_text("in the way")
    film = await gateway.store_film(TASK)
    await gateway.hear(submitted())
    with pytest.raises(UnavailableError):
        await gateway.hear(rendered(film))
    assert (await gateway.client.get(f"/videos/status/{TASK}")).json()["status"] == "pending"


async def test_a_film_that_is_damaged_in_the_store_fails_its_task(gateway: Gateway) -> None:
    """Nobody is told of a film that cannot be played; the task fails by name and can be retried."""
    film = await gateway.store_film(TASK)
    await gateway.store.put(film.file.key, b"damaged", "video/mp4")
    await gateway.hear(submitted(), rendered(film))
    [event] = gateway.bus.events
    assert isinstance(event, TaskFailed)
    assert (event.phase, event.code, event.retryable) == (Phase.RENDER, "artefact_corrupt", True)
    assert (await gateway.client.get(f"/videos/status/{TASK}")).json()["status"] == "pending"


async def test_a_film_of_an_earlier_attempt_does_not_replace_a_later_one(gateway: Gateway, tmp_path: Path) -> None:
    """A first attempt's film that is heard of late is not what users get."""
    later = await gateway.store_film(TASK, b"later")
    await gateway.hear(submitted(attempt=2), rendered(later, attempt=2))
    earlier = await gateway.store.put(f"tasks/{TASK}/earlier.mp4", b"earlier", "video/mp4")
    await gateway.hear(rendered(video(earlier), attempt=1))
    assert (tmp_path / "films" / f"{TASK}.mp4").read_bytes() == b"later"


async def test_the_name_inside_a_film_s_facts_decides_nothing(gateway: Gateway, tmp_path: Path) -> None:
    """Only the checked id of the task is used in paths, so that no event can write elsewhere."""
    film = (await gateway.store_film(TASK)).model_copy(update={"task_id": "../../elsewhere"})
    await gateway.hear(submitted(), rendered(film))
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.mp4")] == [f"films/{TASK}.mp4"]
    answer = await gateway.client.head(f"/videos/tasks/{TASK}/video")
    assert answer.headers["Content-Disposition"] == f'inline; filename="{TASK}.mp4"'

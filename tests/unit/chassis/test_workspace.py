from pathlib import Path

import pytest
from pydantic import BaseModel

from chassis.errors import CorruptArtefactError
from chassis.store import Store
from chassis.workspace import Workspace, inputs_hash


class Note(BaseModel):
    """A small document."""

    text: str


@pytest.fixture
def store() -> Store:
    """Return an empty store."""
    return Store.in_memory()


@pytest.fixture
def workspace(store: Store) -> Workspace:
    """Return a workspace in the store."""
    return Workspace(store, "t1", "visuals", "abc")


async def test_what_is_kept_is_found_again(workspace: Workspace, store: Store) -> None:
    """An artefact kept by one process is found, whole, by the next."""
    ref = await workspace.keep("s01.png", b"picture", "image/png")

    assert await Workspace(store, "t1", "visuals", "abc").kept("s01.png") == ref
    assert await store.get(ref) == b"picture"


async def test_other_inputs_have_another_workspace(workspace: Workspace, store: Store) -> None:
    """What was made from other inputs is not found."""
    await workspace.keep("s01.png", b"picture", "image/png")

    assert await Workspace(store, "t1", "visuals", "other").kept("s01.png") is None


async def test_the_first_of_two_writers_wins(workspace: Workspace, store: Store) -> None:
    """A process that wakes up late drops its own work and goes on with what is there."""
    first = await workspace.keep("s01.png", b"first", "image/png")
    second = await Workspace(store, "t1", "visuals", "abc").keep("s01.png", b"second", "image/png")

    assert second == first
    assert await store.get(second) == b"first"


async def test_damaged_bytes_are_made_again(workspace: Workspace, store: Store) -> None:
    """An artefact whose bytes are no longer what was stored counts as not made."""
    ref = await workspace.keep("s01.png", b"picture", "image/png")
    await store.put(ref.key, b"pict", "image/png")

    assert await workspace.kept("s01.png") is None
    assert await store.get(await workspace.keep("s01.png", b"picture again", "image/png")) == b"picture again"


async def test_a_note_without_its_bytes_is_made_again(workspace: Workspace, store: Store) -> None:
    """A reference that cannot be read counts as not made."""
    await store.put("tasks/t1/visuals/abc/refs/s01.png.json", b"{half", "application/json")

    assert await workspace.kept("s01.png") is None
    assert await store.get(await workspace.keep("s01.png", b"x", "image/png")) == b"x"


async def test_a_document_is_made_once(workspace: Workspace) -> None:
    """Work that was concluded is not done again: the stored document is returned."""
    calls = 0

    async def make() -> Note:
        nonlocal calls
        calls += 1
        return Note(text=f"call {calls}")

    first = await workspace.once(Note, make)
    second = await workspace.once(Note, make)

    assert (calls, first, second.document.text) == (1, second, "call 1")


async def test_missing_bytes_are_an_error_with_a_remedy(workspace: Workspace, store: Store) -> None:
    """Reading a lost artefact says which file it was and what to do."""
    ref = await workspace.keep("s01.png", b"picture", "image/png")
    await store.delete_folder("tasks/t1")

    with pytest.raises(CorruptArtefactError, match=r"s01\..*png") as caught:
        await store.get(ref)
    assert caught.value.hint is not None


def test_inputs_hash_depends_on_every_input() -> None:
    """Changing, adding or joining inputs changes the hash; the same inputs keep it."""
    hashes = {inputs_hash("a", "b"), inputs_hash("a", "c"), inputs_hash("ab"), inputs_hash(Note(text="a"), "b")}

    assert len(hashes) == 4
    assert inputs_hash("a", "b") == inputs_hash("a", "b")


async def test_a_local_folder_is_made_and_named_in_references(tmp_path: Path) -> None:
    """With a file URL the folder is made, and references carry a path other programs can open."""
    store = Store.from_url(f"file://{tmp_path}/new/folder")

    ref = await store.put("a/b.txt", b"hi", "text/plain")

    assert ref.uri.startswith("file:///")
    assert Path(ref.uri.removeprefix("file://")).read_bytes() == b"hi"


async def test_ranges_and_folders(store: Store) -> None:
    """A part of an object can be read, and a folder deleted without touching its neighbours."""
    await store.put("a/1.txt", b"0123456789", "text/plain")
    await store.put("ab/2.txt", b"x", "text/plain")

    assert await store.read_range("a/1.txt", 2, 5) == b"234"
    assert await store.delete_folder("a") == 1
    assert await store.read("a/1.txt") is None
    assert await store.read("ab/2.txt") == b"x"


async def test_a_deleted_local_folder_leaves_nothing(tmp_path: Path) -> None:
    """With a file URL not even empty folders stay behind, and the rest of the store does."""
    store = Store.from_url(f"file://{tmp_path}")
    await store.put("tasks/t1/visuals/a.png", b"1", "image/png")
    await store.put("tasks/t2/visuals/a.png", b"2", "image/png")

    await store.delete_folder("tasks/t1")

    assert sorted(path.name for path in (tmp_path / "tasks").iterdir()) == ["t2"]

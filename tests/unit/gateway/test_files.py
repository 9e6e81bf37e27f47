import httpx
import pytest

from gateway.artefact_response import _PIECE_BYTES
from tests.unit.gateway.conftest import Gateway
from tests.unit.gateway.samples import TASK, rendered, submitted

VIDEO = f"/videos/tasks/{TASK}/video"
FILM = bytes(range(256)) * 4


@pytest.fixture
async def film(gateway: Gateway) -> Gateway:
    """Return an application with one film of 1024 bytes."""
    await gateway.hear(submitted(), rendered(await gateway.store_film(TASK, FILM)))
    return gateway


async def _get(gateway: Gateway, **headers: str) -> httpx.Response:
    return await gateway.client.get(VIDEO, headers={name.replace("_", "-"): value for name, value in headers.items()})


async def test_the_whole_film(film: Gateway) -> None:
    """Without a range all bytes come, with what a player needs to know."""
    answer = await _get(film)
    assert (answer.status_code, answer.content) == (200, FILM)
    assert answer.headers["Content-Type"] == "video/mp4"
    assert answer.headers["Content-Length"] == "1024"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Content-Disposition"] == f'inline; filename="{TASK}.mp4"'


async def test_a_film_longer_than_a_piece(gateway: Gateway) -> None:
    """A film that is read in several pieces arrives whole, and so does a range across two of them."""
    data = bytes(range(251)) * (2 * _PIECE_BYTES // 251 + 10)
    await gateway.hear(submitted(), rendered(await gateway.store_film(TASK, data)))
    assert (await _get(gateway)).content == data
    first, last = _PIECE_BYTES - 5, _PIECE_BYTES + 5
    assert (await _get(gateway, Range=f"bytes={first}-{last}")).content == data[first : last + 1]


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("0-99", 0, 99), ("100-", 100, 1023), ("-24", 1000, 1023), ("1000-9999", 1000, 1023), ("-9999", 0, 1023)],
)
async def test_a_part_of_the_film(film: Gateway, asked: str, first: int, last: int) -> None:
    """A range is answered with 206 and exactly its bytes, as far as the film goes."""
    answer = await _get(film, Range=f"bytes={asked}")
    assert (answer.status_code, answer.content) == (206, FILM[first : last + 1])
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/1024"
    assert answer.headers["Content-Length"] == str(last + 1 - first)


@pytest.mark.parametrize("asked", ["1024-", "5000-6000", "-0"])
async def test_a_part_behind_the_end(film: Gateway, asked: str) -> None:
    """A range without a byte of the film is answered with 416 and the film's size."""
    answer = await _get(film, Range=f"bytes={asked}")
    assert (answer.status_code, answer.json()["error"]) == (416, "RangeNotSatisfiable")
    assert answer.headers["Content-Range"] == "bytes */1024"


@pytest.mark.parametrize("asked", ["bytes=9-3", "bytes=-", "bytes=a-b", "bytes=0-1,5-6", "lines=0-1", "0-1"])
async def test_a_range_that_is_none(film: Gateway, asked: str) -> None:
    """Malformed and multiple ranges count as absent, as the RFC allows."""
    answer = await _get(film, Range=asked)
    assert (answer.status_code, len(answer.content)) == (200, 1024)


async def test_a_film_the_client_has_is_not_sent_again(film: Gateway) -> None:
    """If-None-Match with the film's tag is answered with 304 and no bytes."""
    etag = (await _get(film)).headers["ETag"]
    for header in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        answer = await _get(film, If_None_Match=header)
        assert (answer.status_code, answer.content) == (304, b"")
    assert (await _get(film, If_None_Match='"other"')).status_code == 200


async def test_a_download_is_only_continued_if_the_film_is_the_same(film: Gateway) -> None:
    """If-Range lets a range be answered for the same film, and brings the whole film for another."""
    etag = (await _get(film)).headers["ETag"]
    assert (await _get(film, Range="bytes=1000-", If_Range=etag)).status_code == 206
    assert (await _get(film, Range="bytes=1000-", If_Range='"other"')).status_code == 200


async def test_head_tells_the_same_without_bytes(film: Gateway) -> None:
    """HEAD has the headers of GET."""
    head, get = await film.client.head(VIDEO), await _get(film)
    assert (head.status_code, head.content) == (200, b"")
    names = ("Content-Type", "Content-Length", "ETag", "Accept-Ranges", "Content-Disposition")
    assert [head.headers[name] for name in names] == [get.headers[name] for name in names]


@pytest.mark.parametrize(
    ("name", "media_type", "content", "suffix"),
    [
        ("poster", "image/jpeg", b"poster", ".jpg"),
        ("captions.srt", "application/x-subrip", b"srt", ".srt"),
        ("captions.vtt", "text/vtt; charset=utf-8", b"vtt", ".vtt"),
    ],
)
async def test_the_other_files(film: Gateway, name: str, media_type: str, content: bytes, suffix: str) -> None:
    """Poster and captions come with their own types and names."""
    answer = await film.client.get(f"/videos/tasks/{TASK}/{name}")
    assert (answer.status_code, answer.content) == (200, content)
    assert answer.headers["Content-Type"] == media_type
    assert answer.headers["Content-Disposition"] == f'inline; filename="{TASK}{suffix}"'
    assert (await film.client.head(f"/videos/tasks/{TASK}/{name}")).status_code == 200


async def test_an_unfinished_film_is_not_found(gateway: Gateway) -> None:
    """Before the film is there its address answers 404 and says how the task stands."""
    await gateway.hear(submitted())
    answer = await gateway.client.get(VIDEO)
    assert (answer.status_code, answer.json()["message"]) == (404, "The task is pending and has no film.")


async def test_a_film_lost_from_the_store_is_not_found(film: Gateway) -> None:
    """When the bytes are gone the answer is a clean 404, not a broken connection."""
    await film.store.delete_folder(f"tasks/{TASK}")
    answer = await film.client.get(VIDEO)
    assert (answer.status_code, answer.json()["error"]) == (404, "NotFound")


async def test_the_script_is_there_before_the_film(gateway: Gateway) -> None:
    """The script can be fetched as soon as it is written; until then its address answers 404."""
    await gateway.hear(submitted())
    address = f"/videos/tasks/{TASK}/script.json"
    missing = await gateway.client.get(address)
    assert (missing.status_code, missing.json()["message"]) == (404, "The task is pending and has no script.")
    await gateway.hear(await gateway.store_script(TASK))
    answer = await gateway.client.get(address)
    assert (answer.headers["Content-Type"], answer.json()["brand"]) == ("application/json", "Folder")
    assert answer.headers["Content-Disposition"] == f'inline; filename="{TASK}.json"'

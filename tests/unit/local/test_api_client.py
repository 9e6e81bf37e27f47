"""What `make video` makes of the API's answers."""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from deploy.local.api_client import ApiClient
from deploy.local.errors import StackError


def client(answer: Callable[[httpx.Request], httpx.Response]) -> ApiClient:
    """Return a client whose requests are answered by a function."""
    return ApiClient("http://api", httpx.MockTransport(answer))


def test_a_briefing_is_submitted_without_waiting_for_the_film() -> None:
    """The terminal shows progress itself, so the request must not be held."""
    seen: list[tuple[str, bytes]] = []

    def accept(request: httpx.Request) -> httpx.Response:
        seen.append((request.url.path, request.content))
        return httpx.Response(202, json={"success": True, "task_id": "video_1"})

    with client(accept) as api:
        assert api.submit({"title": "A film"}) == "video_1"

    assert seen == [("/api/v1/videos/generate", b'{"briefing":{"title":"A film"},"async_mode":true}')]


def test_a_refused_briefing_is_explained_field_by_field() -> None:
    """Whoever wrote the briefing reads which values to change, and to what."""
    body = {
        "error": "ValidationError",
        "message": "The request is not valid.",
        "details": {
            "validation_errors": [
                {"field": "briefing.duration", "message": "Input is too small", "remedy": "Send at least 15."},
                {"field": "briefing.style", "message": "Input is unknown", "remedy": "Send one of: modern."},
            ]
        },
    }

    with client(lambda _: httpx.Response(422, json=body)) as api, pytest.raises(StackError) as caught:
        api.submit({})

    assert str(caught.value).splitlines() == [
        "The request is not valid.",
        "  briefing.duration: Input is too small. Send at least 15.",
        "  briefing.style: Input is unknown. Send one of: modern.",
    ]


def test_an_answer_that_is_not_the_apis_is_told_by_its_status() -> None:
    """Another program on the port, or a proxy, answers with something else."""
    with (
        client(lambda _: httpx.Response(502, text="<html>")) as api,
        pytest.raises(StackError, match="answered with status 502"),
    ):
        api.task("video_1")


def test_a_broken_connection_is_told() -> None:
    """No traceback for a gateway that has just gone."""

    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    with client(refuse) as api, pytest.raises(StackError, match="did not answer: refused"):
        api.task("video_1")


def test_a_film_is_written_whole(tmp_path: Path) -> None:
    """The folder of the film is made, and no part is left beside it."""
    path = tmp_path / "videos" / "video_1.mp4"

    with client(lambda _: httpx.Response(200, content=b"film")) as api:
        api.download("video_1", path)

    assert path.read_bytes() == b"film"
    assert list(path.parent.iterdir()) == [path]


def test_a_download_that_breaks_off_leaves_no_film(tmp_path: Path) -> None:
    """Half a film must not pass for a whole one."""

    def broken() -> Iterator[bytes]:
        yield b"half"
        raise httpx.ReadError("reset")

    path = tmp_path / "video_1.mp4"
    with client(lambda _: httpx.Response(200, content=broken())) as api, pytest.raises(StackError, match="reset"):
        api.download("video_1", path)

    assert not path.exists()

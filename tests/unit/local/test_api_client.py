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


def _event(number: int, status: str) -> str:
    return f'id: {number}\ndata: {{"status": "{status}", "phases": []}}\n\n'


def _stream(text: str) -> httpx.Response:
    return httpx.Response(200, text=text, headers={"Content-Type": "text/event-stream"})


def test_a_stream_that_breaks_off_is_taken_up() -> None:
    """Whatever ended it, the next stream goes on after the last event, and no state is told twice."""
    last_seen: list[str | None] = []

    def answer(request: httpx.Request) -> httpx.Response:
        last_seen.append(request.headers.get("Last-Event-ID"))
        if len(last_seen) == 1:
            return _stream(_event(1, "pending") + _event(2, "processing"))
        if len(last_seen) == 2:
            raise httpx.ConnectError("refused", request=request)
        return _stream(_event(3, "completed"))

    with ApiClient("http://api", httpx.MockTransport(answer), sleep=lambda _: None) as api:
        assert [state.status for state in api.states("video_1")] == ["pending", "processing", "completed"]
    assert last_seen == [None, "2", "2"]


def test_a_stream_that_does_not_come_back_is_told() -> None:
    """After some tries, with growing pauses, the user learns that nobody answers."""
    pauses: list[float] = []

    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    with (
        ApiClient("http://api", httpx.MockTransport(refuse), sleep=pauses.append) as api,
        pytest.raises(StackError, match="did not answer: refused"),
    ):
        list(api.states("video_1"))
    assert pauses == sorted(pauses)
    assert len(pauses) > 2


def test_a_stream_that_is_refused_is_explained() -> None:
    """A refusal is the API's own sentence, and is not asked for again."""
    asked = []

    def refuse(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(429, json={"message": "You may ask for 100 requests an hour."})

    with client(refuse) as api, pytest.raises(StackError, match="100 requests an hour"):
        list(api.states("video_1"))
    assert len(asked) == 1


def test_a_key_is_shown_if_there_is_one() -> None:
    """Where the API needs a key, each request has it; without one nothing is sent."""
    seen: list[str | None] = []

    def accept(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers.get("Authorization"))
        return httpx.Response(202, json={"task_id": "video_1"})

    for key in ("oma_key", None):
        with ApiClient("http://api", httpx.MockTransport(accept), key=key) as api:
            api.submit({})
    assert seen == ["Bearer oma_key", None]

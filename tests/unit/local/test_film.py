"""`make video` from the briefing to the last line, without the product behind it."""

import io
from pathlib import Path

import httpx
import pytest
from rich.console import Console

from deploy.local.api_client import ApiClient, Failure, PhaseState, Result, Task, Video
from deploy.local.errors import StackError
from deploy.local.film import follow, follow_or_cancel, read_briefing, summary
from deploy.local.film_progress import Bars, Lines, progress_view
from deploy.local.stop_signals import StopRequested


def task(status: str, *fractions: float, failure: Failure | None = None) -> Task:
    """Return a task whose phases are so far."""
    names = ("script", "visuals", "narration", "render")
    phases = [{"phase": name, "fraction": fraction} for name, fraction in zip(names, fractions, strict=False)]
    return Task.model_validate({"status": status, "phases": phases, "result": None, "video": None, "failure": failure})


def stream_of(*states: Task) -> httpx.Response:
    """Return the API's answer that tells these states one after another."""
    events = [f"id: {number}\r\ndata: {state.model_dump_json()}\r\n\r\n" for number, state in enumerate(states)]
    return httpx.Response(200, text=": ping\r\n\r\n".join(events), headers={"Content-Type": "text/event-stream"})


@pytest.fixture
def screen() -> io.StringIO:
    """What ends up on the screen."""
    return io.StringIO()


@pytest.fixture
def plain(screen: io.StringIO) -> Console:
    """A console that is no terminal."""
    return Console(file=screen, width=100)


def test_a_task_is_followed_to_its_end(plain: Console, screen: io.StringIO) -> None:
    """Each phase is reported as it gets further, and the last state is what is returned."""
    asked: list[str] = []
    end = task("completed", 1, 1, 1, 1)

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path.removeprefix("/api/v1/videos/tasks/"))
        if asked[-1] == "video_1":
            return httpx.Response(200, json=end.model_dump())
        return stream_of(task("pending"), task("processing", 1, 0.3), end)

    with ApiClient("http://api", httpx.MockTransport(answer)) as api:
        assert follow(api, "video_1", plain) == end
    assert asked == ["video_1/events", "video_1"]

    assert [line.split() for line in screen.getvalue().splitlines()] == [
        ["script", "100%"],
        ["visuals", "30%"],
        ["visuals", "100%"],
        ["narration", "100%"],
        ["render", "100%"],
    ]


def test_a_film_that_is_interrupted_is_cancelled(plain: Console) -> None:
    """Ctrl-C tells the API that nobody waits any more, and still ends the program when the API says no."""
    for status_code in (200, 409):
        asked: list[str] = []

        def answer(request: httpx.Request, asked: list[str] = asked, status_code: int = status_code) -> httpx.Response:
            asked.append(f"{request.method} {request.url.path}")
            if request.method == "POST":
                return httpx.Response(status_code, json={"message": "The task has completed already."})
            raise StopRequested

        with ApiClient("http://api", httpx.MockTransport(answer)) as api, pytest.raises(StopRequested):
            follow_or_cancel(api, "video_1", plain)

        assert [line for line in asked if line.startswith("POST")] == ["POST /api/v1/videos/tasks/video_1/cancel"]


def test_small_steps_do_not_fill_a_log(plain: Console, screen: io.StringIO) -> None:
    """Without a terminal a phase takes a handful of lines, however often it is asked for."""
    lines = Lines(plain)

    for percent in range(101):
        lines.show([PhaseState(phase="render", fraction=percent / 100)])

    assert screen.getvalue().split() == ["render", "25%", "render", "50%", "render", "75%", "render", "100%"]


def test_a_terminal_gets_bars() -> None:
    """On a terminal the phases are drawn over one another."""
    screen = io.StringIO()
    view = progress_view(Console(file=screen, force_terminal=True, width=100))
    assert isinstance(view, Bars)

    view.show([PhaseState(phase="script", fraction=1.0), PhaseState(phase="render", fraction=0.5)])
    view.close()

    assert "100 %" in screen.getvalue()
    assert " 50 %" in screen.getvalue()


def test_the_summary_tells_path_length_size_cost_and_time(tmp_path: Path) -> None:
    """These are the five things a user wants to know of a film."""
    path = tmp_path / "film.mp4"
    path.write_bytes(b"0" * 1_500_000)
    result = Result(video_path=str(path), total_cost=0.0234, generation_time_seconds=12.34)
    done = Task(status="completed", phases=(), result=result, video=Video(seconds=30.004), failure=None)

    assert [line[13:] for line in summary(path, done, result).splitlines()] == [
        str(path),
        "30.00 s",
        "1.5 MB",
        "$0.0234",
        "12.3 s",
    ]


def test_a_briefing_that_is_missing_or_no_json_is_named(tmp_path: Path) -> None:
    """The message carries the file's name and what to do."""
    broken = tmp_path / "broken.json"
    broken.write_text("{title: 1}")

    with pytest.raises(StackError, match=r"broken.json is not valid JSON: .*line 1[\s\S]*launch.json shows the form"):
        read_briefing(broken)
    with pytest.raises(StackError, match=r"missing.json cannot be read: No such file"):
        read_briefing(tmp_path / "missing.json")

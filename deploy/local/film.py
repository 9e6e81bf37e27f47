"""`make video`: start the product, have it make the film of one briefing, show how it goes, and stop."""

import json
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from rich.console import Console

from deploy.local.api_client import ApiClient, Result, Task
from deploy.local.errors import StackError
from deploy.local.film_progress import progress_view
from deploy.local.ports import free_port
from deploy.local.settings import PROJECT, StackSettings
from deploy.local.stack import running_stack
from deploy.local.stop_signals import StopRequested, stop_signals

_EXAMPLE: Final = PROJECT / "examples" / "launch.json"
_FILMS: Final = PROJECT / "outputs" / "videos"


def main(arguments: Sequence[str]) -> int:
    """Make the film of the briefing file named first; return 0 when it is there, 1 when not, 130 when interrupted."""
    console = Console(highlight=False, soft_wrap=True)
    settings = StackSettings().for_one_film(free_port())
    try:
        with stop_signals(console.print):
            make_film(read_briefing(Path(arguments[0]) if arguments else _EXAMPLE), settings, console)
    except StackError as error:
        console.print(f"No film was made. {error}", style="red", markup=False)
        if settings.logs.is_dir():
            console.print(f"Logs: {settings.logs}")
        return 1
    except StopRequested:
        console.print("Interrupted; everything is stopped.")
        return 130
    return 0


def read_briefing(path: Path) -> object:
    """Return what the file says; whether that is a briefing is for the API to judge."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise StackError(f"{path} cannot be read: {error.strerror}", "Name a file: make video BRIEFING=...") from error
    except ValueError as error:
        raise StackError(f"{path} is not valid JSON: {error}", f"{_EXAMPLE} shows the form.") from error


def make_film(briefing: object, settings: StackSettings, console: Console) -> None:
    """Run the product for one film; raises `StackError` when there is none in the end."""
    begun = time.monotonic()
    console.print("Starting broker, database and the five services ...")
    key = settings.oma_api_key.get_secret_value() if settings.oma_api_key else None
    with running_stack(settings, report=console.print) as stack, ApiClient(stack.api_url, key=key) as api:
        console.print(f"Ready after {time.monotonic() - begun:.1f} s.")
        task_id = api.submit(briefing)
        console.print(f"Making {task_id}")
        task = follow_or_cancel(api, task_id, console)
        if task.result is None:
            raise StackError(*_reason(task))
        path = _fetch(api, task_id, task.result)
        console.print(summary(path, task, task.result))


def follow_or_cancel(api: ApiClient, task_id: str, console: Console) -> Task:
    """Show the task's phases until it is over; when asked to stop, cancel it: no later start shall go on with it."""
    try:
        return follow(api, task_id, console)
    except StopRequested:
        with suppress(StackError):
            api.cancel(task_id)
        raise


def follow(api: ApiClient, task_id: str, console: Console) -> Task:
    """Show the task's phases until it is over; return how it ended."""
    view = progress_view(console)
    try:
        for state in api.states(task_id):
            view.show(state.phases)
    finally:
        view.close()
    return api.task(task_id)


def summary(path: Path, task: Task, result: Result) -> str:
    """Return the lines that tell what was made, and what it took."""
    lines = {
        "Film": str(path),
        "Length": f"{task.video.seconds:.2f} s" if task.video else "unknown",
        "Size": f"{path.stat().st_size / 1e6:.1f} MB",
        "Cost": f"${result.total_cost:.4f}",
        "Made in": f"{result.generation_time_seconds:.1f} s" if result.generation_time_seconds else "unknown",
    }
    return "\n".join(f"  {name:<10} {value}" for name, value in lines.items())


def _fetch(api: ApiClient, task_id: str, result: Result) -> Path:
    """Return the file of the film; the gateway has put it there unless it is told to leave films in the store."""
    kept = PROJECT / result.video_path
    if kept.is_file():
        return kept
    path = _FILMS / f"{task_id}.mp4"
    api.download(task_id, path)
    return path


def _reason(task: Task) -> tuple[str, str]:
    if task.failure is None:
        return (f"The task was {task.status}.", "")
    return (f"{(task.failure.phase or 'task').capitalize()} failed: {task.failure.message}", task.failure.hint or "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

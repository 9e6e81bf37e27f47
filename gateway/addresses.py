"""Where things are on the API."""

from typing import Final

ROOT: Final = "/api/v1"
VIDEOS: Final = f"{ROOT}/videos"
TASKS: Final = f"{VIDEOS}/tasks"
DOCS: Final = f"{ROOT}/docs"


def status_address(task_id: str) -> str:
    """Return where the status of a task is."""
    return f"{VIDEOS}/status/{task_id}"

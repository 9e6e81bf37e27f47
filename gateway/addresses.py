"""Where things are on the API."""

from typing import Final

ROOT: Final = "/api/v1"
VIDEOS: Final = f"{ROOT}/videos"
GENERATE: Final = f"{VIDEOS}/generate"
TASKS: Final = f"{VIDEOS}/tasks"
WEBHOOKS: Final = f"{ROOT}/webhooks"

HEALTH: Final = f"{ROOT}/health"
READY: Final = f"{ROOT}/ready"
PING: Final = f"{ROOT}/ping"
DOCS: Final = f"{ROOT}/docs"
DOCS_ASSETS: Final = f"{ROOT}/docs-assets"
REDOC: Final = f"{ROOT}/redoc"
OPENAPI: Final = f"{ROOT}/openapi.json"

OPEN: Final = frozenset({HEALTH, READY, PING, DOCS, REDOC, OPENAPI})
"""What anybody may read at any time: probes must not fail for want of a key, and a client has to learn how to ask."""


def status_address(task_id: str) -> str:
    """Return where the status of a task is."""
    return f"{VIDEOS}/status/{task_id}"

"""The API as the end-to-end tests use it: post, wait, fetch."""

import time
from typing import Any

import httpx
from pydantic import BaseModel

DEADLINE_SECONDS = 240.0


class Film(BaseModel):
    """A task that has ended."""

    task_id: str
    status: str
    detail: dict[str, Any]


class ApiClient:
    """A user of the REST API."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http

    def submit(self, briefing: dict[str, Any], **options: str) -> str:
        """Ask for a film and return its task id."""
        answer = self._http.post("/videos/generate", json={"briefing": briefing, "async_mode": True, **options})
        assert answer.status_code == httpx.codes.ACCEPTED, answer.text
        return str(answer.json()["task_id"])

    def status(self, task_id: str) -> dict[str, Any]:
        """Return the task's status document."""
        return dict(self._http.get(f"/videos/status/{task_id}").raise_for_status().json())

    def wait_for_phase(self, task_id: str, phase: str, progress: int) -> None:
        """Return once the task is in the phase and at least so far."""
        deadline = time.monotonic() + DEADLINE_SECONDS
        while time.monotonic() < deadline:
            status = self.status(task_id)
            assert status["status"] in {"pending", "processing"}, status
            if status["current_phase"] == phase and status["progress"] >= progress:
                return
            time.sleep(0.05)
        raise AssertionError(f"{task_id} did not reach {phase}: {self.status(task_id)}")

    def wait(self, task_id: str) -> Film:
        """Return the task once it has ended, however it ended."""
        deadline = time.monotonic() + DEADLINE_SECONDS
        while time.monotonic() < deadline:
            status = self.status(task_id)
            if status["status"] not in {"pending", "processing"}:
                detail = self._http.get(f"/videos/tasks/{task_id}").raise_for_status().json()
                return Film(task_id=task_id, status=status["status"], detail=detail)
            time.sleep(0.2)
        raise AssertionError(f"{task_id} did not end: {self.status(task_id)}")

    def download(self, task_id: str) -> bytes:
        """Return the film's bytes."""
        return self._http.get(f"/videos/tasks/{task_id}/video").raise_for_status().content

    def callback_secret(self) -> str:
        """Return a new secret for callbacks."""
        return str(self._http.post("/webhooks/callback-secret").raise_for_status().json()["secret"])

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Return any answer of the API."""
        return self._http.get(path, headers=headers)

    def post(self, path: str, body: object = None) -> httpx.Response:
        """Return the API's answer to a POST."""
        return self._http.post(path, json=body)

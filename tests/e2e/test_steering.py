"""A film that is cancelled in the middle of its render, and asked for again without captions."""

import json
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import httpx
import pytest

from deploy.local.stack import Stack
from tests.e2e.client import ApiClient, Film
from tests.e2e.test_film import BRIEFING
from tests.e2e.topics import read_topic

SLOW: dict[str, Any] = BRIEFING | {"resolution": "1080p"}
"""Long enough in the render to be met there."""

SOON_SECONDS = 5.0


@pytest.fixture(scope="module")
def cancelled_after(stack: Stack, client: ApiClient) -> tuple[str, float]:
    """Return a task that was cancelled in mid-render, and how long the render agent went on."""
    before = _withdrawn(stack)
    task_id = client.submit(SLOW)
    client.wait_for_phase(task_id, "render", progress=51)
    begun = time.monotonic()
    answer = client.post(f"/videos/tasks/{task_id}/cancel")
    assert (answer.status_code, answer.json()["status"]) == (httpx.codes.OK, "cancelled")
    while _withdrawn(stack) == before and time.monotonic() < begun + 10 * SOON_SECONDS:
        time.sleep(0.1)
    return task_id, time.monotonic() - begun


@pytest.fixture(scope="module")
def retried(client: ApiClient, cancelled_after: tuple[str, float]) -> Film:
    """Return the film of its retry without captions."""
    task_id, _ = cancelled_after
    answer = client.post(f"/videos/tasks/{task_id}/retry", {"changes": {"captions": False}})
    assert (answer.status_code, answer.json()["attempt"]) == (httpx.codes.ACCEPTED, 2)
    return client.wait(task_id)


def test_the_render_agent_stops_soon(cancelled_after: tuple[str, float]) -> None:
    """The agent in the middle of the film gives it up within seconds of the cancellation."""
    _, seconds = cancelled_after
    assert seconds < SOON_SECONDS


def test_a_retry_makes_only_what_depends_on_the_change(stack: Stack, retried: Film) -> None:
    """Words, pictures and narration are those of the first attempt; the one film announced is the second's."""
    topics = ("script.ready", "assets.ready", "video.rendered")
    messages = read_topic(stack.infrastructure.bootstrap_servers, *topics, until=7)
    said: defaultdict[int, dict[str, Any]] = defaultdict(dict)
    for message in messages:
        if message.key == retried.task_id.encode():
            body = json.loads(message.value)
            said[body["attempt"]][body.get("kind") or body["type"]] = body

    assert retried.status == "completed"
    assert (retried.detail["attempt"], retried.detail["briefing"]["captions"]) == (2, False)
    assert set(said[1]) == {"script.ready", "visuals", "narration"}
    assert set(said[2]) == {*said[1], "video.rendered"}
    for kind in ("visuals", "narration"):
        assert said[1][kind]["manifest"] == said[2][kind]["manifest"]
    assert _scenes(said[1]["script.ready"]) == _scenes(said[2]["script.ready"])


def _scenes(script_ready: dict[str, Any]) -> object:
    """Return the scenes of the script that an event announces; the document also names what was asked for."""
    return json.loads(Path(script_ready["script"]["uri"].removeprefix("file://")).read_bytes())["scenes"]


def _withdrawn(stack: Stack) -> float:
    """Return how many messages the render agent has given up because nobody waits for them."""
    metrics = httpx.get(f"http://127.0.0.1:{stack.services['render_agent'].metrics_port}/metrics").text
    lines = (line for line in metrics.splitlines() if 'outcome="withdrawn"' in line and not line.startswith("#"))
    return sum(float(line.rsplit(" ", 1)[1]) for line in lines)

"""A render agent that is killed in the middle of its work."""

import os
import signal
from typing import Any

from deploy.local.stack import Stack
from tests.e2e.client import ApiClient
from tests.e2e.test_film import BRIEFING
from tests.e2e.topics import read_topic

LONGER: dict[str, Any] = BRIEFING | {"duration": 30, "resolution": "1080p"}


def test_a_killed_render_agent_leaves_exactly_one_film(stack: Stack, client: ApiClient) -> None:
    """SIGKILL in mid-render: the restarted agent finishes the task, which ends in one announced film."""
    task_id = client.submit(LONGER)
    client.wait_for_phase(task_id, "render", progress=52)
    victim = stack.services["render_agent"].pid
    assert victim is not None

    os.kill(victim, signal.SIGKILL)
    film = client.wait(task_id)

    assert film.status == "completed"
    assert stack.services["render_agent"].pid not in {None, victim}
    messages = read_topic(stack.infrastructure.bootstrap_servers, "video.rendered", until=1)
    announced = [message for message in messages if message.key == task_id.encode()]
    assert len(announced) == 1

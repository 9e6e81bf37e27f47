"""What docs/webhooks.md tells receivers to do, done."""

import base64
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deploy.local.settings import PROJECT
from gateway.webhook_message import signed_headers

SECRET = f"whsec_{base64.b64encode(bytes(range(200, 232))).decode()}"
BODY = '{"type": "task.completed", "data": {"task_id": "vídeo"}}'


def _recipe(language: str) -> str:
    page = (PROJECT / "docs" / "webhooks.md").read_text(encoding="utf-8")
    [recipe] = re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL)
    return str(recipe)


@pytest.fixture
def headers() -> dict[str, str]:
    """Return the headers of the message."""
    return signed_headers("msg_1", datetime.now(UTC), BODY, (SECRET,))


def test_the_recipe_in_python_verifies(headers: dict[str, str]) -> None:
    """It takes the message, and refuses it with a letter changed."""
    names: dict[str, object] = {}
    exec(_recipe("python").replace("whsec_...", SECRET), names)  # noqa: S102 - our own page
    on_post = names["on_post"]
    assert callable(on_post)
    assert on_post(BODY.encode(), headers) == 204
    assert on_post(BODY.replace("vídeo", "video").encode(), headers) == 401


def test_the_recipe_by_hand_gives_the_signature(headers: dict[str, str], tmp_path: Path) -> None:
    """Openssl and the usual tools compute what the header says."""
    (tmp_path / "body.json").write_text(BODY, encoding="utf-8")
    known = {"PATH": "/usr/bin:/bin", "secret": SECRET}
    said = {"id": headers["webhook-id"], "timestamp": headers["webhook-timestamp"]}
    command = ["sh", "-c", _recipe("sh")]
    made = subprocess.run(command, cwd=tmp_path, env=known | said, check=True, capture_output=True, text=True)
    assert headers["webhook-signature"] == f"v1,{made.stdout.strip()}"

"""The speech model that is put together on first use."""

import hashlib
from pathlib import Path

import pytest

from chassis.errors import PermanentError
from voice_agent.models import KOKORO_SHA256, kokoro_speaker


def test_the_joined_model_is_the_published_one(tmp_path: Path) -> None:
    """The parts make the file its makers published, which any user may read, and leave nothing else behind."""
    path = kokoro_speaker(tmp_path / "cache")

    assert hashlib.sha256(path.read_bytes()).hexdigest() == KOKORO_SHA256
    assert path.stat().st_mode & 0o777 == 0o644
    assert list(path.parent.iterdir()) == [path]


def test_a_model_made_before_is_not_made_again(tmp_path: Path) -> None:
    """What is in the cache is used as it is."""
    made = tmp_path / "kokoro-v1.0.int8.onnx"
    made.write_bytes(b"made before")

    assert kokoro_speaker(tmp_path).read_bytes() == b"made before"


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """A folder that cannot be made fails for good, with the setting that helps."""
    (tmp_path / "file").touch()

    with pytest.raises(PermanentError) as caught:
        kokoro_speaker(tmp_path / "file" / "cache")

    assert caught.value.code == "voice_cache"
    assert caught.value.hint is not None
    assert "VOICE_CACHE_DIR" in caught.value.hint

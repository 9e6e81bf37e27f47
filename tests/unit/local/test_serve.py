"""The two commands as processes, where they refuse to start."""

import os
import socket
import subprocess
import sys
from pathlib import Path

from deploy.local.lock import hold_folder
from deploy.local.ports import LOOPBACK, free_port


def run(module: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_taken_api_port_is_named_with_its_setting(tmp_path: Path) -> None:
    """`make serve` says which port and how to choose another, before it starts anything."""
    with socket.create_server((LOOPBACK, 0)) as listener:
        port = listener.getsockname()[1]
        result = run("deploy.local.serve", OMA_DATA=str(tmp_path / "data"), API_PORT=str(port))

    assert result.returncode == 1
    assert f"port {port} of 127.0.0.1 is taken" in result.stderr
    assert "API_PORT" in result.stderr
    assert not (tmp_path / "data").exists()


def test_a_data_folder_in_use_is_refused(tmp_path: Path) -> None:
    """Two stacks cannot share a database."""
    with hold_folder(tmp_path):
        result = run("deploy.local.serve", OMA_DATA=str(tmp_path), API_PORT=str(free_port()))

    assert result.returncode == 1
    assert f"A stack already runs in {tmp_path}" in result.stderr


def test_a_bad_briefing_file_stops_the_film_before_it_starts(tmp_path: Path) -> None:
    """`make video` fails with one readable message and status 1."""
    result = run("deploy.local.film", str(tmp_path / "none.json"), OMA_DATA=str(tmp_path / "data"))

    assert result.returncode == 1
    assert "none.json cannot be read" in result.stdout
    assert not (tmp_path / "data").exists()

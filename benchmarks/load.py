"""Putting load on an address with k6, and reading what came of it."""

import json
import os
import subprocess
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

_SCRIPT: Final = Path(__file__).with_name("gateway_load.js")
_CLIENTS: Final = 16
"""Connections that ask again as soon as they are answered: enough to keep one process busy."""


class LoadError(Exception):
    """The load could not be put on."""


@dataclass(frozen=True)
class Answered:
    """What came of a load."""

    per_second: float
    p50_ms: float
    p99_ms: float
    failed: float
    """Share of requests that were not answered with success."""


def put_load(url: str, *, seconds: int, body: Mapping[str, Any] | None = None, rate: int | None = None) -> Answered:
    """Ask an address for some seconds, at a rate or as fast as it answers; raises `LoadError`."""
    environment = {"URL": url, "DURATION": f"{seconds}s", "CLIENTS": str(_CLIENTS)}
    if body is not None:
        environment["BODY"] = json.dumps(body)
    if rate is not None:
        environment["RATE"] = str(rate)
    with TemporaryDirectory() as folder:
        summary = Path(folder, "summary.json")
        program = str(Path(sysconfig.get_path("scripts"), "k6"))
        options = ("--quiet", "--no-usage-report", "--no-color", "--summary-export", str(summary))
        ran = subprocess.run(  # noqa: S603 - a locked package's program on our own script
            (program, "run", *options, str(_SCRIPT)),
            env={"PATH": os.defpath, "HOME": folder, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        if ran.returncode != 0:
            raise LoadError(ran.stderr)
        return _read(json.loads(summary.read_text())["metrics"])


def _read(metrics: Mapping[str, Any]) -> Answered:
    times = metrics["http_req_duration"]
    failed = metrics["http_req_failed"]["value"]
    return Answered(metrics["http_reqs"]["rate"], times["p(50)"], times["p(99)"], failed)

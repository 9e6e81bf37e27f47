"""How fast the gateway answers: `python -m benchmarks gateway`.

A real gateway on a real database and broker, beside a bare FastAPI handler on uvicorn that takes the same load in
turns; each figure is also given as a ratio to the bare handler's. Limits are off, all else is as it is by default.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final

import httpx
from pydantic import SecretStr

from benchmarks.load import Answered, put_load
from benchmarks.many_tasks import KNOWN_TASK, fill
from deploy.local.infrastructure import Infrastructure, running_infrastructure
from deploy.local.ports import LOOPBACK, free_port
from deploy.local.services import Surroundings
from deploy.local.settings import StackSettings
from deploy.local.stack import product, running_services, service_environment
from gateway.mongo import MongoTaskStore
from gateway.settings import GatewaySettings

_RESULTS: Final = Path("build/bench/gateway.json")
_POSTS_PER_SECOND: Final = 100
_BRIEFING: Final = {
    "briefing": {"title": "A new bicycle", "description": "It folds into a backpack in ten seconds."},
    "async_mode": True,
}
_UNLIMITED: Final = dict.fromkeys(
    ("RATE_LIMIT_PER_MINUTE", "RATE_LIMIT_PER_HOUR", "MAX_UNFINISHED_TASKS", "MAX_UNFINISHED_TASKS_PER_KEY"), "none"
)


@dataclass(frozen=True)
class Load:
    """One line of the table; without a rate, as fast as it goes."""

    name: str
    url: str
    body: Mapping[str, Any] | None = None
    rate: int | None = None


def main() -> None:
    """Measure, print a table for each number of tasks, and write the figures beside it."""
    options = _options()
    tables = {}
    with TemporaryDirectory() as folder:
        settings = StackSettings(_env_file=None, oma_data=Path(folder), api_host=LOOPBACK, api_port=free_port())
        with running_infrastructure(settings, report=print) as infrastructure:
            for count in options.tasks:
                asyncio.run(_prepare(infrastructure, settings.mongodb_database))
                fill(infrastructure.mongodb_url, settings.mongodb_database, count)
                with _gateway(settings, infrastructure, Path(folder)), _bare() as bare_url:
                    tables[count] = _measure(f"{settings.api_url}/api/v1", bare_url, options)
                _print_table(count, tables[count])
    _RESULTS.parent.mkdir(parents=True, exist_ok=True)
    _RESULTS.write_text(json.dumps({"seconds": options.seconds, "repeat": options.repeat, "tasks": tables}, indent=2))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks gateway", description=__doc__)
    parser.add_argument("--tasks", type=int, nargs="+", default=[100_000], help="numbers of tasks, ascending")
    parser.add_argument("--seconds", type=int, default=5, help="length of each load")
    parser.add_argument("--repeat", type=int, default=3, help="rounds, of which the middle one counts")
    return parser.parse_args()


async def _prepare(infrastructure: Infrastructure, database: str) -> None:
    """Make the indexes before the tasks, which is quicker than afterwards."""
    url = SecretStr(infrastructure.mongodb_url)
    store = MongoTaskStore.from_settings(GatewaySettings(_env_file=None, mongodb_url=url, mongodb_database=database))
    await store.prepare()
    store.close()


@contextmanager
def _gateway(settings: StackSettings, infrastructure: Infrastructure, folder: Path) -> Iterator[None]:
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    environment |= service_environment(settings, infrastructure) | _UNLIMITED
    environment |= {"LOG_FILE": str(folder / "api.log"), "OUTPUT_DIRECTORY": str(folder / "films")}
    surroundings = Surroundings(environment, folder=Path.cwd(), logs=folder, report=print, grace_seconds=20)
    (gateway, *_agents) = product(settings)
    with running_services((gateway,), surroundings, settings.oma_start_seconds):
        yield


@contextmanager
def _bare() -> Iterator[str]:
    port = free_port()
    with subprocess.Popen([sys.executable, "-m", "benchmarks.bare_api", str(port)]) as process:  # noqa: S603 - our own
        try:
            url = f"http://{LOOPBACK}:{port}"
            _wait_for(f"{url}/status/none")
            yield url
        finally:
            process.terminate()


def _wait_for(url: str, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            httpx.get(url, trust_env=False).raise_for_status()
        except httpx.TransportError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return


def _measure(api: str, bare: str, options: argparse.Namespace) -> dict[str, dict[str, float]]:
    """Return the figures by name; the loads take turns, so that what disturbs the machine disturbs all of them."""
    bare_reads, bare_posts = (
        Load("bare handler", f"{bare}/status/{KNOWN_TASK}"),
        Load("bare handler, POST at 100/s", f"{bare}/generate", _BRIEFING, _POSTS_PER_SECOND),
    )
    reads = (
        Load("GET status", f"{api}/videos/status/{KNOWN_TASK}"),
        Load("GET tasks, 50 of them", f"{api}/videos/tasks"),
        Load("GET stats", f"{api}/stats"),
    )
    posts = Load("POST generate at 100/s", f"{api}/videos/generate", _BRIEFING, _POSTS_PER_SECOND)
    loads = (bare_reads, *reads, bare_posts, posts)
    answered: dict[str, list[Answered]] = {load.name: [] for load in loads}
    for _ in range(options.repeat):
        for load in loads:
            answered[load.name].append(put_load(load.url, seconds=options.seconds, body=load.body, rate=load.rate))
    middle = {name: _middle(rounds) for name, rounds in answered.items()}
    references = {load.name: middle[(bare_posts if load.rate else bare_reads).name] for load in loads}
    return {name: asdict(figures) | _ratios(figures, references[name]) for name, figures in middle.items()}


def _middle(rounds: Sequence[Answered]) -> Answered:
    return Answered(
        median(answered.per_second for answered in rounds),
        median(answered.p50_ms for answered in rounds),
        median(answered.p99_ms for answered in rounds),
        max(answered.failed for answered in rounds),
    )


def _ratios(answered: Answered, reference: Answered) -> dict[str, float]:
    return {
        "per_second_ratio": answered.per_second / reference.per_second,
        "p50_ratio": answered.p50_ms / reference.p50_ms,
        "p99_ratio": answered.p99_ms / reference.p99_ms,
    }


def _print_table(count: int, figures: Mapping[str, Mapping[str, float]]) -> None:
    print(f"\n{count:,} tasks               requests/s  of bare   p50 ms   p99 ms   p99 of bare   failed")
    for name, line in figures.items():
        print(
            f"{name:28}{line['per_second']:10.0f}{line['per_second_ratio']:9.0%}{line['p50_ms']:9.2f}"
            f"{line['p99_ms']:9.2f}{line['p99_ratio']:11.1f} x{line['failed']:9.1%}"
        )

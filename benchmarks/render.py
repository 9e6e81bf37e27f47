"""How near the render stage comes to the encoder's own cost: `python -m benchmarks.render`.

The reference is x264 alone, with the same settings, on the frames of the very film that was rendered, already decoded
and in memory. Both run in processes of their own, in turns, and each figure is also given as a ratio to the reference.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Final

import av

from benchmarks.measured import Cost, Meter, in_own_process
from benchmarks.parts import load_parts, store_in
from chassis.workspace import Workspace
from contracts import Phase
from render_agent.cutting_room import CuttingRoom
from render_agent.encoder import FilmFormat, configure
from render_agent.settings import Profile, RenderSettings

_FOLDER: Final = Path("build/bench")
_PARTS: Final = _FOLDER / "parts"
_FILM: Final = _FOLDER / "film.mp4"
_BATCH: Final = 60
"""Frames decoded ahead of the reference encoder, outside the measurement."""


def main() -> None:
    """Measure, print a table and write the figures beside it."""
    arguments = _arguments()
    _PARTS.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "-m", "benchmarks.make_parts", arguments.briefing, _PARTS], check=True)  # noqa: S603 - our own module
    rendering: list[Cost] = []
    encoding: list[Cost] = []
    for _ in range(arguments.repeat):
        rendering.append(in_own_process(render, arguments.profile, arguments.workers))
        encoding.append(in_own_process(encode, arguments.profile, arguments.workers))
    results = {"x264 alone": _middle(encoding), "whole render": _middle(rendering)}
    _print_table(results, arguments)
    figures = {name: asdict(cost) | {"ratio": _ratios(cost, results["x264 alone"])} for name, cost in results.items()}
    setting = {"profile": arguments.profile, "workers": arguments.workers, "repeat": arguments.repeat}
    (_FOLDER / "render.json").write_text(json.dumps({"setting": setting, "results": figures}, indent=2))


def render(profile: Profile, workers: int) -> Cost:
    """Return the cost of the render stage alone; the film is left in a file."""
    return asyncio.run(_render(profile, workers))


async def _render(profile: Profile, workers: int) -> Cost:
    parts, store = load_parts(_PARTS), store_in(_PARTS)
    room = CuttingRoom(RenderSettings(_env_file=None, render_profile=profile, render_workers=workers))
    workspace = Workspace(store, parts.script.task_id, Phase.RENDER, f"{os.getpid()}")

    async def report(_share: float) -> None:
        """Report to nobody."""

    meter = Meter()
    meter.start()
    video = await room.render(parts.script, parts.visuals, parts.narration, workspace, report)
    meter.stop()
    data = await store.get(video.file)
    await asyncio.to_thread(_FILM.write_bytes, data)
    return meter.cost()


def encode(profile: Profile, threads: int) -> Cost:
    """Return the cost of encoding the frames of the film that was rendered last."""
    meter = Meter()
    with av.open(_FILM) as container:
        stream = container.streams.video[0]
        context = av.CodecContext.create("libx264", "w")
        configure(context, FilmFormat(stream.width, stream.height, profile))
        context.thread_count = threads
        frames = enumerate(container.decode(stream))
        while batch := list(islice(frames, _BATCH)):
            for number, frame in batch:
                # Neither the decoded frame's type nor its clock may tell the encoder what to do.
                frame.pict_type, frame.pts, frame.time_base = 0, number, context.time_base
            meter.start()
            for _, frame in batch:
                context.encode(frame)
            meter.stop()
        meter.start()
        context.encode(None)
        meter.stop()
    return meter.cost()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--briefing", type=Path, default=Path("examples/launch.json"))
    parser.add_argument("--profile", type=Profile, choices=list(Profile), default=Profile.STANDARD)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--repeat", type=int, default=3, help="runs of each; the medians are reported")
    return parser.parse_args()


def _middle(costs: list[Cost]) -> Cost:
    return Cost(
        median(cost.wall_seconds for cost in costs),
        median(cost.cpu_seconds for cost in costs),
        median(cost.peak_megabytes for cost in costs),
    )


def _ratios(cost: Cost, reference: Cost) -> dict[str, float]:
    return {
        "wall": round(cost.wall_seconds / reference.wall_seconds, 3),
        "cpu": round(cost.cpu_seconds / reference.cpu_seconds, 3),
    }


def _print_table(results: dict[str, Cost], arguments: argparse.Namespace) -> None:
    print(f"{arguments.briefing}, {arguments.profile}, {arguments.workers} workers, median of {arguments.repeat}")
    print(f"{'':14} {'wall s':>8} {'ratio':>6} {'CPU s':>8} {'ratio':>6} {'peak MB':>8}")
    for name, cost in results.items():
        ratio = _ratios(cost, results["x264 alone"])
        times = f"{cost.wall_seconds:8.2f} {ratio['wall']:6.2f} {cost.cpu_seconds:8.2f} {ratio['cpu']:6.2f}"
        print(f"{name:14} {times} {cost.peak_megabytes:8.0f}")


if __name__ == "__main__":
    main()

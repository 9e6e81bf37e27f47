"""Filling a database with tasks that were never made, for measuring what their number costs."""

from datetime import UTC, datetime, timedelta
from functools import reduce
from typing import Any, Final

from pymongo import MongoClient

from contracts import (
    AnyEvent,
    ArtefactRef,
    AssetKind,
    AssetsReady,
    Briefing,
    BriefingSubmitted,
    ScriptReady,
    Video,
    VideoRendered,
)
from gateway.mongo import TASKS, fields
from gateway.projection import apply
from gateway.task_view import TaskView

KNOWN_TASK: Final = "video_20251120_000000_k3v9xq2m"
"""The task whose status is asked for."""

_FIRST: Final = datetime(2025, 11, 20, tzinfo=UTC)
_BATCH: Final = 5000


def fill(mongodb_url: str, database: str, count: int) -> None:
    """Add tasks with films, a second apart, until there are that many; whoever listens hears of each of them."""
    view = _finished(KNOWN_TASK)
    whole = fields(view)
    client: MongoClient[dict[str, Any]] = MongoClient(mongodb_url)
    with client:
        tasks = client[database][TASKS]
        present = tasks.estimated_document_count()
        for start in range(present, count, _BATCH):
            numbers = range(start, min(start + _BATCH, count))
            tasks.insert_many([_document(whole, number) for number in numbers], ordered=False)


def _document(whole: dict[str, Any], number: int) -> dict[str, Any]:
    task_id = f"video_{number:08}_k3v9xq2m" if number else KNOWN_TASK
    return {
        **whole,
        "_id": task_id,
        "revision": 1,
        "created_at": _FIRST - timedelta(seconds=number),
        "view": {**whole["view"], "task_id": task_id},
    }


def _finished(task_id: str) -> TaskView:
    script, manifest = _artefact(task_id, "script.json"), _artefact(task_id, "manifest.json")
    briefing = Briefing(title="A new bicycle", description="It folds into a backpack in ten seconds. " * 10)
    events: tuple[AnyEvent, ...] = (
        BriefingSubmitted(task_id=task_id, briefing=briefing),
        ScriptReady(task_id=task_id, script=script),
        AssetsReady(task_id=task_id, kind=AssetKind.VISUALS, manifest=manifest, script=script),
        AssetsReady(task_id=task_id, kind=AssetKind.NARRATION, manifest=manifest, script=script),
        VideoRendered(task_id=task_id, video=_film(task_id)),
    )
    view = reduce(lambda view, event: apply(view, event, _FIRST), events, TaskView(task_id=task_id))
    assert view.status.is_final  # noqa: S101 - what is measured is the answer about a film
    return view


def _film(task_id: str) -> Video:
    return Video(
        task_id=task_id,
        file=_artefact(task_id, "film.mp4"),
        poster=_artefact(task_id, "poster.jpg"),
        captions_srt=_artefact(task_id, "captions.srt"),
        captions_vtt=_artefact(task_id, "captions.vtt"),
        seconds=30.0,
        width=1920,
        height=1080,
        frames_per_second=30.0,
        video_codec="h264",
        audio_codec="aac",
        loudness_lufs=-16.0,
        true_peak_dbtp=-1.5,
        av_end_difference_seconds=0.0,
    )


def _artefact(task_id: str, name: str) -> ArtefactRef:
    key = f"tasks/{task_id}/{name}"
    return ArtefactRef(
        key=key, uri=f"file:///{key}", media_type="application/octet-stream", size_bytes=1_000_000, sha256="0" * 64
    )

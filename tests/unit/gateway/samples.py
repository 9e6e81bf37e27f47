"""Events and views of made-up tasks."""

import hashlib
from datetime import UTC, datetime, timedelta

from contracts import (
    AnyEvent,
    ArtefactRef,
    AssetKind,
    AssetsReady,
    Briefing,
    BriefingSubmitted,
    Charge,
    Headline,
    Language,
    Phase,
    Scene,
    SceneRole,
    Script,
    ScriptReady,
    TaskFailed,
    TaskProgressed,
    Video,
    VideoRendered,
)
from contracts.charges import total_usd
from gateway.projection import apply
from gateway.task_view import TaskView

TASK = "video_20251120_101530_abcdefgh"
START = datetime(2025, 11, 20, 10, 15, 30, tzinfo=UTC)
BRIEFING = Briefing(title="A new bicycle", description="It folds into a backpack in ten seconds.")


def after(seconds: float) -> datetime:
    """Return a moment so long after the start of the made-up day."""
    return START + timedelta(seconds=seconds)


def artefact(name: str, data: bytes = b"data", task_id: str = TASK, media_type: str = "video/mp4") -> ArtefactRef:
    """Return the reference to a file of a task."""
    key = f"tasks/{task_id}/{name}"
    digest = hashlib.sha256(data).hexdigest()
    return ArtefactRef(key=key, uri=f"memory://{key}", media_type=media_type, size_bytes=len(data), sha256=digest)


def video(film: ArtefactRef | None = None, task_id: str = TASK) -> Video:
    """Return a film; all its files but the film itself are small."""
    return Video(
        task_id=task_id,
        file=film or artefact("film.mp4", task_id=task_id),
        poster=artefact("poster.jpg", task_id=task_id, media_type="image/jpeg"),
        captions_srt=artefact("captions.srt", task_id=task_id, media_type="application/x-subrip"),
        captions_vtt=artefact("captions.vtt", task_id=task_id, media_type="text/vtt"),
        seconds=30.0,
        width=1920,
        height=1080,
        frames_per_second=30.0,
        video_codec="h264",
        audio_codec="aac",
        loudness_lufs=-16.0,
        true_peak_dbtp=-1.5,
        av_end_difference_seconds=0.01,
    )


def script(task_id: str = TASK) -> Script:
    """Return a script of one scene."""
    scene = Scene(
        id="s01",
        role=SceneRole.HOOK,
        sentences=("No room for a bicycle?", "This one folds."),
        headline=Headline(text="Folds in ten seconds"),
    )
    notes = ("Two sentences were left out.",)
    return Script(
        task_id=task_id, briefing=BRIEFING, language=Language.ENGLISH, brand="Folder", scenes=(scene,), notes=notes
    )


def submitted(task_id: str = TASK, attempt: int = 1) -> BriefingSubmitted:
    """Return the event that begins a task."""
    return BriefingSubmitted(task_id=task_id, attempt=attempt, briefing=BRIEFING)


def charge(call: str, cost: float) -> Charge:
    """Return what a paid call cost."""
    return Charge(id=call, provider="openai", model="a-model", cost_usd=cost)


def progressed(
    phase: Phase, fraction: float, *charges: Charge, task_id: str = TASK, attempt: int = 1
) -> TaskProgressed:
    """Return the event of a phase that got further."""
    return TaskProgressed(task_id=task_id, attempt=attempt, phase=phase, fraction=fraction, charges=charges)


def scripted(*charges: Charge, task_id: str = TASK, attempt: int = 1, name: str = "script.json") -> ScriptReady:
    """Return the event of a script that is written."""
    script = artefact(name, task_id=task_id)
    return ScriptReady(task_id=task_id, attempt=attempt, script=script, cost_usd=total_usd(charges), charges=charges)


def made(kind: AssetKind, *charges: Charge, task_id: str = TASK, attempt: int = 1) -> AssetsReady:
    """Return the event of pictures or of a narration that are made."""
    return AssetsReady(
        task_id=task_id,
        attempt=attempt,
        kind=kind,
        manifest=artefact(f"{kind}.json", task_id=task_id),
        script=artefact("script.json", task_id=task_id),
        cost_usd=total_usd(charges),
        charges=charges,
    )


def rendered(film: Video | None = None, task_id: str = TASK, attempt: int = 1) -> VideoRendered:
    """Return the event of a finished film."""
    return VideoRendered(task_id=task_id, attempt=attempt, video=film or video(task_id=task_id))


def failed(task_id: str = TASK, attempt: int = 1, message: str = "No such voice.") -> TaskFailed:
    """Return the event of an attempt that was given up."""
    return TaskFailed(
        task_id=task_id,
        attempt=attempt,
        phase=Phase.NARRATION,
        code="voice_unknown",
        message=message,
        retryable=False,
        hint="Leave `voice` out.",
    )


def view_of(*events: AnyEvent, view: TaskView | None = None) -> TaskView:
    """Return the view after events that happened a second after each other."""
    for second, event in enumerate(events):
        view = apply(view, event, after(second))
    assert view is not None
    return view

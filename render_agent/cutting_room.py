"""The render stage's work on one film: parts in, a checked film with poster and subtitles out."""

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import cv2

from chassis.progress import Report
from chassis.store import Store
from chassis.workspace import Workspace
from contracts import ArtefactRef, Narration, Script, Video, Visuals
from render_agent.crew import Stop, work
from render_agent.encoder import FilmFormat
from render_agent.film_work import FilmWork, Material
from render_agent.layers import Layers
from render_agent.probe import Findings
from render_agent.settings import RenderSettings
from render_agent.subtitles import to_srt, to_vtt
from render_agent.timeline import Timeline, plan

_VERSION: Final = "1"
"""Part of the key that films are stored under: another one when the same parts would give another film."""

_SRT: Final = "application/x-subrip"
_SHARE_OF_FRAMES: Final = 0.95
_SOUND_PER_FRAME: Final = 0.06
"""Time that the sound of one frame takes, in times of drawing and encoding it."""

_FETCHES_AT_ONCE: Final = 8


class CuttingRoom:
    """Makes films, each with as many threads as the settings allow."""

    def __init__(self, settings: RenderSettings) -> None:
        self.name = f"cutting-room-{_VERSION}:{settings.render_profile}"
        """What, beside its parts, decides how a film comes out."""
        self._profile = settings.render_profile
        self._workers = settings.render_workers
        # A shot is drawn by one thread; OpenCV's own would only get into the way of other shots.
        cv2.setNumThreads(1)

    async def render(
        self, script: Script, visuals: Visuals, narration: Narration, workspace: Workspace, report: Report
    ) -> Video:
        """Return the finished film, stored and checked; a cancelled call returns when its threads have ended.

        Raises `PermanentError` with code `render_parts_mismatch` or `render_check_failed`.
        """
        timeline = plan(script, visuals, narration)
        with TemporaryDirectory(prefix="oma-render-", ignore_cleanup_errors=True) as folder:
            layers = Layers(Path(folder), visuals.width, visuals.height)
            await _fetch(workspace.store, layers, _parts(visuals, narration))
            film = FilmFormat(visuals.width, visuals.height, self._profile)
            jobs = FilmWork(Material(script, visuals, narration), timeline, film, layers)
            path = Path(folder) / "film.mp4"
            findings = await self._make(jobs, timeline, path, report)
            data = await asyncio.to_thread(path.read_bytes)
        video = Video(
            task_id=script.task_id,
            file=await workspace.keep("film.mp4", data, "video/mp4"),
            poster=await workspace.keep("poster.jpg", jobs.poster, "image/jpeg"),
            captions_srt=await workspace.keep("captions.srt", to_srt(timeline.captions).encode(), _SRT),
            captions_vtt=await workspace.keep("captions.vtt", to_vtt(timeline.captions).encode(), "text/vtt"),
            seconds=findings.picture_seconds,
            width=findings.width,
            height=findings.height,
            frames_per_second=findings.frames_per_second,
            video_codec=findings.video_codec,
            audio_codec=findings.audio_codec,
            loudness_lufs=findings.loudness_lufs,
            true_peak_dbtp=findings.true_peak_dbtp,
            av_end_difference_seconds=findings.av_end_difference,
            notes=tuple(dict.fromkeys((*script.notes, *visuals.notes, *narration.notes))),
        )
        await report(1.0)
        return video

    async def _make(self, jobs: FilmWork, timeline: Timeline, path: Path, report: Report) -> Findings:
        stop = Stop()

        async def tick() -> None:
            await report(jobs.share_done * _SHARE_OF_FRAMES)

        # What takes longest first, so that no core waits for a late starter.
        lengths: list[tuple[float, Callable[[], None]]] = [
            (timeline.frames * _SOUND_PER_FRAME, partial(jobs.record, stop))
        ]
        lengths += [(shot.frames, partial(jobs.shoot, index, stop)) for index, shot in enumerate(timeline.shots)]
        order = sorted(lengths, key=lambda job: -job[0])
        await work([job for _, job in order], threads=self._workers, stop=stop, tick=tick)
        (findings,) = await work([partial(jobs.finish, path)], threads=1, stop=Stop(), tick=tick)
        return findings


def _parts(visuals: Visuals, narration: Narration) -> list[ArtefactRef]:
    kept = {scene.scene_id for scene in narration.scenes}
    scenes = [scene for scene in visuals.scenes if scene.scene_id in kept]
    pictures = [ref for scene in scenes for ref in (scene.background, *(sprite.image for sprite in scene.sprites))]
    return [visuals.captions.font, *pictures, *(scene.audio for scene in narration.scenes)]


async def _fetch(store: Store, layers: Layers, refs: list[ArtefactRef]) -> None:
    """Bring artefacts from the store to local files, each once."""
    slots = asyncio.Semaphore(_FETCHES_AT_ONCE)

    async def fetch(ref: ArtefactRef) -> None:
        async with slots:
            data = await store.get(ref)
            await asyncio.to_thread(layers.path(ref).write_bytes, data)

    wanted = {ref.sha256: ref for ref in refs}.values()
    # All have ended before one's error is told: the folder goes away with it, and nobody may still write there.
    for outcome in await asyncio.gather(*map(fetch, wanted), return_exceptions=True):
        if outcome is not None:
            raise outcome

"""The last look at a finished film: what is really in the file, and whether that may be announced."""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import av

from chassis.errors import PermanentError
from render_agent.loudness import CEILING_DBTP, TARGET_LUFS
from render_agent.meter import measure
from render_agent.sound_file import SAMPLE_RATE, decoded
from render_agent.timeline import FRAMES_PER_SECOND

_FRAME_SECONDS: Final = 1 / FRAMES_PER_SECOND
_ROUNDING_SECONDS: Final = 0.001
_LOUDNESS_TOLERANCE: Final = 0.5
_BOX_HEADER, _LONG_BOX_HEADER = 8, 16


@dataclass(frozen=True)
class Findings:
    """What a file turned out to hold; seconds are from the film's start."""

    width: int
    height: int
    frames: int
    frames_per_second: float
    video_codec: str
    video_profile: str
    pixel_format: str
    audio_codec: str
    sample_rate: int
    channels: int
    picture_seconds: float
    sound_seconds: float
    index_first: bool
    loudness_lufs: float
    true_peak_dbtp: float

    @property
    def av_end_difference(self) -> float:
        """How much later the sound ends than the picture, in seconds."""
        return self.sound_seconds - self.picture_seconds


def examine(path: Path) -> Findings:
    """Open, read and measure a film; raises `PermanentError("render_check_failed")` when it cannot be read."""
    try:
        return _examine(path)
    except (av.FFmpegError, IndexError, ValueError) as error:
        raise _failure(f"the file cannot be read ({error})") from error


def check(findings: Findings, *, width: int, height: int, seconds: float) -> None:
    """Raise `PermanentError("render_check_failed")` naming the first figure that is not as it must be."""
    for name, found, wanted in (
        ("picture size", (findings.width, findings.height), (width, height)),
        ("video codec", (findings.video_codec, findings.video_profile), ("h264", "High")),
        ("pixel format", findings.pixel_format, "yuv420p"),
        ("frames per second", findings.frames_per_second, FRAMES_PER_SECOND),
        ("frames", findings.frames, round(findings.picture_seconds * FRAMES_PER_SECOND)),
        ("audio codec", findings.audio_codec, "aac"),
        ("sound format", (findings.sample_rate, findings.channels), (SAMPLE_RATE, 2)),
        ("index at the start", findings.index_first, True),
    ):
        if found != wanted:
            raise _failure(f"{name} is {found}, not {wanted}")
    for name, off, most in (
        ("picture length off by (s)", abs(findings.picture_seconds - seconds), _FRAME_SECONDS + _ROUNDING_SECONDS),
        ("sound and picture end apart by (s)", abs(findings.av_end_difference), _FRAME_SECONDS + _ROUNDING_SECONDS),
        ("loudness off by (LU)", abs(findings.loudness_lufs - TARGET_LUFS), _LOUDNESS_TOLERANCE),
        ("true peak (dBTP)", findings.true_peak_dbtp, CEILING_DBTP),
    ):
        if off > most:
            raise _failure(f"{name} is {off:.3f}, more than {most:.3f}")


def _examine(path: Path) -> Findings:
    sound = measure(decoded(path, channels=2), channels=2)
    with av.open(path) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        first = next(container.decode(video))
        container.seek(0)
        ends = {video.index: 0.0, audio.index: 0.0}
        frames = 0
        for packet in container.demux(video, audio):
            if packet.pts is None:
                continue
            index = packet.stream.index
            ends[index] = max(ends[index], float((packet.pts + (packet.duration or 0)) * packet.time_base))
            frames += index == video.index
        return Findings(
            width=first.width,
            height=first.height,
            frames=frames,
            frames_per_second=float(video.average_rate or 0),
            video_codec=video.codec_context.name,
            video_profile=str(video.codec_context.profile),
            pixel_format=str(video.codec_context.pix_fmt),
            audio_codec=audio.codec_context.name,
            sample_rate=audio.codec_context.sample_rate,
            channels=audio.codec_context.channels,
            picture_seconds=ends[video.index],
            sound_seconds=ends[audio.index],
            index_first=_index_first(path),
            loudness_lufs=round(sound.lufs, 2),
            true_peak_dbtp=round(sound.true_peak_dbtp, 2),
        )


def _index_first(path: Path) -> bool:
    """Tell whether the MP4's index (`moov`) lies before its media (`mdat`), so that it plays while it loads."""
    names = []
    with path.open("rb") as file:
        while header := file.read(_LONG_BOX_HEADER):
            length = int.from_bytes(header[:4])
            if length == 1:
                length = int.from_bytes(header[_BOX_HEADER:])
            names.append(header[4:_BOX_HEADER])
            if length < _BOX_HEADER:
                break
            file.seek(length - len(header), 1)
    return (b"moov", b"mdat") in pairwise(name for name in names if name in {b"moov", b"mdat"})


def _failure(what: str) -> PermanentError:
    return PermanentError(
        "render_check_failed",
        f"The finished film did not pass its check: {what}.",
        "Retry the task; if it fails again, report it with the render agent's log.",
    )

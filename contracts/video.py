"""The finished film: its files, and what was measured of them before it was announced."""

from typing import Annotated

from pydantic import Field

from contracts.artefacts import ArtefactRef
from contracts.base import Contract, TaskId


class Video(Contract):
    """One checked film."""

    task_id: TaskId
    file: ArtefactRef
    poster: ArtefactRef
    captions_srt: ArtefactRef
    captions_vtt: ArtefactRef
    seconds: Annotated[float, Field(gt=0)]
    width: Annotated[int, Field(gt=0)]
    height: Annotated[int, Field(gt=0)]
    frames_per_second: Annotated[float, Field(gt=0)]
    video_codec: str
    audio_codec: str
    loudness_lufs: float = Field(description="Integrated loudness by ITU-R BS.1770-4.")
    true_peak_dbtp: float
    av_end_difference_seconds: float = Field(description="How much later the sound ends than the picture.")
    notes: tuple[str, ...] = ()

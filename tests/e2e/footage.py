"""What a finished film really holds, found by decoding it: independent of the code that made it."""

from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

SOUND_RATE = 16_000


@dataclass(frozen=True)
class Footage:
    """A decoded film: luma planes sampled evenly over time, and its sound as one mono track."""

    video_codec: str
    audio_codec: str
    width: int
    height: int
    frames_per_second: float
    frame_count: int
    picture_seconds: float
    sound_seconds: float
    luma: NDArray[np.uint8]
    """Shape (samples, height, width)."""
    sound: NDArray[np.float32]
    """Shape (n,), at `SOUND_RATE`."""

    def level_between(self, start: float, end: float) -> float:
        """Return the root mean square of the sound between two moments, in dB below full scale."""
        part = self.sound[round(start * SOUND_RATE) : max(round(end * SOUND_RATE), round(start * SOUND_RATE) + 1)]
        return float(20 * np.log10(np.sqrt(np.mean(np.square(part, dtype=np.float64))) + 1e-9))


def decode(path: Path, sample_every: int = 15) -> Footage:
    """Decode a film from its first to its last frame."""
    with av.open(str(path)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        resampler = av.AudioResampler(format="flt", layout="mono", rate=SOUND_RATE)
        luma: list[NDArray[np.uint8]] = []
        sound: list[NDArray[np.float32]] = []
        frames = 0
        picture_end = sound_end = 0.0
        for frame in container.decode(video, audio):
            if isinstance(frame, av.VideoFrame):
                if frames % sample_every == 0:
                    luma.append(frame.to_ndarray(format="gray").astype(np.uint8, copy=False))
                frames += 1
                picture_end = (frame.time or 0.0) + 1 / float(video.average_rate or 30)
            elif isinstance(frame, av.AudioFrame):
                sound_end = (frame.time or 0.0) + frame.samples / frame.sample_rate
                sound += [
                    part.to_ndarray().ravel().astype(np.float32, copy=False) for part in resampler.resample(frame)
                ]
        return Footage(
            video_codec=video.codec_context.name,
            audio_codec=audio.codec_context.name,
            width=video.width,
            height=video.height,
            frames_per_second=float(video.average_rate or 0),
            frame_count=frames,
            picture_seconds=picture_end,
            sound_seconds=sound_end,
            luma=np.stack(luma),
            sound=np.concatenate(sound),
        )

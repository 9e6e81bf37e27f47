"""H.264 and AAC into MP4: the only file that encodes or muxes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from heapq import merge
from pathlib import Path
from typing import Final, TypeAlias

import av
import av.stream
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.codec.context import Flags
from av.video.codeccontext import VideoCodecContext
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc

from render_agent.planes import Plane, Planes
from render_agent.settings import Profile
from render_agent.sound_file import SAMPLE_RATE, Samples
from render_agent.timeline import FRAMES_PER_SECOND

Packet: TypeAlias = "av.Packet[av.stream.Stream]"

_AAC_BIT_RATE: Final = 192_000
_AAC_FRAME: Final = 1024

_X264: Final = {
    Profile.DRAFT: {"preset": "ultrafast", "crf": "22", "x264-params": "8x8dct=1:open-gop=0"},
    Profile.STANDARD: {
        "preset": "superfast",
        "crf": "20",
        "x264-params": "b-adapt=0:scenecut=0:rc-lookahead=0:partitions=none:open-gop=0",
    },
    Profile.HIGH: {"preset": "medium", "crf": "20", "x264-params": "open-gop=0"},
}
"""Chosen by VMAF and processor time on films of this kind: about 96 for draft and standard, and more for high."""


@dataclass(frozen=True)
class FilmFormat:
    """What every shot of a film is encoded as, so that their packets make one stream."""

    width: int
    height: int
    profile: Profile


@dataclass(frozen=True)
class EncodedShot:
    """A shot's packets: they begin with a key frame, refer to nothing outside, and count time from the shot's start."""

    first_frame: int
    packets: list[Packet]


class ShotEncoder:
    """Encodes one shot on the calling thread alone."""

    def __init__(self, film: FilmFormat) -> None:
        self._context = av.CodecContext.create("libx264", "w")
        configure(self._context, film)
        self._buffer = av.VideoFrame(film.width, film.height, "yuv420p")
        self.frame = Planes(*map(_as_plane, self._buffer.planes))
        """The encoder's own memory: draw the next frame here."""
        self._encoded = 0
        self._packets: list[Packet] = []

    def encode(self) -> None:
        """Take `frame` as the next frame; it can be drawn over afterwards."""
        self._buffer.pts = self._encoded
        self._encoded += 1
        self._packets += self._context.encode(self._buffer)

    def finish(self, first_frame: int) -> EncodedShot:
        """Return everything encoded; `first_frame` is the shot's place in the film."""
        self._packets += self._context.encode(None)
        return EncodedShot(first_frame, self._packets)


def encode_sound(sound: Samples) -> list[Packet]:
    """Return stereo sound as AAC packets."""
    context = av.CodecContext.create("aac", "w")
    _configure_sound(context)
    packets: list[Packet] = []
    for start in range(0, len(sound), _AAC_FRAME):
        piece = np.ascontiguousarray(sound[start : start + _AAC_FRAME].T)
        frame = av.AudioFrame.from_ndarray(piece, format="fltp", layout="stereo")
        frame.sample_rate = SAMPLE_RATE
        frame.time_base = Fraction(1, SAMPLE_RATE)
        frame.pts = start
        packets += context.encode(frame)
    return packets + context.encode(None)


def mux(path: Path, film: FilmFormat, shots: Iterable[EncodedShot], sound: list[Packet]) -> None:
    """Write the film; its index comes first, so that it plays while it loads."""
    with av.open(path, "w", format="mp4", options={"movflags": "+faststart"}) as container:
        # These two encoders see no frame: they only tell the muxer what the packets' own encoders were set to.
        pictures = container.add_stream("libx264", rate=FRAMES_PER_SECOND)
        configure(pictures.codec_context, film)
        sounds = container.add_stream("aac", rate=SAMPLE_RATE)
        _configure_sound(sounds.codec_context)
        container.start_encoding()
        for packet in sound:
            packet.stream = sounds
        ordered = sorted(shots, key=lambda shot: shot.first_frame)
        for packet in merge(_placed(ordered, pictures), sound, key=_decoding_time):
            container.mux_one(packet)


def _placed(shots: Iterable[EncodedShot], stream: av.VideoStream) -> Iterator[Packet]:
    for shot in shots:
        for packet in shot.packets:
            packet.stream = stream
            packet.pts = (packet.pts or 0) + shot.first_frame
            packet.dts = (packet.dts or 0) + shot.first_frame
            yield packet


def _decoding_time(packet: Packet) -> Fraction:
    return (packet.dts or 0) * packet.time_base


def configure(context: VideoCodecContext, film: FilmFormat) -> None:
    """Set an encoder up for a film; every shot's is set up the same."""
    context.width, context.height, context.pix_fmt = film.width, film.height, "yuv420p"
    context.framerate = Fraction(FRAMES_PER_SECOND)
    context.time_base = 1 / context.framerate
    context.options = _X264[film.profile]
    context.profile = "High"
    # One thread, whatever the machine has: more would change the packets, and other shots use the other cores.
    context.thread_count = 1
    context.flags |= Flags.global_header
    context.color_primaries = ColorPrimaries.BT709
    context.color_trc = ColorTrc.BT709
    context.colorspace = Colorspace.ITU709
    context.color_range = ColorRange.MPEG


def _configure_sound(context: AudioCodecContext) -> None:
    context.sample_rate = SAMPLE_RATE
    context.layout = "stereo"
    context.format = "fltp"
    context.bit_rate = _AAC_BIT_RATE
    # Half the time of the default coder, whose savings matter at lower rates than this.
    context.options = {"aac_coder": "fast"}
    context.time_base = Fraction(1, SAMPLE_RATE)
    context.flags |= Flags.global_header


def _as_plane(plane: av.video.plane.VideoPlane) -> Plane:
    rows = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
    return rows[:, : plane.width]

"""Rendering one shot: the job of one thread."""

from collections.abc import Callable
from io import BytesIO
from typing import Final

from PIL import Image

from render_agent.compositor import Compositor
from render_agent.crew import Stop
from render_agent.encoder import EncodedShot, FilmFormat, ShotEncoder
from render_agent.planes import Planes, to_rgb
from render_agent.timeline import Shot

_JPEG_QUALITY: Final = 90


def render_shot(
    shot: Shot, film: FilmFormat, compositor: Compositor, stop: Stop, frame_done: Callable[[], None]
) -> EncodedShot:
    """Return a shot's frames, composed and encoded; `frame_done` is called after each."""
    encoder = ShotEncoder(film)
    for number in range(shot.first_frame, shot.first_frame + shot.frames):
        stop.check()
        compositor.draw(number, encoder.frame)
        encoder.encode()
        frame_done()
    return encoder.finish(shot.first_frame)


def render_poster(compositor: Compositor, number: int, film: FilmFormat) -> bytes:
    """Return a frame without captions as JPEG."""
    frame = Planes.blank(film.width, film.height)
    compositor.draw_scene(number, frame)
    file = BytesIO()
    Image.fromarray(to_rgb(frame)).save(file, "JPEG", quality=_JPEG_QUALITY, subsampling=0)
    return file.getvalue()

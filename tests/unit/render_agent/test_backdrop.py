import itertools

import numpy as np
import pytest

from contracts import Zoom
from render_agent.backdrop import Backdrop
from render_agent.planes import Pixels, Planes

WIDTH, HEIGHT = 320, 180


def spot(x: float, y: float, width: int, height: int) -> Pixels:
    """Return a black picture with a soft white spot centred at a point."""
    rows, columns = np.mgrid[0:height, 0:width]
    light = 255 * np.exp(-((columns + 0.5 - x) ** 2 + (rows + 0.5 - y) ** 2) / 60)
    return np.repeat(light[:, :, np.newaxis], 3, axis=2).astype(np.uint8)


def spot_in(frame: Planes) -> tuple[float, float]:
    """Return where the light of a frame is, to fractions of a pixel."""
    light = frame.y.astype(float) - 16
    rows, columns = np.indices(light.shape)
    return float((light * (columns + 0.5)).sum() / light.sum()), float((light * (rows + 0.5)).sum() / light.sum())


@pytest.mark.parametrize("focus", [(0.5, 0.5), (0.7, 0.3), (0.0, 1.0)])
@pytest.mark.parametrize("source", [(320, 180), (384, 216), (640, 360)])
def test_motion_is_smooth_to_a_twentieth_of_a_pixel(focus: tuple[float, float], source: tuple[int, int]) -> None:
    """Frame by frame a point of the background is where the zoom puts it, in every quadrant around the focus."""
    zoom = Zoom(start=1.0, end=1.06, focus_x=focus[0], focus_y=focus[1])
    frame = Planes.blank(WIDTH, HEIGHT)
    for x, y in itertools.product((80, 240), (45, 135)):
        picture = spot(x * source[0] / WIDTH, y * source[1] / HEIGHT, *source)
        backdrop = Backdrop(picture, zoom, WIDTH, HEIGHT)
        offsets = []
        for scale in np.linspace(1.0, 1.06, 40):
            backdrop.draw(float(scale), frame)
            seen = spot_in(frame)
            wanted = (
                focus[0] * WIDTH + (x - focus[0] * WIDTH) * scale,
                focus[1] * HEIGHT + (y - focus[1] * HEIGHT) * scale,
            )
            offsets.append((seen[0] - wanted[0], seen[1] - wanted[1]))
        steps = np.diff(np.array(offsets), axis=0)
        assert np.abs(steps).max() < 0.05
        assert np.abs(offsets).max() < 1


def test_the_frame_is_filled_to_its_edges() -> None:
    """At every scale each pixel is drawn, also where the quadrants meet."""
    white = np.full((HEIGHT, WIDTH, 3), 255, np.uint8)
    backdrop = Backdrop(white, Zoom(start=1.2, end=1.0, focus_x=0.31, focus_y=0.77), WIDTH, HEIGHT)
    for scale in (1.0, 1.0371, 1.2):
        frame = Planes(*(np.zeros_like(plane) for plane in Planes.blank(WIDTH, HEIGHT).all))
        backdrop.draw(scale, frame)
        assert [np.unique(plane).tolist() for plane in frame.all] == [[235], [128], [128]]

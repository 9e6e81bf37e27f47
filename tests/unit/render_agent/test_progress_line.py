import numpy as np

from contracts import ProgressBar
from render_agent.planes import to_planes
from render_agent.progress_line import ProgressLine


def test_the_line_grows_by_fractions_of_a_pixel() -> None:
    """The line's light grows evenly, along the lower edge only."""
    light = []
    for step in range(5):
        frame = to_planes(np.zeros((20, 40, 3), np.uint8))
        ProgressLine(ProgressBar(colour="#FFFFFF", height=4)).draw(0.5 + step / 160, frame)
        light.append(int((frame.y[16:] - 16).sum()))
        assert not (frame.y[:16] - 16).any()
    assert len(set(np.diff(light).round(-1).tolist())) == 1


def test_the_line_reaches_both_ends() -> None:
    """At the film's start there is no line, at its end it spans the frame."""
    for share, expected in ((0.0, 16), (1.0, 235)):
        frame = to_planes(np.zeros((20, 40, 3), np.uint8))
        ProgressLine(ProgressBar(colour="#FFFFFF", height=3)).draw(share, frame)
        assert set(frame.y[17:].ravel().tolist()) == {expected}

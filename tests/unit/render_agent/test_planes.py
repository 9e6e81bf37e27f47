import numpy as np
import pytest

from render_agent.planes import Planes, cross_fade, halve, to_planes, to_rgb

# Recommendation ITU-R BT.709 in 8 bits, limited range.
KNOWN = {
    (255, 255, 255): (235, 128, 128),
    (0, 0, 0): (16, 128, 128),
    (255, 0, 0): (63, 102, 240),
    (0, 255, 0): (173, 42, 26),
    (0, 0, 255): (32, 240, 118),
}


@pytest.mark.parametrize(("rgb", "yuv"), KNOWN.items())
def test_colours_follow_bt709(rgb: tuple[int, int, int], yuv: tuple[int, int, int]) -> None:
    """Primary colours come out at the code values of BT.709, limited range."""
    planes = to_planes(np.full((4, 4, 3), rgb, np.uint8))
    assert tuple(int(plane[1, 1]) for plane in planes.all) == yuv


def test_rgb_survives_the_way_there_and_back() -> None:
    """A soft picture comes back within the rounding of 8 bits."""
    rows, columns = np.mgrid[0:64, 0:64]
    rgb = np.stack([rows * 2 + 60, columns * 2 + 40, rows + columns + 50], axis=-1).astype(np.uint8)
    difference = np.abs(to_rgb(to_planes(rgb)).astype(int) - rgb)
    assert difference[2:-2, 2:-2].max() <= 3


def test_chroma_lies_on_even_columns_between_rows() -> None:
    """Half-size planes are sampled where H.264 decoders expect chroma: a ramp shows it to a quarter of a pixel."""
    ramp = np.tile(np.arange(0, 160, 4, dtype=np.uint8), (8, 1))
    assert halve(ramp)[1, 2:-2].tolist() == ramp[2, 4:-4:2].tolist()
    assert halve(np.ascontiguousarray(ramp.T))[2:-2, 1].tolist() == (ramp[2, 4:-4:2] + 2).tolist()


def test_cross_fade_blends_by_share() -> None:
    """A share of 0 leaves the frame alone, 1 replaces it."""
    for share, expected in ((0.0, 100), (0.25, 125), (1.0, 200)):
        frame = Planes(*(np.full(shape, 100, np.uint8) for shape in ((4, 4), (2, 2), (2, 2))))
        other = Planes(*(np.full(shape, 200, np.uint8) for shape in ((4, 4), (2, 2), (2, 2))))
        cross_fade(frame, other, share)
        assert {int(plane.max()) for plane in frame.all} == {expected}

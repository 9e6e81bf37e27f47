import numpy as np
import pytest

from visual_agent.colour import contrast, from_oklab, to_oklab


@pytest.mark.parametrize("colour", ["#000000", "#FFFFFF", "#1C3F9E", "#FFE22E"])
def test_oklab_there_and_back(colour: str) -> None:
    """A colour survives the way into OKLab and out again."""
    back = from_oklab(to_oklab(colour)[None, None, :])[0, 0]
    expected = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    assert np.abs(back - expected).max() < 0.6


def test_contrast_spans_one_to_twenty_one() -> None:
    """Black on white is the most there is, a colour on itself the least; the order does not matter."""
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#5B9BFF", "#5B9BFF") == pytest.approx(1)

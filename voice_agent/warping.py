"""Dynamic time warping: which moment of one reading is which of another (Sakoe and Chiba, 1978)."""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist  # type: ignore[import-untyped]

_BOTH, _FIRST, _SECOND = 0, 1, 2
"""Which of the two readings go one moment on."""


def warped(first: NDArray[np.float32], second: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return for each row of `first` the row of `second` that is like it, as a mean where there are several.

    The rows met never go back, and begin and end of the one are begin and end of the other. Time and memory grow with
    the product of both lengths: a megabyte and some milliseconds per square kilorow.
    """
    pairs = _path(_steps(cdist(first, second, "cosine").astype(np.float32)))
    sums = np.bincount(pairs[:, 0], weights=pairs[:, 1], minlength=len(first))
    return np.asarray(sums / np.bincount(pairs[:, 0], minlength=len(first)))


def _steps(costs: NDArray[np.float32]) -> NDArray[np.int8]:
    """Return the last step of the cheapest way to each cell, found one anti-diagonal after the other."""
    rows, columns = costs.shape
    # A border of cells that cannot be reached spares a question about the edge at each step.
    totals = np.full((rows + 1, columns + 1), np.inf, np.float32)
    totals[0, 0] = 0
    steps = np.zeros((rows, columns), np.int8)
    for diagonal in range(rows + columns - 1):
        row = np.arange(max(0, diagonal - columns + 1), min(rows, diagonal + 1))
        column = diagonal - row
        ways = np.stack([totals[row, column], totals[row, column + 1], totals[row + 1, column]])
        steps[row, column] = ways.argmin(axis=0)
        totals[row + 1, column + 1] = ways.min(axis=0) + costs[row, column]
    return steps


def _path(steps: NDArray[np.int8]) -> NDArray[np.int64]:
    row, column = steps.shape[0] - 1, steps.shape[1] - 1
    pairs = [(row, column)]
    while row or column:
        step = steps[row, column]
        row -= step != _SECOND
        column -= step != _FIRST
        pairs.append((row, column))
    return np.asarray(pairs[::-1], np.int64)

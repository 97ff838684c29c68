"""Stretches of a film in which something holds for too long."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray


def stretches(holds: NDArray[np.bool_], times: NDArray[np.float64], step: float) -> Iterator[tuple[float, float]]:
    """Begin and length in seconds of each run in which ``holds`` is true; ``step`` is how long one value lasts."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], holds.astype(np.int8), [0]))))
    for first, after in zip(edges[::2], edges[1::2], strict=True):
        yield float(times[first]), float(times[after - 1] - times[first] + step)

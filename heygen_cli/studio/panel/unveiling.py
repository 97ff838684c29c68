"""A picture that is uncovered from one side."""

from __future__ import annotations

from typing import Literal

import numpy as np

from heygen_cli.studio.layer import Pixels
from heygen_cli.studio.patch import Patch, patch

Way = Literal["up", "right"]
SECONDS = 0.9


class Unveiling:
    """An element that is uncovered to the right or upwards from ``start`` on, and then stays."""

    def __init__(self, pixels: Pixels, x: int, y: int, start: float, way: Way) -> None:
        self._pixels, self._x, self._y, self._start, self._way = pixels, x, y, start, way
        self._whole: Patch | None = None

    def at(self, seconds: float) -> Patch | None:
        """The part that can be seen."""
        share = (seconds - self._start) / SECONDS
        if share <= 0:
            return None
        if share >= 1:
            self._whole = self._whole or patch(self._pixels, self._x, self._y)
            return self._whole
        eased = 1 - (1 - share) ** 3
        height, width = self._pixels.shape[:2]
        if self._way == "right":
            part = self._pixels[:, : max(1, round(width * eased))]
            return patch(np.ascontiguousarray(part), self._x, self._y)
        hidden = height - max(1, round(height * eased))
        return patch(np.ascontiguousarray(self._pixels[hidden:]), self._x, self._y + hidden)

"""Coordinates that lie on a feature of a face: 0 in its middle, -1 and 1 at its corners, v downwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from heygen_cli.studio.box import Box
from heygen_cli.studio.photo.face import Points

Values = NDArray[np.float32]


@dataclass(frozen=True)
class Chart:
    """Where a feature lies: its middle and half its width in pixels, and the direction from left to right."""

    x: float
    y: float
    half: float
    cos: float
    sin: float

    @classmethod
    def between(cls, left: Points, right: Points) -> Chart:
        """The chart whose corners are two points."""
        (x, y), (dx, dy) = (left[:2] + right[:2]) / 2, (right[:2] - left[:2]) / 2
        half = float(np.hypot(dx, dy))
        return cls(float(x), float(y), half, float(dx) / half, float(dy) / half)

    def local(self, points: Points) -> tuple[Values, Values]:
        """Points in pixels as u and v."""
        x, y = points[:, 0] - self.x, points[:, 1] - self.y
        u, v = (x * self.cos + y * self.sin) / self.half, (y * self.cos - x * self.sin) / self.half
        return np.asarray(u, np.float32), np.asarray(v, np.float32)

    def grid(self, box: Box) -> tuple[Values, Values]:
        """U and v of every pixel in a box of the picture."""
        x = np.arange(box.x, box.x + box.width, dtype=np.float32)[None, :] - np.float32(self.x)
        y = np.arange(box.y, box.y + box.height, dtype=np.float32)[:, None] - np.float32(self.y)
        u, v = (x * self.cos + y * self.sin) / self.half, (y * self.cos - x * self.sin) / self.half
        return np.asarray(u, np.float32), np.asarray(v, np.float32)

    def box(self, left: float, top: float, right: float, bottom: float, width: int, height: int) -> Box:
        """The upright box, on the even grid and within a picture, around a rectangle of the chart."""
        u, v = np.array([left, right, left, right]), np.array([top, top, bottom, bottom])
        x = self.x + self.half * (u * self.cos - v * self.sin)
        y = self.y + self.half * (u * self.sin + v * self.cos)
        x0, y0 = max(0, int(x.min())) // 2 * 2, max(0, int(y.min())) // 2 * 2
        x1, y1 = min(width, int(x.max()) + 2) // 2 * 2, min(height, int(y.max()) + 2) // 2 * 2
        return Box(x0, y0, max(2, x1 - x0), max(2, y1 - y0))

    def shifted(self, u: Values, v: Values) -> tuple[Values, Values]:
        """U and v as pixels of the picture."""
        x = self.x + self.half * (u * self.cos - v * self.sin)
        y = self.y + self.half * (u * self.sin + v * self.cos)
        return np.asarray(x, np.float32), np.asarray(y, np.float32)

    def curve(self, points: Points, indices: Sequence[int], u: Values) -> Values:
        """The height of a line through points of the face, above every u; outside its ends it stays level."""
        us, vs = self.local(points[list(indices)])
        order = np.argsort(us)
        return np.interp(u, us[order], vs[order]).astype(np.float32)


def smooth(values: Values, low: float, high: float) -> Values:
    """A soft step from 0 at ``low`` to 1 at ``high``, which may be the smaller one."""
    t = np.clip((values - low) / (high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)


def window(box: Box) -> Values:
    """1 inside a box and softly 0 at its edges: what is moved within it joins what lies outside."""
    x, y = (np.minimum(np.arange(n), n - 1 - np.arange(n)) / (0.16 * n) for n in (box.width, box.height))
    return smooth(np.asarray(np.minimum(x[None, :], y[:, None]), np.float32), 0, 1)

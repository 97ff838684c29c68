"""The eyes of a portrait: the skin above an eye is drawn down over it, with the lashes at its edge."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from heygen_cli.studio.box import Box
from heygen_cli.studio.photo import face
from heygen_cli.studio.photo.chart import Chart, Values, window
from heygen_cli.studio.photo.face import Image, Points

# The lid is stretched from a line this far above the eye, in half widths of the eye; the lashes are this thick.
_CREASE, _LASHES = 0.62, 0.07
# The lower lid meets the upper one this far above its own place.
_MEET = 0.18
_BROW_LIFT = 0.16


class EyePose(NamedTuple):
    """The eyes of a performance, rounded so that few patches are needed; 1 is open."""

    left: float = 1.0
    right: float = 1.0
    brow: float = 0.0


class Eyes:
    """Makes patches of eyes and brows. ``points`` are in pixels of ``image``, the whole picture."""

    def __init__(self, image: Image, points: Points) -> None:
        height, width = image.shape[:2]
        both = Chart.between(points[33], points[263])
        brow = float(min(both.local(points[list(line)])[1].min() for line in face.BROWS))
        self.box: Box = both.box(-1.75, brow - 0.55, 1.75, 0.55, width, height)
        self._image = np.ascontiguousarray(image[self.box.y : self.box.y + self.box.height,
                                                 self.box.x : self.box.x + self.box.width])  # fmt: skip
        self._window = window(self.box)
        self._eyes = [_Eye(points, upper, lower, self.box) for upper, lower in face.EYES]
        self._brows = [both.local(points[list(line)]) for line in face.BROWS]
        self._both, self._grid = both, both.grid(self.box)

    def patch(self, pose: EyePose) -> Image:
        """Eyes and brows in ``box``, in BGR."""
        u, v = self._grid
        lift = np.zeros_like(v)
        for us, vs in self._brows:
            lift += np.exp(-(((u - us.mean()) / 0.55) ** 2) - ((v - vs.mean()) / 0.22) ** 2)
        x, y = self._both.shifted(u, np.asarray(v + _BROW_LIFT * pose.brow * lift * self._window, np.float32))
        for eye, opening in zip(self._eyes, (pose.left, pose.right), strict=True):
            x, y = eye.shut(x, y, opening)
        place = (x - self.box.x, y - self.box.y)
        patch = cv2.remap(self._image, *place, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(patch, np.uint8)


class _Eye:
    """One eye on its own chart."""

    def __init__(self, points: Points, upper: tuple[int, ...], lower: tuple[int, ...], box: Box) -> None:
        self._chart = Chart.between(points[upper[0]], points[upper[-1]])
        self._u, self._v = self._chart.grid(box)
        self._upper = self._chart.curve(points, upper, self._u)
        self._lower = np.maximum(self._chart.curve(points, lower, self._u), self._upper)

    def shut(self, x: Values, y: Values, opening: float) -> tuple[Values, Values]:
        """Where each pixel comes from, given where it came from before, when the lid has come down."""
        if opening >= 1:
            return x, y
        u, v, upper = self._u, self._v, self._upper
        beside = np.clip(1.12 - np.abs(u), 0, 0.3) / 0.3
        tall = (self._lower - upper - _MEET * (self._lower - upper)) * beside
        margin = upper + _LASHES + (1 - opening) * tall
        crease = upper - _CREASE
        amount = np.clip((v - crease) / np.maximum(margin - crease, 1e-3), 0, 1)
        source = crease + amount * (upper + _LASHES - crease)
        lid = (v > crease) & (v < margin) & (np.abs(u) < 1.12)
        # Half a pixel of the edge is mixed by the resampling itself.
        sx, sy = self._chart.shifted(u, np.asarray(source, np.float32))
        return np.where(lid, sx, x).astype(np.float32), np.where(lid, sy, y).astype(np.float32)

"""A presenter in a round picture of their own, laid over a corner of the film."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np

from heygen_cli.domain.staging import Staging
from heygen_cli.studio.arrangement import DIAMETER
from heygen_cli.studio.casting import Performer
from heygen_cli.studio.picture import Plane, Planes, blank, from_colour
from heygen_cli.studio.presenter import Performance

# The circle's distance from the edges, as a share of the picture's shorter side.
_MARGIN = 0.045
_RING = 0.012
_RING_COLOUR = "#ffffff"

# Makes a performer for a width, a height, a background and a staging.
Make = Callable[[int, int, Planes, Staging], Performer]


class Inset:
    """A performer inside a circle. What surrounds the circle is the film's own background, still or moving."""

    def __init__(
        self, make: Make, background: Planes, staging: Staging, *, own_background: Callable[[int], Planes], bottom: int
    ) -> None:
        width, height = background.width, background.height
        short = min(width, height)
        side = _even(min(short * DIAMETER * staging.size, short - 2 * _MARGIN * short))
        margin = _even(_MARGIN * short)
        left = {"left": margin, "center": _even((width - side) / 2), "right": width - margin - side}[staging.position]
        # Above the captions where there are some.
        top = max(0, height - max(margin, bottom) - side) // 2 * 2
        self._x, self._y, self._side = left, top, side
        self._background = background
        self._inner = blank(side, side)
        self._performer = make(
            side,
            side,
            own_background(side),
            replace(staging, framing=staging.framing or "close", shape="full", position="center", size=1.0),
        )
        self._performer.bind(self._inner)
        self._mask, self._half = _disc(side, 1 - 2 * _RING), _disc(side // 2, 1 - 2 * _RING)
        self._outer, self._outer_half = _disc(side, 1.0), _disc(side // 2, 1.0)
        self._ring = from_colour(_RING_COLOUR, side, side)
        self._frame = background

    def bind(self, frame: Planes) -> None:
        """Take the arrays to draw in, and put the background there."""
        self._frame = frame
        frame.copy_from(self._background)

    def draw(self, performance: Performance, index: int, *, background: Planes | None = None) -> None:
        """Draw one frame in place; ``background`` is this frame's own one when the background moves."""
        if background is not None:
            self._frame.copy_from(background)
        below = background or self._background
        self._performer.draw(performance, index)
        inner = (self._inner.y, self._inner.u, self._inner.v)
        ring = (self._ring.y, self._ring.u, self._ring.v)
        discs = ((self._mask, self._outer), (self._half, self._outer_half), (self._half, self._outer_half))
        for number, (face, edge, (disc, outer)) in enumerate(zip(inner, ring, discs, strict=True)):
            under, into = (self._cut(picture, number) for picture in (below, self._frame))
            _blend(_blend(under, edge, outer), face, disc, into)
        if self._frame.alpha is not None and below.alpha is not None:
            np.maximum(self._cut(below, 3), self._outer, out=self._cut(self._frame, 3))

    def _cut(self, picture: Planes, number: int) -> Plane:
        plane, half = list(picture)[number], 2 if number in (1, 2) else 1
        x, y, side = self._x // half, self._y // half, self._side // half
        return plane[y : y + side, x : x + side]


def _blend(below: Plane, above: Plane, mask: Plane, into: Plane | None = None) -> Plane:
    parts = (cv2.multiply(below, 255 - mask, scale=1 / 255), cv2.multiply(above, mask, scale=1 / 255))
    mixed = np.asarray(cv2.add(*parts), np.uint8)
    if into is None:
        return mixed
    np.copyto(into, mixed)
    return into


def _disc(side: int, share: float) -> Plane:
    """A white disc with a smooth edge on black, its diameter a share of the square's side."""
    place = np.arange(side) + 0.5 - side / 2
    distance = np.hypot(place[:, None], place[None, :])
    return np.asarray(np.clip(share * side / 2 - distance + 0.5, 0, 1) * 255, np.uint8)


def _even(value: float) -> int:
    return round(value / 2) * 2

"""Things that are seen for a while, and how they come and go."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

import cv2
import numpy as np

from heygen_cli.domain.overlay import Motion
from heygen_cli.studio.box import Box
from heygen_cli.studio.layer import Pixels, to_yuva, warp
from heygen_cli.studio.patch import Patch, Veil, yuva_patch

# Coming and going take this long, in seconds; a thing that is seen for a shorter time takes a third of it for each.
SECONDS = 0.4
_SLIDE = 0.06  # share of the frame's shorter side that a sliding thing travels
_SMALL, _OVERSHOOT = 0.7, 1.6  # a popping thing begins this small, and swings this far (back-easing, Penner 2001)


class Element(Protocol):
    """Something on the screen. Answering with the same object as before means that nothing has changed."""

    def at(self, seconds: float) -> Patch | None:
        """How it looks at a moment of the scene; None when it is not there."""
        ...


@dataclass(frozen=True)
class Span:
    """When a thing is seen, in seconds of the scene; without ``end`` to the end of the scene."""

    start: float = 0.0
    end: float | None = None


@dataclass(frozen=True, eq=False)
class Still:
    """A picture that does not change once it is there: premultiplied BGRA at a place in the frame.

    ``side`` is the shorter side of the frame, by which a slide is measured; ``heading`` is where it slides to as it
    comes, (1, 0) for rightwards.
    """

    pixels: Pixels
    x: int
    y: int
    span: Span = Span()
    enter: Motion = "none"
    exit: Motion = "none"
    side: int = 1080
    heading: tuple[int, int] = (0, -1)

    @property
    def fixed(self) -> bool:
        """Whether it is there from beginning to end and never moves: then it is drawn once for the whole scene."""
        return self.span == Span() and self.enter == "none"

    def at(self, seconds: float) -> Patch | None:
        """The picture at rest, or on its way in or out."""
        span = self.span
        if seconds < span.start or (span.end is not None and seconds >= span.end):
            return None
        length = SECONDS if span.end is None else min(SECONDS, (span.end - span.start) / 3)
        if self.enter != "none" and seconds < span.start + length:
            return self._moving(self.enter, (seconds - span.start) / length, 1)
        if self.exit != "none" and span.end is not None and seconds >= span.end - length:
            return self._moving(self.exit, (span.end - seconds) / length, -1)
        return self._rest

    @cached_property
    def _yuva(self) -> Pixels:
        return to_yuva(self.pixels)

    @cached_property
    def _rest(self) -> Veil:
        return yuva_patch(self._yuva, self.x, self.y)

    def _moving(self, motion: Motion, share: float, way: int) -> Patch:
        """The picture when ``share`` of its way in is done, or left of its way out."""
        eased = 1 - (1 - share) ** 3
        picture, x, y = self._yuva, self.x, self.y
        if motion == "slide":
            far = self.side * _SLIDE * (1 - eased) * way
            x, y = round(x - self.heading[0] * far), round(y - self.heading[1] * far)
        if motion == "pop":
            picture = _scaled(picture, _SMALL + (1 - _SMALL) * _back(share))
        return yuva_patch(faded(picture, eased), x, y)


def faded(pixels: Pixels, opacity: float) -> Pixels:
    """A premultiplied picture with less opacity."""
    return np.asarray(cv2.convertScaleAbs(pixels, alpha=opacity), np.uint8)


def shifted(still: Still, x: int, y: int) -> Still:
    """The same thing further right and down."""
    return replace(still, x=still.x + x, y=still.y + y)


def _scaled(pixels: Pixels, scale: float) -> Pixels:
    """The picture smaller or larger about its middle, in an array of the same size."""
    height, width = pixels.shape[:2]
    matrix = np.array([[scale, 0, (1 - scale) * width / 2], [0, scale, (1 - scale) * height / 2]])
    return warp(pixels, matrix, width, height)


def _back(share: float) -> float:
    swing = _OVERSHOOT
    rest = share - 1
    return 1 + (swing + 1) * rest**3 + swing * rest**2


def even(value: float) -> int:
    """The nearest even number, as the chroma grid needs."""
    return math.floor(value / 2 + 0.5) * 2


def inside(outer: Box, width: int, height: int) -> Box:
    """A rectangle of a size in the middle of another, on the even grid."""
    return Box(even(outer.x + (outer.width - width) / 2), even(outer.y + (outer.height - height) / 2), width, height)

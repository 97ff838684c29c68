"""Rectangles of pixels."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# An affine motion: 2 × 3, from source to result.
Motion = NDArray[np.float64]


@dataclass(frozen=True)
class Box:
    """A rectangle, in drawing units or in pixels."""

    x: int
    y: int
    width: int
    height: int

    def scaled(self, scale: float) -> Box:
        """The same rectangle in pixels of an even grid, which chroma at half size needs.

        Edges are rounded, not sizes, so that what lies within a rectangle still does.
        """
        left, right, top, bottom = (
            round(value * scale / 2) * 2 for value in (self.x, self.x + self.width, self.y, self.y + self.height)
        )
        return Box(left, top, max(2, right - left), max(2, bottom - top))

    def moved(self, motion: Motion) -> Box:
        """The smallest rectangle on the even grid that holds this one after a motion."""
        xs, ys = (self.x, self.x + self.width), (self.y, self.y + self.height)
        corners = motion @ np.array([[x, y, 1] for x in xs for y in ys], np.float64).T
        left, top = (math.floor(value / 2) * 2 for value in corners.min(axis=1))
        right, bottom = (math.ceil(value / 2) * 2 for value in corners.max(axis=1))
        return Box(left, top, right - left, bottom - top)

    def within(self, outer: Box) -> tuple[slice, slice]:
        """Rows and columns of this rectangle in an array that holds ``outer``."""
        left, top = self.x - outer.x, self.y - outer.y
        return slice(top, top + self.height), slice(left, left + self.width)


def union(boxes: Iterator[Box]) -> Box:
    """The smallest rectangle that holds all; at least one is needed."""
    found = list(boxes)
    left, top = min(box.x for box in found), min(box.y for box in found)
    right = max(box.x + box.width for box in found)
    return Box(left, top, right - left, max(box.y + box.height for box in found) - top)


def common(first: Box, second: Box) -> Box | None:
    """What two rectangles share."""
    left, top = max(first.x, second.x), max(first.y, second.y)
    right = min(first.x + first.width, second.x + second.width)
    bottom = min(first.y + first.height, second.y + second.height)
    return Box(left, top, right - left, bottom - top) if left < right and top < bottom else None

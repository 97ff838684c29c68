"""Premultiplied pictures in the encoder's planes, laid over others without leaving them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from heygen_cli.studio.picture import Plane, Planes, blank, transparent
from heygen_cli.studio.presenter.raster import Box, Pixels


@dataclass(frozen=True)
class Layer:
    """Colours in three planes, the opacity, and how much of what lies below each pixel lets through."""

    y: Plane
    u: Plane
    v: Plane
    alpha: Plane
    veil: Plane
    half_veil: Plane

    def onto(self, below: Planes, target: Planes) -> None:
        """Blend over ``below`` into ``target``, both of this layer's size; they may be one."""
        colours = (self.y, self.u, self.v, self.alpha)
        veils = (self.veil, self.half_veil, self.half_veil, self.veil)
        # Without alpha in the target, the last of each is left over.
        for source, into, colour, veil in zip(below, target, colours, veils, strict=False):
            cv2.multiply(source, veil, dst=into, scale=1 / 255)
            cv2.add(into, colour, dst=into)


def split(yuva: Pixels) -> Layer:
    """A four-channel picture of even size as a layer, chroma at half size."""
    y, u, v, alpha = (np.asarray(plane, np.uint8) for plane in cv2.split(yuva))
    veil = np.asarray(cv2.bitwise_not(alpha), np.uint8)
    return Layer(y, _halved(u), _halved(v), alpha, veil, _halved(veil))


@dataclass
class Region:
    """Planes that show the rectangle ``box`` of a drawing."""

    planes: Planes
    box: Box

    @classmethod
    def like(cls, picture: Planes, box: Box) -> Region:
        """An empty one with the same planes as a picture."""
        new = blank if picture.alpha is None else transparent
        return cls(new(box.width, box.height), box)

    def at(self, box: Box) -> Planes:
        """A part of it, as views."""
        rows, columns = box.within(self.box)
        half = _half(rows), _half(columns)
        planes = self.planes
        alpha = None if planes.alpha is None else planes.alpha[rows, columns]
        return Planes(planes.y[rows, columns], planes.u[half], planes.v[half], alpha)


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


def _half(span: slice) -> slice:
    return slice(span.start // 2, span.stop // 2)


def _halved(plane: Plane) -> Plane:
    half = (plane.shape[1] // 2, plane.shape[0] // 2)
    return np.asarray(cv2.resize(plane, half, interpolation=cv2.INTER_AREA), np.uint8)

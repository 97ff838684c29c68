"""Premultiplied pictures: made, mixed, and laid over others in the encoder's planes without leaving them."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from heygen_cli.studio.box import Box, Motion
from heygen_cli.studio.picture import KB, KG, KR, Plane, Planes, blank, transparent

# Height × width × 4, 8 bits: blue, green, red and alpha, or Y, U, V and alpha.
Pixels = NDArray[np.uint8]

_U, _V = 224 / 255 / (2 * (1 - KB)), 224 / 255 / (2 * (1 - KR))
_Y = 219 / 255
# Premultiplied BGRA to premultiplied YUVA: the offsets 16 and 128 scale with alpha, so one matrix does it all.
_TO_YUVA = np.array(
    [
        [KB * _Y, KG * _Y, KR * _Y, 16 / 255],
        [(1 - KB) * _U, -KG * _U, -KR * _U, 128 / 255],
        [-KB * _V, -KG * _V, (1 - KR) * _V, 128 / 255],
        [0, 0, 0, 1],
    ],
    np.float32,
)


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


def to_yuva(pixels: Pixels) -> Pixels:
    """Premultiplied BGRA to premultiplied limited-range Y, U, V and alpha, all four at full size."""
    return np.asarray(cv2.transform(pixels, _TO_YUVA), np.uint8)


def over(below: Pixels, above: Pixels) -> Pixels:
    """One premultiplied four-channel picture laid over another of the same size."""
    see_through = cv2.merge([cv2.bitwise_not(above[..., 3])] * 4)
    return np.asarray(cv2.add(above, cv2.multiply(below, see_through, scale=1 / 255)), np.uint8)


def weaken(pixels: Pixels, mask: Pixels) -> Pixels:
    """A premultiplied picture with its opacity multiplied by a mask of 0 to 255."""
    return np.asarray(cv2.multiply(pixels, cv2.merge([mask] * 4), scale=1 / 255), np.uint8)


def warp(pixels: Pixels, matrix: Motion, width: int, height: int, *, extend: bool = False) -> Pixels:
    """A picture under a motion; ``extend`` repeats its border pixels."""
    border = cv2.BORDER_REPLICATE if extend else cv2.BORDER_CONSTANT
    return np.asarray(cv2.warpAffine(pixels, matrix, (width, height), borderMode=border), np.uint8)


def _half(span: slice) -> slice:
    return slice(span.start // 2, span.stop // 2)


def _halved(plane: Plane) -> Plane:
    half = (plane.shape[1] // 2, plane.shape[0] // 2)
    return np.asarray(cv2.resize(plane, half, interpolation=cv2.INTER_AREA), np.uint8)

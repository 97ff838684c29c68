"""Pictures with transparency as encoders want them: colours not multiplied by alpha, and none missing at the edges."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from heygen_cli.studio.picture import Plane, Planes, to_bgr

_Values = NDArray[np.float32]
# Below this opacity rounding has destroyed a pixel's own colour.
_TRUSTED = 24
# What bleeds outwards are the mean colours of cells of this many pixels: a copy would look no better.
_CELL = 8


def straight(picture: Planes) -> Planes:
    """The picture with its colours divided by alpha; where nothing is, the nearest colours bleed outwards.

    Without the bleeding, a player that scales the picture would mix the edge with black.
    """
    assert picture.alpha is not None
    half = (picture.width // 2, picture.height // 2)
    small = np.asarray(cv2.resize(picture.alpha, half, interpolation=cv2.INTER_AREA), np.uint8)
    (y,) = _divided(picture.alpha, picture.y)
    u, v = _divided(small, picture.u, picture.v)
    return Planes(y, u, v, picture.alpha)


def to_bgra(picture: Planes) -> NDArray[np.uint8]:
    """Convert to 8-bit BGR with alpha, for stills."""
    assert picture.alpha is not None
    return np.dstack([to_bgr(straight(picture)), picture.alpha])


def _divided(alpha: Plane, *planes: Plane) -> Iterator[Plane]:
    unknown = np.asarray(alpha < _TRUSTED, np.uint8)
    height, width = alpha.shape
    cells = (-(-width // _CELL), -(-height // _CELL))
    opacity = np.asarray(cv2.resize(alpha, cells, interpolation=cv2.INTER_AREA), np.float32)
    weights = _coarser(opacity / np.float32(255))
    for plane in planes:
        own = np.asarray(cv2.divide(plane, alpha, scale=255), np.uint8)
        mean = _spread(np.asarray(cv2.resize(plane, cells, interpolation=cv2.INTER_AREA), np.float32), weights)
        around = np.asarray(cv2.resize(mean, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)
        yield np.asarray(cv2.copyTo(around, unknown, own), np.uint8)


def _coarser(picture: _Values) -> list[_Values]:
    """The picture at its own size, at half of it, and so on to one pixel."""
    levels = [picture]
    while max(levels[-1].shape) > 1:
        height, width = levels[-1].shape
        half = (max(1, width // 2), max(1, height // 2))
        levels.append(np.asarray(cv2.resize(levels[-1], half, interpolation=cv2.INTER_AREA), np.float32))
    return levels


def _spread(plane: _Values, weights: list[_Values]) -> Plane:
    """A premultiplied plane over its weights; gaps are filled from the next coarser level."""
    known = _coarser(plane)
    filled = known[-1] / np.maximum(weights[-1], 1e-6)
    for values, weight in zip(reversed(known[:-1]), reversed(weights[:-1]), strict=True):
        height, width = values.shape
        around = np.asarray(cv2.resize(filled, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)
        filled = np.where(weight > 0, values / np.maximum(weight, 1e-6), around)
    return np.clip(filled + 0.5, 0, 255).astype(np.uint8)

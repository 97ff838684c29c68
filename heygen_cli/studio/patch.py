"""Finished pictures at a place in the frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from heygen_cli.studio.box import Box, common
from heygen_cli.studio.layer import Layer, Pixels, split, to_yuva
from heygen_cli.studio.picture import Planes


class Patch(Protocol):
    """Something that can be laid over a frame."""

    @property
    def box(self) -> Box:
        """The part of the frame it may change, on the even grid."""
        ...

    def lay(self, frame: Planes) -> None:
        """Draw it in place; what hangs over the frame's edges is not seen."""
        ...


@dataclass(frozen=True, eq=False)
class Veil:
    """A picture with transparency. ``box`` is as large as the layer."""

    layer: Layer
    box: Box

    def lay(self, frame: Planes) -> None:
        """Blend it over what is there."""
        seen = common(self.box, Box(0, 0, frame.width, frame.height))
        if seen is None:
            return
        part = window(frame, seen)
        _cut(self.layer, seen, self.box).onto(part, part)


@dataclass(frozen=True, eq=False)
class Cover:
    """A picture without transparency."""

    picture: Planes
    box: Box

    def lay(self, frame: Planes) -> None:
        """Put it in place of what is there."""
        seen = common(self.box, Box(0, 0, frame.width, frame.height))
        if seen is None:
            return
        target, source = window(frame, seen), window(self.picture, seen, self.box)
        for into, plane in zip(list(target)[:3], list(source)[:3], strict=True):
            np.copyto(into, plane)
        if target.alpha is not None:
            target.alpha[...] = 255


def patch(pixels: Pixels, x: int, y: int) -> Veil:
    """Premultiplied BGRA whose upper left corner comes to ``x``, ``y``; any size, any place."""
    return yuva_patch(to_yuva(pixels), x, y)


def yuva_patch(yuva: Pixels, x: int, y: int) -> Veil:
    """Premultiplied Y, U, V and alpha at a place; padded to the even grid that chroma needs."""
    height, width = yuva.shape[:2]
    left, top = x % 2, y % 2
    right, bottom = (left + width) % 2, (top + height) % 2
    if left or top or right or bottom:
        yuva = np.pad(yuva, ((top, bottom), (left, right), (0, 0)))
    return Veil(split(yuva), Box(x - left, y - top, yuva.shape[1], yuva.shape[0]))


def window(frame: Planes, box: Box, outer: Box | None = None) -> Planes:
    """A part of a picture as views; ``outer`` is where the picture itself lies."""
    rows, columns = box.within(outer or Box(0, 0, frame.width, frame.height))
    half = slice(rows.start // 2, rows.stop // 2), slice(columns.start // 2, columns.stop // 2)
    alpha = None if frame.alpha is None else frame.alpha[rows, columns]
    return Planes(frame.y[rows, columns], frame.u[half], frame.v[half], alpha)


def _cut(layer: Layer, seen: Box, box: Box) -> Layer:
    if seen == box:
        return layer
    rows, columns = seen.within(box)
    half = slice(rows.start // 2, rows.stop // 2), slice(columns.start // 2, columns.stop // 2)
    whole = rows, columns
    return Layer(
        layer.y[whole], layer.u[half], layer.v[half], layer.alpha[whole], layer.veil[whole], layer.half_veil[half]
    )

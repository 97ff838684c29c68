"""Vector drawings to pixels, and pixels to the encoder's colours."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray
from thorvg_python.base import Colorspace, Result
from thorvg_python.canvas.sw import SwCanvas
from thorvg_python.engine import Engine
from thorvg_python.paint.picture import Picture

from heygen_cli.domain.errors import RenderFailed
from heygen_cli.studio.picture import KB, KG, KR
from heygen_cli.studio.presenter.style import Style
from heygen_cli.studio.presenter.svg import definitions

Pixels = NDArray[np.uint8]
# An affine motion: 2 × 3, from source to result.
Motion = NDArray[np.float64]

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


@cache
def _engine() -> Engine:
    return Engine(threads=0)


def rasterise(style: Style, drawing: str, box: Box, scale: float) -> Pixels:
    """Draw the part of an SVG fragment that lies in ``box`` (pixels at ``scale``); premultiplied BGRA."""
    view = f"{box.x / scale:.4f} {box.y / scale:.4f} {box.width / scale:.4f} {box.height / scale:.4f}"
    document = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" width="{box.width}" height="{box.height}">'
        f"{definitions(style)}{drawing}</svg>"
    )
    canvas = SwCanvas(_engine())
    canvas.set_target(box.width, box.height, cs=Colorspace.ARGB8888)
    picture = Picture(_engine())
    result = picture.load_data(document.encode(), "svg", None, True)
    if result != Result.SUCCESS:
        raise RenderFailed(
            f"The drawing library could not read a part of the presenter: {result}",
            hint="reinstall thorvg-python, or see: heygen doctor",
        )
    picture.set_size(box.width, box.height)
    canvas.add(picture)
    canvas.update()
    canvas.draw(True)
    canvas.sync()
    assert canvas.buffer_arr is not None  # set_target made it
    pixels = np.frombuffer(memoryview(canvas.buffer_arr).cast("B"), np.uint8)
    drawn = pixels.reshape(box.height, box.width, 4).copy()
    canvas.destroy()
    return drawn


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

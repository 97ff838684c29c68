"""Glyphs to pixels."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

import cv2
import numpy as np
import uharfbuzz

from heygen_cli.studio.layer import Pixels, over
from heygen_cli.studio.typeset.shape import Glyph


@dataclass(frozen=True, slots=True)
class Placed:
    """A glyph in a picture: its origin in pixels, and its colour as ``#rrggbb``."""

    glyph: Glyph
    x: float
    y: float
    colour: str


def drawn(glyphs: Sequence[Placed], size: float, width: int, height: int) -> Pixels:
    """A picture of ``width`` × ``height`` with glyphs of ``size`` pixels per em; premultiplied BGRA."""
    canvas = np.zeros((height, width, 4), np.uint8)
    plain = sorted((placed for placed in glyphs if not placed.glyph.face.coloured), key=_colour)
    for colour, group in groupby(plain, _colour):
        coloured = _tinted(_coverage(group, size, width, height), colour)
        canvas = over(canvas, coloured) if canvas.any() else coloured
    for placed in glyphs:
        if placed.glyph.face.coloured:
            canvas = _with_picture(canvas, placed, size)
    return canvas


def _colour(placed: Placed) -> str:
    return placed.colour


def _coverage(glyphs: Iterable[Placed], size: float, width: int, height: int) -> Pixels:
    """How much of each pixel the glyphs cover."""
    raster = uharfbuzz.RasterDraw()
    raster.extents = uharfbuzz.RasterExtents(0, 0, width, height, 0)
    for placed in glyphs:
        face = placed.glyph.face
        scale = size / face.unit
        raster.transform = (scale, 0, 0, -scale, placed.x, placed.y)
        raster.draw_glyph(face.font, placed.glyph.number)
    return _array(raster.render(), width, height, 1)[..., 0]


def _array(image: uharfbuzz.RasterImage, width: int, height: int, channels: int) -> Pixels:
    rows = np.frombuffer(image.buffer, np.uint8).reshape(height, image.extents.stride)
    return np.asarray(rows[:, : width * channels].reshape(height, width, channels))


def _tinted(coverage: Pixels, colour: str) -> Pixels:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    planes = [cv2.convertScaleAbs(coverage, alpha=value / 255) for value in (blue, green, red)]
    return np.asarray(cv2.merge([*planes, coverage]), np.uint8)


def _with_picture(canvas: Pixels, placed: Placed, size: float) -> Pixels:
    """A coloured glyph laid over the canvas."""
    if placed.glyph.face.painted:
        return over(canvas, _painted(placed, size, canvas.shape[1], canvas.shape[0]))
    picture = _bitmap(placed)
    if picture is None:
        return canvas
    extents = placed.glyph.face.font.get_glyph_extents(placed.glyph.number)
    scale = size / placed.glyph.face.unit
    width, height = max(1, round(extents.width * scale)), max(1, round(-extents.height * scale))
    left = math.floor(placed.x + extents.x_bearing * scale)
    top = math.floor(placed.y - extents.y_bearing * scale)
    small = np.asarray(cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    rows, columns = slice(max(0, top), max(0, top + height)), slice(max(0, left), max(0, left + width))
    part = canvas[rows, columns]
    start_y, start_x = rows.start - top, columns.start - left
    part[...] = over(part.copy(), small[start_y : start_y + part.shape[0], start_x : start_x + part.shape[1]])
    return canvas


def _bitmap(placed: Placed) -> Pixels | None:
    """The picture a font holds for a glyph (CBDT, sbix), premultiplied."""
    data = placed.glyph.face.font.get_glyph_color_png(placed.glyph.number).data
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED) if data else None
    if picture is None or picture.ndim != 3 or picture.shape[2] != 4:
        return None
    alpha = picture[..., 3]
    colours = cv2.multiply(picture[..., :3], cv2.merge([alpha] * 3), scale=1 / 255)
    return np.asarray(np.dstack([colours, alpha]), np.uint8)


def _painted(placed: Placed, size: float, width: int, height: int) -> Pixels:
    """A glyph that a font describes as a coloured drawing (COLR)."""
    paint = uharfbuzz.RasterPaint()
    paint.extents = uharfbuzz.RasterExtents(0, 0, width, height, 0)
    red, green, blue = bytes.fromhex(placed.colour.removeprefix("#"))
    paint.foreground = uharfbuzz.Color(red, green, blue, 255)
    scale = size / placed.glyph.face.unit
    paint.transform = (scale, 0, 0, -scale, placed.x, placed.y)
    paint.paint_glyph(placed.glyph.face.font, placed.glyph.number)
    return _array(paint.render(), width, height, 4)

"""A plate behind words, and the words on it."""

from __future__ import annotations

import numpy as np

from heygen_cli.studio import vector
from heygen_cli.studio.layer import Pixels, over
from heygen_cli.studio.typeset import Setting


def plate(width: int, height: int, colour: str, *, opacity: float = 0.92, corner: float = 0.0) -> Pixels:
    """A rectangle with round corners; premultiplied BGRA."""
    box = f'width="{width}" height="{height}" rx="{corner:.1f}"'
    return vector.rasterise(f'<rect {box} fill="{colour}" fill-opacity="{opacity}"/>', width, height)


def inscribed(picture: Pixels, setting: Setting, x: float, y: float) -> Pixels:
    """A text on a picture, the corner of its box at ``x``, ``y``; what reaches over the edge is not seen."""
    height, width = picture.shape[:2]
    left, top = round(x) + setting.left, round(y) + setting.top
    ink = setting.image
    first_row, first_column = max(0, -top), max(0, -left)
    last_row, last_column = min(ink.shape[0], height - top), min(ink.shape[1], width - left)
    if first_row >= last_row or first_column >= last_column:
        return picture
    made = picture.copy()
    rows, columns = slice(top + first_row, top + last_row), slice(left + first_column, left + last_column)
    part = np.ascontiguousarray(ink[first_row:last_row, first_column:last_column])
    made[rows, columns] = over(np.ascontiguousarray(made[rows, columns]), part)
    return made

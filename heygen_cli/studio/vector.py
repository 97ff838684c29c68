"""Vector drawings to pixels."""

from __future__ import annotations

import threading
from functools import cache

import numpy as np
from thorvg_python.base import Colorspace, Result
from thorvg_python.canvas.sw import SwCanvas
from thorvg_python.engine import Engine
from thorvg_python.paint.picture import Picture

from heygen_cli.domain.errors import RenderFailed
from heygen_cli.studio.layer import Pixels

# The library's Python side keeps the types of its arguments in one place for all threads.
_one_at_a_time = threading.Lock()


@cache
def _engine() -> Engine:
    return Engine(threads=0)


def rasterise(content: str, width: int, height: int, *, view: str | None = None) -> Pixels:
    """Draw the content of an SVG, of which the rectangle ``view`` (x y width height) is shown; premultiplied BGRA."""
    document = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view or f"0 0 {width} {height}"}" '
        f'width="{width}" height="{height}">{content}</svg>'
    )
    with _one_at_a_time:
        return _drawn(document, width, height)


def _drawn(document: str, width: int, height: int) -> Pixels:
    canvas = SwCanvas(_engine())
    canvas.set_target(width, height, cs=Colorspace.ARGB8888)
    picture = Picture(_engine())
    result = picture.load_data(document.encode(), "svg", None, True)
    if result != Result.SUCCESS:
        raise RenderFailed(
            f"The drawing library could not read a drawing: {result}",
            hint="reinstall thorvg-python, or see: heygen doctor",
        )
    picture.set_size(width, height)
    canvas.add(picture)
    canvas.update()
    canvas.draw(True)
    canvas.sync()
    assert canvas.buffer_arr is not None  # set_target made it
    pixels = np.frombuffer(memoryview(canvas.buffer_arr).cast("B"), np.uint8)
    drawn = pixels.reshape(height, width, 4).copy()
    canvas.destroy()
    return drawn

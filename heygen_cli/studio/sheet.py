"""A contact sheet: many pictures on one page, each with its name below."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from heygen_cli.studio import ffmpeg, fonts

_GAP, _LABEL, _FONT_SIZE = 24, 44, 24
_PAPER, _INK = (250, 248, 247), "&H00302A26"  # BGR, and ASS's order of the same


def sheet(rows: Sequence[Sequence[tuple[str, bytes]]]) -> bytes:
    """A PNG page of rows of (name, PNG picture), all pictures of one size."""
    first = _picture(rows[0][0][1])
    height, width = first.shape[:2]
    columns = max(len(row) for row in rows)
    across, down = width + _GAP, height + _LABEL + _GAP
    page = np.full((len(rows) * down + _GAP, columns * across + _GAP, 3), _PAPER, np.uint8)
    labels = []
    for y, row in enumerate(rows):
        for x, (name, png) in enumerate(row):
            left, top = _GAP + x * across, _GAP + y * down
            page[top : top + height, left : left + width] = _picture(png)
            labels.append((left + width // 2, top + height + 10, name))
    return _labelled(page, labels)


def _picture(png: bytes) -> NDArray[np.uint8]:
    return np.asarray(cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR), np.uint8)


def _labelled(page: NDArray[np.uint8], labels: Sequence[tuple[int, int, str]]) -> bytes:
    """The page with its labels set by libass, which knows the scripts of the world."""
    with tempfile.TemporaryDirectory(prefix="heygen-") as name:
        folder = Path(name)
        script, blank, done = folder / "labels.ass", folder / "page.png", folder / "labelled.png"
        cv2.imwrite(str(blank), page)
        script.write_text(_script(page.shape[1], page.shape[0], labels), encoding="utf-8")
        draw = f"ass={ffmpeg.quoted(script)}:fontsdir={ffmpeg.quoted(fonts.BUNDLED.parent)}"
        source = [*ffmpeg.SAFE_INPUT, "-i", f"file:{blank}"]
        ffmpeg.run([*source, "-vf", f"format=gbrp,{draw},format=rgb24", "-frames:v", "1", f"file:{done}"])
        return done.read_bytes()


def _script(width: int, height: int, labels: Sequence[tuple[int, int, str]]) -> str:
    style = f"Style: name,{fonts.FAMILY},{_FONT_SIZE},{_INK},&HFF000000,&HFF000000,1,0,0,8,0,0,0,-1"
    lines = (f"Dialogue: 0,0:00:00.00,9:00:00.00,name,,0,0,0,,{{\\pos({x},{y})}}{text}" for x, y, text in labels)
    return "\n".join(
        [
            *("[Script Info]", "ScriptType: v4.00+", f"PlayResX: {width}", f"PlayResY: {height}", "[V4+ Styles]"),
            "Format: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, BackColour, BorderStyle, Outline, Shadow, "
            "Alignment, MarginL, MarginR, MarginV, Encoding",
            *(style, "[Events]"),
            "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text",
            *lines,
        ]
    )

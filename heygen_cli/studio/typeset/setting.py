"""A text set in a box."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.studio.layer import Pixels
from heygen_cli.studio.typeset.lines import Cut, Paragraph
from heygen_cli.studio.typeset.raster import Placed, drawn
from heygen_cli.studio.typeset.shape import Shaper
from heygen_cli.studio.typeset.typeface import Typeface, typeface
from heygen_cli.studio.typeset.written import cleaned

# Where lines begin: at the side the writing comes from, or as told.
Align = Literal["start", "left", "center", "right"]
# Room around the text, in ems, for what reaches out of its lines: accents, swashes, tall scripts.
_MARGIN = 0.6


@dataclass(frozen=True)
class Line:
    """One line; its place is counted in pixels from the corner of the text's box."""

    text: str
    x: float
    y: float
    width: float
    height: float
    baseline: float


@dataclass(frozen=True, eq=False)
class Setting:
    """A text as a picture.

    ``image`` is premultiplied BGRA and holds all ink; its corner lies at ``left``, ``top`` from the corner of the box
    the text was set in. ``size`` is the size of type that was used, ``width`` of the longest line, ``height`` of all.
    """

    image: Pixels
    left: int
    top: int
    width: float
    height: float
    size: float
    lines: tuple[Line, ...]
    leads_left: bool

    @property
    def baseline(self) -> float:
        """Of the first line."""
        return self.lines[0].baseline


@dataclass(frozen=True)
class _Measure:
    """What lines must keep to."""

    width: float
    height: float | None
    lines: int | None
    line_spacing: float

    def holds(self, paragraphs: Sequence[Paragraph], size: float, *, torn: bool) -> bool:
        width = self.width / size
        if not torn and any(paragraph.longest_word > width for paragraph in paragraphs):
            return False
        count = sum(len(paragraph.wrapped(width, even=False)) for paragraph in paragraphs)
        if self.lines is not None and count > max(self.lines, len(paragraphs)):
            return False
        return self.height is None or count * size * self.line_spacing <= self.height + 0.5


@dataclass(frozen=True)
class _Layout:
    """Where lines and letters come."""

    face: Typeface
    size: float
    width: float
    line_spacing: float
    align: Align

    def line(self, paragraph: Paragraph, cut: Cut, number: int) -> Line:
        """The line of that number, from the top."""
        length = paragraph.length(cut) * self.size
        height = self.size * self.line_spacing
        # Half of the leading above the letters and half below, as CSS does; whole pixels keep stems crisp.
        main = self.face.main
        baseline = round(number * height + (height + (main.ascent - main.descent) * self.size) / 2)
        x = self._share(paragraph.shaper.base) * (self.width - length)
        return Line(paragraph.shaper.text[slice(*cut)], x, number * height, length, height, baseline)

    def glyphs(self, paragraph: Paragraph, cut: Cut, line: Line, colours: Sequence[str]) -> Iterable[Placed]:
        """The letters of a line, counted from the corner of the box."""
        for glyph in paragraph.shaper.line(*cut):
            x, y = line.x + glyph.x * self.size, line.baseline - glyph.y * self.size
            yield Placed(glyph, x, y, colours[glyph.cluster])

    def setting(self, lines: Sequence[Line], glyphs: Sequence[Placed], *, leads_left: bool) -> Setting:
        """All of it drawn, without the empty space around."""
        margin = math.ceil(self.size * _MARGIN)
        left = math.floor(min(line.x for line in lines)) - margin
        width = math.ceil(max(line.x + line.width for line in lines)) - left + margin
        height = math.ceil(lines[-1].y + lines[-1].height) + 2 * margin
        moved = [Placed(one.glyph, one.x - left, one.y + margin, one.colour) for one in glyphs]
        picture = drawn(moved, self.size, width, height)
        x, y, seen_width, seen_height = cv2.boundingRect(np.ascontiguousarray(picture[..., 3]))
        return Setting(
            np.ascontiguousarray(picture[y : y + max(1, seen_height), x : x + max(1, seen_width)]),
            left + x,
            y - margin,
            max(line.width for line in lines),
            lines[-1].y + lines[-1].height,
            self.size,
            tuple(lines),
            leads_left,
        )

    def _share(self, base: int) -> float:
        """How much of the free space comes before a line."""
        side = ("left", "right")[base] if self.align == "start" else self.align
        return {"left": 0.0, "center": 0.5, "right": 1.0}[side]


def set_text(
    text: str | Sequence[tuple[str, str]],
    *,
    width: float,
    height: float | None = None,
    size: float,
    smallest: float | None = None,
    font: str = "",
    weight: int = 400,
    colour: str = "#ffffff",
    align: Align = "start",
    line_spacing: float = 1.25,
    lines: int | None = None,
    tracking: float = 0.0,
    features: dict[str, bool] | None = None,
) -> Setting:
    """Set a text in a box as large as it fits, from ``size`` down to ``smallest``.

    Args:
        text: What to set, or pieces of it each with its colour. It is plain text: nothing in it is markup.
        width: Of the box, in pixels.
        height: Of the box; without it the text may be as high as it likes.
        size: Pixels per em.
        smallest: The least size that can be read; without it the size is fixed.
        font: A font file, a family of this machine, ``monospace``, or the bundled family.
        weight: 100 to 900.
        colour: Of the letters, ``#rrggbb``; pictographs have their own.
        align: Where lines begin.
        line_spacing: From baseline to baseline, in ems.
        lines: How many there may be, newlines of the text aside.
        tracking: What is added between letters, in ems.
        features: OpenType features to switch on or off, such as ``{"tnum": True}``.

    Raises:
        InvalidInput: With code ``text_overflow`` when it does not fit at the smallest size.
    """
    written, colours = _pieces(text, colour)
    face = typeface(font, weight)
    starts = [0, *(index + 1 for index, char in enumerate(written) if char == "\n")]
    shapers = [Shaper(part, face, tracking, features) for part in written.split("\n")]
    paragraphs = [Paragraph(shaper) for shaper in shapers]
    measure = _Measure(width, height, lines, line_spacing)
    used = _largest(paragraphs, measure, size, smallest or size)
    if used is None:
        raise _overflow(written)
    layout = _Layout(face, used, width, line_spacing, align)
    rows: list[Line] = []
    glyphs: list[Placed] = []
    for paragraph, first in zip(paragraphs, starts, strict=True):
        for cut in paragraph.wrapped(width / used):
            line = layout.line(paragraph, cut, len(rows))
            rows.append(line)
            glyphs += layout.glyphs(paragraph, cut, line, colours[first : first + len(paragraph.shaper.text)])
    return layout.setting(rows, glyphs, leads_left=bool(shapers[0].base))


def _pieces(text: str | Sequence[tuple[str, str]], colour: str) -> tuple[str, list[str]]:
    """The text, and the colour of each of its characters."""
    pieces = [(cleaned(text), colour)] if isinstance(text, str) else [(cleaned(part), ink) for part, ink in text]
    return "".join(part for part, _ in pieces), [ink for part, ink in pieces for _ in part]


def _largest(paragraphs: Sequence[Paragraph], measure: _Measure, size: float, smallest: float) -> float | None:
    """The largest size that fits; words are torn apart only where nothing else helps."""
    for torn in (False, True):
        found = _last_true(lambda at, torn=torn: measure.holds(paragraphs, at, torn=torn), smallest, size)  # type: ignore[misc]
        if found is not None:
            return found
    return None


def _last_true(holds: Callable[[float], bool], low: float, high: float) -> float | None:
    """The largest value from ``low`` to ``high`` that holds, to half a pixel."""
    if holds(high):
        return high
    if not holds(low):
        return None
    while high - low > 0.5:
        middle = (low + high) / 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low


def _overflow(text: str) -> InvalidInput:
    shown = " ".join(text.split())
    shown = shown if len(shown) <= 60 else shown[:57] + "…"
    return InvalidInput(
        f'The text does not fit its space even in the smallest letters: "{shown}"',
        hint="shorten it, or show it over several scenes",
        code="text_overflow",
    )

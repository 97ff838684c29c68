"""A text set in a box."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal, TypedDict, Unpack

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
# What can be set: plain text, or pieces of it each with its colour.
Text = str | Sequence[tuple[str, str]]
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
    cap_height: float

    @property
    def baseline(self) -> float:
        """Of the first line."""
        return self.lines[0].baseline

    @property
    def capitals(self) -> float:
        """Where the capitals of the first line begin."""
        return self.baseline - self.cap_height


class Style(TypedDict, total=False):
    """How letters look.

    ``font`` is a font file, a family of this machine, ``monospace``, or empty for the bundled family; ``weight`` 100 to
    900; ``colour`` ``#rrggbb``, which pictographs do not heed; ``align`` where lines begin; ``line_spacing`` from
    baseline to baseline and ``tracking`` what is added between letters, both in ems; ``features`` switches OpenType
    features on or off, such as ``{"tnum": True}``.
    """

    font: str
    weight: int
    colour: str
    align: Align
    line_spacing: float
    tracking: float
    features: dict[str, bool]


_STYLE = Style(font="", weight=400, colour="#ffffff", align="start", line_spacing=1.25, tracking=0.0, features={})


def set_text(
    text: Text,
    *,
    width: float,
    height: float | None = None,
    size: float,
    smallest: float | None = None,
    lines: int | None = None,
    **style: Unpack[Style],
) -> Setting:
    """Set a text in a box as large as it fits, from ``size`` down to ``smallest``.

    Args:
        text: What to set, or pieces of it each with its colour. It is plain text: nothing in it is markup.
        width: Of the box, in pixels.
        height: Of the box; without it the text may be as high as it likes.
        size: Pixels per em.
        smallest: The least size that can be read; without it the size is fixed.
        lines: How many there may be, newlines of the text aside.
        **style: See ``Style``.

    Raises:
        InvalidInput: With code ``text_overflow`` when it does not fit at the smallest size.
    """
    measure = _Measure(width, height, lines)
    return _set([text], measure, size, smallest or size, style)[0]


def set_column(
    texts: Sequence[Text],
    *,
    width: float,
    height: float,
    size: float,
    smallest: float,
    gap: float,
    **style: Unpack[Style],
) -> list[Setting]:
    """Set texts that stand below each other, ``gap`` ems apart, all in the largest size at which they fit together."""
    return _set(texts, _Measure(width, height, None, gap), size, smallest, style)


def _set(texts: Sequence[Text], measure: _Measure, size: float, smallest: float, style: Style) -> list[Setting]:
    style = {**_STYLE, **style}
    face = typeface(style["font"], style["weight"])
    found = [_Written.read(text, face, style) for text in texts]
    used = _largest(found, measure, style["line_spacing"], size, smallest)
    if used is None:
        raise _overflow(" ".join(text.written for text in found))
    layout = _Layout(face, used, measure.width, style["line_spacing"], style["align"])
    return [_composed(text, layout) for text in found]


@dataclass(frozen=True)
class _Written:
    """A text shaped: its characters, the colour of each, its paragraphs and where these begin."""

    written: str
    colours: Sequence[str]
    paragraphs: Sequence[Paragraph]
    starts: Sequence[int]

    @classmethod
    def read(cls, text: Text, face: Typeface, style: Style) -> _Written:
        given = [(text, style["colour"])] if isinstance(text, str) else text
        pieces = [(cleaned(part), colour) for part, colour in given]
        written = "".join(part for part, _ in pieces)
        colours = [colour for part, colour in pieces for _ in part]
        starts = [0, *(index + 1 for index, char in enumerate(written) if char == "\n")]
        shapers = (Shaper(part, face, style["tracking"], style["features"]) for part in written.split("\n"))
        return cls(written, colours, [Paragraph(shaper) for shaper in shapers], starts)


@dataclass(frozen=True)
class _Measure:
    """What texts must keep to; ``gap`` is between them, in ems."""

    width: float
    height: float | None
    lines: int | None
    gap: float = 0.0

    def holds(self, texts: Sequence[_Written], line_spacing: float, size: float, *, torn: bool) -> bool:
        """Whether the texts fit in a size."""
        width = self.width / size
        paragraphs = [paragraph for text in texts for paragraph in text.paragraphs]
        if not torn and any(paragraph.longest_word > width for paragraph in paragraphs):
            return False
        count = sum(len(paragraph.wrapped(width, even=False)) for paragraph in paragraphs)
        if self.lines is not None and count > max(self.lines, len(paragraphs)):
            return False
        needed = (count * line_spacing + (len(texts) - 1) * self.gap) * size
        return self.height is None or needed <= self.height + 0.5


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
            self.face.main.cap_height * self.size,
        )

    def _share(self, base: int) -> float:
        """How much of the free space comes before a line."""
        side = ("left", "right")[base] if self.align == "start" else self.align
        return {"left": 0.0, "center": 0.5, "right": 1.0}[side]


def _composed(text: _Written, layout: _Layout) -> Setting:
    """A text drawn in a size that fits."""
    rows: list[Line] = []
    glyphs: list[Placed] = []
    for paragraph, first in zip(text.paragraphs, text.starts, strict=True):
        for cut in paragraph.wrapped(layout.width / layout.size):
            line = layout.line(paragraph, cut, len(rows))
            rows.append(line)
            glyphs += layout.glyphs(paragraph, cut, line, text.colours[first:])
    return layout.setting(rows, glyphs, leads_left=bool(text.paragraphs[0].shaper.base))


def _largest(
    texts: Sequence[_Written], measure: _Measure, line_spacing: float, size: float, smallest: float
) -> float | None:
    """The largest size that fits; words are torn apart only where nothing else helps."""
    for torn in (False, True):
        found = _last_true(partial(measure.holds, texts, line_spacing, torn=torn), smallest, size)
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

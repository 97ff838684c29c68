"""A program in a window, coloured by its language."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.panel import Code
from heygen_cli.studio import vector
from heygen_cli.studio.box import Box
from heygen_cli.studio.element import Element, Still
from heygen_cli.studio.layer import Pixels, over
from heygen_cli.studio.overlay.plate import inscribed
from heygen_cli.studio.panel.listing import COMMENT, GROUND, INK, Row, rows, wrapped
from heygen_cli.studio.panel.page import Page
from heygen_cli.studio.theme import Theme, mixed
from heygen_cli.studio.timing import Timing
from heygen_cli.studio.typeset import Style, set_text
from heygen_cli.studio.typeset.typeface import MONOSPACE

# Size of type as a share of the page, and the least that can be read, in pixels of a picture of 1080.
_SIZE, _LEAST = 0.033, 17
_MARGIN = 0.055
# A letter's width and a line's height in ems; the gap between numbers and the program in letters.
_LETTER, _LINE, _GUTTER = 0.6, 1.5, 2
# The window, in pixels of a picture of 1080: title bar, padding, corner, dots and their distance, heading, stress mark.
_BAR, _PADDING, _CORNER, _DOT, _BETWEEN, _HEADING, _MARK = 66, 40, 22, 15, 28, 27, 6
_NUMBERS, _DOTS = mixed(COMMENT, GROUND, 0.3), mixed(COMMENT, GROUND, 0.55)
_STRESS = 0.17
_SHADOW, _SHADOW_BELOW, _DEPTH = 60, 22, 0.38
_LEAST_COLUMNS = 16
# Lines are kept whole as long as that leaves this share of the largest size.
_WHOLE = 0.6
_NARROWEST = 0.5  # share of the page
# The program is shown as it is written: no arrows and signs made of several characters.
_STYLE = Style(font=MONOSPACE, line_spacing=_LINE, align="left", features={"calt": False, "liga": False})


def elements(panel: Code, box: Box, theme: Theme, timing: Timing) -> list[Element]:  # noqa: ARG001
    """The window; raises InvalidInput when the program does not fit or its language is not known."""
    page = Page.within(box, theme, _MARGIN)
    window = _Window.around(rows(panel), page)
    x = page.box.x + (page.box.width - window.width) // 2
    y = page.box.y + (page.box.height - window.height) // 2
    spread = window.spread
    return [Still(window.drawn(panel.heading), x - spread, y - spread)]


@dataclass(frozen=True)
class _Window:
    """What is seen of a program, and the sizes that hold it, in pixels."""

    rows: Sequence[Row]
    size: float
    width: int
    height: int
    page: Page

    @classmethod
    def around(cls, given: Sequence[Row], page: Page) -> _Window:
        """The window with the largest letters; lines are broken only where they would be too small to read."""
        least = page.least(_LEAST)
        largest = max(least, page.measure * _SIZE)
        sizes = [largest * 0.95**step for step in range(int(math.log(least / largest, 0.95)) + 1)] + [least]
        for whole in (True, False):
            for size in sizes:
                if whole and size < largest * _WHOLE:
                    break
                fitted = cls._fitted(given, size, page, whole=whole)
                if fitted:
                    return fitted
        raise InvalidInput(
            f"A program of {len(given)} lines does not fit even in the smallest letters",
            hint="show fewer lines, or shorter ones",
            code="text_overflow",
            param="show.code",
        )

    @classmethod
    def _fitted(cls, given: Sequence[Row], size: float, page: Page, *, whole: bool) -> _Window | None:
        """The window in a size of type, if it is no larger than the page; ``whole`` if no line may be broken."""
        frame = 2 * page.least(_PADDING)
        letter = size * _LETTER
        numbers = (len(str(len(given))) + _GUTTER) * letter
        columns = int((page.box.width - frame - numbers) / letter)
        longest = max((row.columns for row in given), default=1)
        if columns < _LEAST_COLUMNS or (whole and longest > columns):
            return None
        shown = [part for row in given for part in wrapped(row, columns)]
        height = len(shown) * _LINE * size + page.least(_BAR) + 1.6 * page.least(_PADDING)
        if height > page.box.height:
            return None
        width = max(frame + numbers + min(longest, columns) * letter, page.box.width * _NARROWEST)
        return cls(shown, size, math.ceil(min(width, page.box.width)), math.ceil(height), page)

    @property
    def spread(self) -> int:
        """How far the shadow reaches out."""
        return round(self.page.least(_SHADOW) * 1.5)

    def drawn(self, heading: str) -> Pixels:
        """The window with its shadow, as premultiplied BGRA."""
        picture = over(self._frame(), self._stresses())
        numbers = [str(row.number or "") for row in self.rows]
        across = max(map(len, numbers)) * self.size * _LETTER
        left, top = self.page.least(_PADDING), self.page.least(_BAR) + self.page.least(_PADDING) * 0.6
        beside = set_text(
            "\n".join(numbers), width=across + 1, size=self.size, **(_STYLE | Style(colour=_NUMBERS, align="right"))
        )
        pieces = [piece for row in self.rows for piece in [*row.pieces, ("\n", INK)]][:-1]
        program = set_text(pieces, width=self.width * 4, size=self.size, **_STYLE)
        picture = inscribed(inscribed(picture, beside, left, top), program, left + across + self._gutter, top)
        if heading:
            picture = self._titled(picture, heading)
        return self._shaded(picture)

    @property
    def _gutter(self) -> float:
        return _GUTTER * self.size * _LETTER

    def _frame(self) -> Pixels:
        unit, width, height = self.page.least(1), self.width, self.height
        bar, corner = _BAR * unit, _CORNER * unit
        inner = f'x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="{corner:.1f}"'
        middles = [(_PADDING + _DOT / 2 + _BETWEEN * place) * unit for place in range(3)]
        size = f'cy="{bar / 2:.1f}" r="{_DOT / 2 * unit:.1f}"'
        dots = "".join(f'<circle cx="{middle:.1f}" {size} fill="{_DOTS}"/>' for middle in middles)
        edge = f'fill="none" stroke="#ffffff" stroke-opacity="0.13" stroke-width="{max(1.0, unit):.1f}"'
        line = f'<rect y="{bar:.1f}" width="{width}" height="{max(1.0, unit):.1f}" fill="#ffffff" fill-opacity="0.07"/>'
        drawing = f'<rect {inner} fill="{GROUND}"/>{line}{dots}<rect {inner} {edge}/>'
        return vector.rasterise(drawing, width, height)

    def _stresses(self) -> Pixels:
        """Bands behind the lines that matter."""
        accent, unit = self.page.theme.accent_on(GROUND), self.page.least(1)
        top = (_BAR + _PADDING * 0.6) * unit
        drawing = ""
        for first, last in _stretches(self.rows):
            place = f'y="{top + first * _LINE * self.size:.1f}" height="{(last - first) * _LINE * self.size:.1f}"'
            drawing += f'<rect x="1" {place} width="{self.width - 2}" fill="{accent}" fill-opacity="{_STRESS}"/>'
            drawing += f'<rect x="1" {place} width="{_MARK * unit:.1f}" fill="{accent}"/>'
        return vector.rasterise(drawing, self.width, self.height)

    def _titled(self, picture: Pixels, heading: str) -> Pixels:
        size = self.page.least(_HEADING)
        dots = self.page.least(2 * _PADDING + 3 * _BETWEEN)
        title = set_text(
            heading,
            width=self.width - 2 * dots,
            size=size,
            smallest=size * 0.6,
            lines=1,
            align="center",
            weight=600,
            font=self.page.theme.brand.font,
            colour=mixed(INK, GROUND, 0.2),
        )
        return inscribed(picture, title, dots, self.page.least(_BAR) / 2 - title.capitals - title.cap_height / 2)

    def _shaded(self, picture: Pixels) -> Pixels:
        """The window on its own soft shadow."""
        spread, below = self.spread, round(self.page.least(_SHADOW_BELOW))
        framed = np.pad(picture, ((spread, spread), (spread, spread), (0, 0)))
        height, width = framed.shape[:2]
        # Blurred small and enlarged: nothing in a shadow is sharp.
        small = cv2.resize(framed[..., 3], (width // 4, height // 4), interpolation=cv2.INTER_AREA)
        blurred = cv2.GaussianBlur(small, (0, 0), max(0.5, self.page.least(_SHADOW) / 12))
        depth = cv2.convertScaleAbs(cv2.resize(blurred, (width, height)), alpha=_DEPTH)
        shadow = np.zeros_like(framed)
        shadow[below:, :, 3] = depth[: height - below]
        return over(shadow, framed)


def _stretches(shown: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """First and last place of rows below each other that are stressed."""
    start: int | None = None
    for place, row in enumerate(shown):
        if row.stressed and start is None:
            start = place
        if not row.stressed and start is not None:
            yield start, place
            start = None
    if start is not None:
        yield start, len(shown)

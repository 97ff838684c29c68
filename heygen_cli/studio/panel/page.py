"""The part of a box that words fill: its margins, its colours, and pieces below each other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.overlay import Motion
from heygen_cli.studio import vector
from heygen_cli.studio.box import Box
from heygen_cli.studio.element import Span, Still
from heygen_cli.studio.layer import Pixels, over
from heygen_cli.studio.overlay.plate import plate
from heygen_cli.studio.theme import CONTRAST, Theme, contrast, mixed
from heygen_cli.studio.typeset import Setting, Style, set_text

# Shares of a box that reaches the edge of the picture.
_MARGIN = 0.085
# The card behind words on a busy background: room inside it, its corner (pixels of a picture of 1080), its opacity.
_PADDING, _CORNER, _OPACITY = 56, 28, 0.9
# How much of the ground is mixed into words of second rank, the most first.
_QUIET = (0.38, 0.28, 0.18, 0.08)
# The bar above a heading, in ems of it: how wide and how high.
_BAR = (0.9, 0.085)
_SEEN = 2.0  # the contrast below which a mark is lost
_ALWAYS = Span()
_EXTREMES = ("#ffffff", "#0b1120")


class Sizes(NamedTuple):
    """Sizes of type.

    ``ordinary`` and ``short``, that of a text which then takes no more than so many ``lines``, are shares of the page;
    ``least`` is what can be read, in pixels of a picture of 1080.
    """

    ordinary: float
    least: float
    short: float
    lines: int


@dataclass(frozen=True)
class Piece:
    """A picture in a column: it stands ``left`` from the column's side, and its ink begins ``top`` below its place.

    ``height`` is counted from the first line's capitals to the last baseline, so that distances look as they measure.
    """

    image: Pixels
    left: int
    top: float
    height: float

    @classmethod
    def of(cls, setting: Setting, indent: float = 0.0) -> Piece:
        """A text as a piece of a column."""
        height = setting.lines[-1].baseline - setting.capitals
        return cls(setting.image, round(setting.left + indent), setting.top - setting.capitals, height)

    @classmethod
    def flush(cls, setting: Setting, width: int) -> Piece:
        """A heading whose ink, not the white beside its first letter, begins at the side of a column."""
        left = width - setting.image.shape[1] if setting.leads_left else 0
        return replace(cls.of(setting), left=left)


@dataclass(frozen=True)
class Page:
    """Where words may stand in ``box``, on what ``ground``; ``padding`` is what a card around them needs."""

    theme: Theme
    box: Box
    ground: str
    padding: int

    @classmethod
    def within(cls, box: Box, theme: Theme, margin: float = _MARGIN) -> Page:
        """The page that a box of the frame leaves, clear of its edges and of captions."""
        left, top, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
        low = theme.height - bottom
        if min(left, top, theme.width - right, low) <= 0:
            across, down = round(box.width * margin), round(box.height * margin)
            left, top, right, bottom = left + across, top + down, right - across, bottom - down
            if low <= 0 and theme.room:
                bottom = min(bottom, theme.height - theme.room - down // 2)
        ground = theme.brand.colors.background if theme.busy else theme.behind
        padding = round(_PADDING * theme.unit) if theme.busy else 0
        inner = Box(left + padding, top + padding, right - left - 2 * padding, bottom - top - 2 * padding)
        return cls(theme, inner, ground, padding)

    @cached_property
    def measure(self) -> float:
        """What sizes of type are shares of: the side of a square as large as the page."""
        return math.sqrt(self.box.width * self.box.height)

    @cached_property
    def ink(self) -> str:
        """The colour of words."""
        return self.theme.text_on(self.ground)

    @cached_property
    def quiet(self) -> str:
        """The colour of words of second rank, which can still be read."""
        shades = (mixed(self.ink, self.ground, share) for share in _QUIET)
        return next((shade for shade in shades if contrast(shade, self.ground) >= CONTRAST), self.ink)

    @cached_property
    def accent(self) -> str:
        """The colour of marks: the brand's, or that of words where it could hardly be seen."""
        found = self.theme.accent_on(self.ground)
        return found if contrast(found, self.ground) >= _SEEN else self.ink

    @cached_property
    def heading(self) -> Style:
        """How headings look."""
        brand = self.theme.brand
        font = brand.heading_font or brand.font
        return Style(font=font, weight=700, colour=self.ink, line_spacing=1.12, tracking=-0.022)

    @cached_property
    def body(self) -> Style:
        """How running words look."""
        return Style(font=self.theme.brand.font, colour=self.ink, line_spacing=1.32, tracking=-0.006)

    def display(self, text: str, height: float, sizes: Sizes, style: Style) -> Setting:
        """A text that is the larger the shorter it is."""
        width, ordinary = self.box.width, self.size(sizes.ordinary, sizes.least)
        large = self.size(sizes.short, sizes.least)
        try:
            return set_text(text, width=width, height=height, size=large, smallest=ordinary, lines=sizes.lines, **style)
        except InvalidInput:
            return set_text(text, width=width, height=height, size=ordinary, smallest=self.least(sizes.least), **style)

    def size(self, share: float, least: float) -> float:
        """A size of type: a share of the page, at least so many pixels of a picture of 1080."""
        return max(share * self.measure, self.least(least))

    def least(self, pixels: float) -> float:
        """Pixels of a picture of 1080 in this one."""
        return pixels * self.theme.unit

    def bar(self, size: float, *, right: bool = False) -> Piece:
        """The short bar above a heading of that size, on the side where the writing begins."""
        across, down = round(size * _BAR[0]), max(2, round(size * _BAR[1]))
        picture = vector.rasterise(
            f'<rect width="{across}" height="{down}" rx="{down / 2}" fill="{self.accent}"/>', across, down
        )
        return Piece(picture, self.box.width - across if right else 0, 0, down)

    def tops(self, pieces: Sequence[Piece], gaps: Sequence[float]) -> list[float]:
        """Where pieces of a column begin that stands in the middle of the page, with ``gaps`` between them."""
        total = sum(piece.height for piece in pieces) + sum(gaps)
        top = self.box.y + (self.box.height - total) / 2
        found = []
        for piece, gap in zip(pieces, [0.0, *gaps], strict=True):
            top += gap
            found.append(top)
            top += piece.height
        return found

    def placed(self, piece: Piece, top: float, span: Span = _ALWAYS, enter: Motion = "none") -> Still:
        """A piece in the frame."""
        side = min(self.theme.width, self.theme.height)
        return Still(piece.image, self.box.x + piece.left, round(top + piece.top), span, enter, side=side)

    def card(self, pieces: Sequence[Piece], tops: Sequence[float]) -> list[Still]:
        """What must lie behind a column so that it can be read; nothing on a quiet ground."""
        if not self.padding:
            return []
        room = self.padding
        top, bottom = round(tops[0]) - room, round(tops[-1] + pieces[-1].height) + room
        width, height = self.box.width + 2 * room, bottom - top
        picture = plate(width, height, self.ground, opacity=_OPACITY, corner=self.least(_CORNER))
        return [Still(picture, self.box.x - room, top)]


def joined(*parts: tuple[Pixels, int, int]) -> tuple[Pixels, int, int]:
    """Pictures at places, as one picture at its place."""
    left, top = min(x for _, x, _ in parts), min(y for _, _, y in parts)
    width = max(x + picture.shape[1] for picture, x, _ in parts) - left
    height = max(y + picture.shape[0] for picture, _, y in parts) - top
    canvas = np.zeros((height, width, 4), np.uint8)
    for picture, x, y in parts:
        part = canvas[y - top : y - top + picture.shape[0], x - left : x - left + picture.shape[1]]
        part[...] = over(np.ascontiguousarray(part), picture)
    return canvas, left, top


def best_on(colour: str) -> str:
    """Black or white, whichever reads better on a colour."""
    return max(_EXTREMES, key=lambda ink: contrast(ink, colour))

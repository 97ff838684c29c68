"""A list whose items appear as they are spoken of."""

from __future__ import annotations

from heygen_cli.domain.panel import Bullets
from heygen_cli.studio import vector
from heygen_cli.studio.box import Box
from heygen_cli.studio.element import Element, Span
from heygen_cli.studio.layer import Pixels
from heygen_cli.studio.overlay.plate import inscribed
from heygen_cli.studio.panel.page import Page, Piece, best_on, joined
from heygen_cli.studio.panel.reveal import reveals
from heygen_cli.studio.theme import Theme
from heygen_cli.studio.timing import Timing
from heygen_cli.studio.typeset import Setting, Style, set_column, set_text

# Sizes of type: share of the page, and the least that can be read, in pixels of a picture of 1080.
_HEADING, _LEAST_HEADING = 0.07, 32
_ITEM, _LEAST_ITEM = 0.05, 24
_ITEM_OF_FEW, _FEW = 0.057, 3
# In sizes of an item's type: between items, before the first, from the side to the words, a dot's diameter, a badge's.
_GAP, _BELOW_HEADING, _INDENT, _DOT, _BADGE = 0.72, 1.5, 1.1, 0.34, 1.56
_LINE = 1.28
# In sizes of the heading's type: what lies below the bar. And how much larger it is than the items, at most.
_BELOW_BAR, _RATIO = 0.5, 1.7


def elements(panel: Bullets, box: Box, theme: Theme, timing: Timing) -> list[Element]:
    """The heading and each item as an element of its own; raises InvalidInput when they do not fit."""
    page = Page.within(box, theme)
    heading, items, indent = _fitted(page, panel)
    size = items[0].size
    above = [page.bar(heading.size, right=heading.leads_left), Piece.flush(heading, page.box.width)] if heading else []
    rows = [_row(page, item, number, indent, panel) for number, item in enumerate(items, 1)]
    # From a baseline to the capitals below lies less than from line to line.
    gaps = [size * (_GAP + _LINE) - items[0].cap_height] * (len(rows) - 1)
    if heading:
        gaps = [heading.size * _BELOW_BAR, size * (_BELOW_HEADING + 0.3 * panel.numbered), *gaps]
    tops = page.tops([*above, *rows], gaps)
    found: list[Element] = [*page.card([*above, *rows], tops)]
    found += [page.placed(piece, top) for piece, top in zip(above, tops, strict=False)]
    for row, top, second in zip(rows, tops[len(above) :], reveals(panel, timing), strict=True):
        found.append(page.placed(row, top, Span(second), "slide"))
    return found


def _fitted(page: Page, panel: Bullets) -> tuple[Setting | None, list[Setting], float]:
    """Heading and items in sizes that go together, and how far the items are indented."""
    share = _ITEM if len(panel.items) > _FEW else _ITEM_OF_FEW
    size, largest = page.size(share, _LEAST_ITEM), page.size(_HEADING, _LEAST_HEADING)
    heading, items, indent = _tried(page, panel, size, largest)
    if heading and heading.size > _RATIO * items[0].size:
        # A full list: its heading gives way too.
        largest = max(page.least(_LEAST_HEADING), _RATIO * items[0].size)
        return _tried(page, panel, min(size, items[0].size * 1.2), largest)
    return heading, items, indent


def _tried(page: Page, panel: Bullets, size: float, largest: float) -> tuple[Setting | None, list[Setting], float]:
    """Heading and items in sizes no larger than these."""
    heading = _heading(page, panel.heading, largest) if panel.heading else None
    # The heading's capitals lie below the top of its line: that much is left over.
    taken = heading.height + heading.size * _BELOW_BAR + size * _BELOW_HEADING if heading else 0.0
    indent = (_INDENT + 1.05 * panel.numbered) * size
    items = set_column(
        panel.items,
        width=page.box.width - indent,
        height=page.box.height - taken,
        size=size,
        smallest=page.least(_LEAST_ITEM),
        gap=_GAP,
        **(page.body | Style(line_spacing=_LINE)),
    )
    return heading, items, indent


def _heading(page: Page, text: str, size: float) -> Setting:
    return set_text(
        text,
        width=page.box.width,
        height=page.box.height * 0.3,
        size=size,
        smallest=page.least(_LEAST_HEADING),
        **page.heading,
    )


def _row(page: Page, item: Setting, number: int, indent: float, panel: Bullets) -> Piece:
    """An item with its dot or number, which stand on the side where the writing begins."""
    words = Piece.of(item, 0.0 if item.leads_left else indent)
    mark = _badge(page, item.size, number) if panel.numbered else _dot(page, item.size)
    side = mark.shape[0]
    beside = page.box.width - side if item.leads_left else 0
    # The mark stands in the middle of the first line's capitals.
    picture, left, top = joined(
        (item.image, words.left, round(words.top)), (mark, beside, round((item.cap_height - side) / 2))
    )
    return Piece(picture, left, top, words.height)


def _dot(page: Page, size: float) -> Pixels:
    side = max(4, round(size * _DOT))
    return vector.rasterise(
        f'<circle cx="{side / 2}" cy="{side / 2}" r="{side / 2}" fill="{page.accent}"/>', side, side
    )


def _badge(page: Page, size: float, number: int) -> Pixels:
    """A number on a disc."""
    side = round(size * _BADGE)
    disc = vector.rasterise(
        f'<circle cx="{side / 2}" cy="{side / 2}" r="{side / 2}" fill="{page.accent}"/>', side, side
    )
    figure = set_text(
        str(number),
        width=side,
        size=size * 0.82,
        line_spacing=1.0,
        font=page.theme.brand.font,
        weight=700,
        colour=best_on(page.accent),
        align="center",
    )
    return inscribed(disc, figure, 0, (side - figure.cap_height) / 2 - figure.capitals)

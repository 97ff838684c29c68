"""Words of somebody."""

from __future__ import annotations

from heygen_cli.domain.panel import Quote
from heygen_cli.studio.box import Box
from heygen_cli.studio.element import Element, Span
from heygen_cli.studio.panel.page import Page, Piece, Sizes
from heygen_cli.studio.theme import Theme
from heygen_cli.studio.timing import Timing
from heygen_cli.studio.typeset import Setting, Style, set_text

_TEXT = Sizes(ordinary=0.062, least=30, short=0.082, lines=3)
_BY, _LEAST_BY = 0.04, 24  # a share of the page, and what can be read, in pixels of a picture of 1080
_SPOKEN = Style(weight=600, line_spacing=1.26)
_MARK = 3.0  # of the text's size
_TEXT_AT, _BY_AT = -0.12, 0.16


def elements(panel: Quote, box: Box, theme: Theme, timing: Timing) -> list[Element]:  # noqa: ARG001
    """A large mark, the words and who said them; raises InvalidInput when they do not fit."""
    page = Page.within(box, theme)
    text = page.display(panel.text, page.box.height * 0.7, _TEXT, page.heading | _SPOKEN)
    pieces = [_mark(page, text), Piece.flush(text, page.box.width)]
    gaps = [text.size * 0.62]
    spans = [Span(), Span(_TEXT_AT)]
    if panel.by:
        pieces += _signature(page, panel.by, text)
        gaps += [text.size * 0.95]
        spans += [Span(_BY_AT)]
    tops = page.tops(pieces, gaps)
    found: list[Element] = [*page.card(pieces, tops)]
    for piece, top, span in zip(pieces, tops, spans, strict=True):
        found.append(page.placed(piece, top, span, "none" if span == Span() else "slide"))
    return found


def _mark(page: Page, text: Setting) -> Piece:
    """An opening quotation mark, only as high as its ink."""
    mark = set_text("“", width=page.box.width, size=text.size * _MARK, weight=700, colour=page.accent)
    left = page.box.width - mark.image.shape[1] if text.leads_left else 0
    return Piece(mark.image, left, 0, mark.image.shape[0])


def _signature(page: Page, name: str, text: Setting) -> list[Piece]:
    size = max(page.least(_LEAST_BY), min(page.measure * _BY, text.size * 0.62))
    by = set_text(
        f"— {name}",
        width=page.box.width,
        size=size,
        smallest=page.least(_LEAST_BY),
        lines=2,
        **(page.body | Style(colour=page.quiet, align="right" if text.leads_left else "left")),
    )
    return [Piece.flush(by, page.box.width)]

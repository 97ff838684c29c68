"""A heading in large letters."""

from __future__ import annotations

from heygen_cli.domain.panel import Title
from heygen_cli.studio.box import Box
from heygen_cli.studio.element import Element, Span
from heygen_cli.studio.panel.page import Page, Piece, Sizes
from heygen_cli.studio.theme import Theme
from heygen_cli.studio.timing import Timing
from heygen_cli.studio.typeset import Style, set_text

_HEADING = Sizes(ordinary=0.096, least=40, short=0.125, lines=2)
_SUBTITLE, _LEAST_SUBTITLE = 0.044, 26  # a share of the page, and what can be read, in pixels of a picture of 1080
# The heading is already on its way when the scene begins: a film's first picture is what players show before it runs.
_HEADING_AT, _SUBTITLE_AT = -0.12, 0.12


def elements(panel: Title, box: Box, theme: Theme, timing: Timing) -> list[Element]:  # noqa: ARG001
    """A bar, the heading and the subtitle; raises InvalidInput when they do not fit."""
    page = Page.within(box, theme)
    width, height = page.box.width, page.box.height
    heading = page.display(panel.heading, height * (0.62 if panel.subtitle else 0.85), _HEADING, page.heading)
    size = heading.size
    pieces = [page.bar(size, right=heading.leads_left), Piece.flush(heading, width)]
    gaps = [size * 0.5]
    spans = [Span(), Span(_HEADING_AT)]
    if panel.subtitle:
        least = page.least(_LEAST_SUBTITLE)
        subtitle = set_text(
            panel.subtitle,
            width=width,
            height=height * 0.24,
            size=max(least, min(page.measure * _SUBTITLE, size * 0.5)),
            smallest=least,
            **(page.body | Style(colour=page.quiet)),
        )
        pieces.append(Piece.flush(subtitle, width))
        gaps.append(size * 0.6)
        spans.append(Span(_SUBTITLE_AT))
    tops = page.tops(pieces, gaps)
    found: list[Element] = [*page.card(pieces, tops)]
    for piece, top, span in zip(pieces, tops, spans, strict=True):
        found.append(page.placed(piece, top, span, "none" if span == Span() else "slide"))
    return found

"""A bar that says how much of the scene is over."""

from __future__ import annotations

import numpy as np

from heygen_cli.domain.overlay import Overlay
from heygen_cli.studio.box import Box
from heygen_cli.studio.element import Element, Span, even
from heygen_cli.studio.patch import Cover, Patch
from heygen_cli.studio.picture import from_colour
from heygen_cli.studio.theme import Theme
from heygen_cli.studio.timing import Timing

_THICKNESS = 8  # in pixels of a picture whose shorter side is 1080


def elements(overlay: Overlay, theme: Theme, timing: Timing) -> list[Element]:
    """The bar along one edge: the lower one, or the upper one when its place is there."""
    top = overlay.position is not None and overlay.position.y < 0.5
    span = timing.span(overlay.at, overlay.seconds, overlay.until)
    return [ProgressBar(overlay.color or theme.brand.colors.accent, span, timing.seconds, theme, top=top)]


class ProgressBar:
    """An element that grows by two pixels at a time."""

    def __init__(self, colour: str, span: Span, seconds: float, theme: Theme, *, top: bool) -> None:
        self._span, self._end, self._width = span, span.end or seconds, theme.width
        height = max(2, even(_THICKNESS * theme.unit))
        self._bar = from_colour(colour, theme.width, height)
        self._y = 0 if top else theme.height - height
        self._last: Cover | None = None

    def at(self, seconds: float) -> Patch | None:
        """The bar at a moment."""
        if not self._span.start <= seconds < self._end:
            return None
        share = (seconds - self._span.start) / (self._end - self._span.start)
        width = int(np.ceil(share * self._width / 2)) * 2
        if width == 0:
            return None
        if self._last is None or self._last.box.width != width:
            self._last = Cover(self._bar, Box(0, self._y, width, self._bar.height))
        return self._last

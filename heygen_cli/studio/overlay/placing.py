"""From a drawn thing to an element at its place and in its time."""

from __future__ import annotations

from heygen_cli.domain.overlay import Overlay
from heygen_cli.domain.place import Place
from heygen_cli.studio.box import Box
from heygen_cli.studio.element import Still, faded
from heygen_cli.studio.layer import Pixels
from heygen_cli.studio.theme import Theme
from heygen_cli.studio.timing import Timing

MARGIN = 0.05  # share of the frame's shorter side that stays free on all sides


def placed(overlay: Overlay, pixels: Pixels, theme: Theme, timing: Timing, usual: Place) -> Still:
    """A picture where the overlay says, or at its usual place; at the bottom it stays above the captions."""
    height, width = pixels.shape[:2]
    place = overlay.position or usual
    bottom = theme.height - (theme.room if place.y == 1 and not place.free else 0)
    margin = MARGIN * min(theme.width, theme.height)
    x, y = place.within((theme.width, bottom), (width, height), margin)
    return timed(overlay, pixels, round(x), round(y), theme, timing)


def timed(overlay: Overlay, pixels: Pixels, x: int, y: int, theme: Theme, timing: Timing) -> Still:
    """A picture at a place, from when to when the overlay says."""
    return Still(
        pixels if overlay.opacity == 1 else faded(pixels, overlay.opacity),
        x,
        y,
        timing.span(overlay.at, overlay.seconds, overlay.until),
        overlay.enter,
        overlay.exit,
        side=min(theme.width, theme.height),
        heading=_heading(Box(x, y, pixels.shape[1], pixels.shape[0]), theme),
    )


def _heading(box: Box, theme: Theme) -> tuple[int, int]:
    """A sliding thing comes from the edge it is nearest to."""
    middle_x, middle_y = (box.x + box.width / 2) / theme.width, (box.y + box.height / 2) / theme.height
    if abs(middle_x - 0.5) > 0.15:
        return (1, 0) if middle_x < 0.5 else (-1, 0)
    return (0, 1) if middle_y < 0.4 else (0, -1)

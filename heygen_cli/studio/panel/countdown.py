"""Seconds that run down, in a ring that empties."""

from __future__ import annotations

import math

from heygen_cli.domain.panel import Countdown
from heygen_cli.studio import vector
from heygen_cli.studio.box import Box
from heygen_cli.studio.element import Element, inside
from heygen_cli.studio.overlay.plate import inscribed
from heygen_cli.studio.patch import Patch, patch
from heygen_cli.studio.theme import Theme, mixed
from heygen_cli.studio.timing import Timing
from heygen_cli.studio.typeset import set_text

# The ring's diameter as a share of the shorter side of its box, its stroke and the number's size as shares of that.
_SIZE, _STROKE, _NUMBER = 0.62, 0.05, 0.52
# The ring is drawn anew so often a second: in between nothing moves far enough to be seen.
_STEPS = 30


def elements(panel: Countdown, box: Box, theme: Theme, timing: Timing) -> list[Element]:
    """The ring with its number."""
    return [Ring(panel.start, box, theme, timing)]


class Ring:
    """An element that goes from its first number to zero, second by second."""

    def __init__(self, start: int, box: Box, theme: Theme, timing: Timing) -> None:
        self._start, self._lead = start, timing.lead
        side = round(min(box.width, box.height) * _SIZE)
        self._place = inside(box, side, side)
        self._theme = theme
        self._shown: tuple[int, Patch] | None = None

    def at(self, seconds: float) -> Patch | None:
        """The ring at a moment."""
        passed = min(max(seconds - self._lead, 0.0), float(self._start))
        step = math.floor(passed * _STEPS)
        if self._shown is None or self._shown[0] != step:
            self._shown = step, self._drawn(passed)
        return self._shown[1]

    def _drawn(self, passed: float) -> Patch:
        theme, side = self._theme, self._place.width
        left = self._start - passed
        number = math.ceil(left) if left > 0 else 0
        share = left - math.floor(left) if left > 0 and not left.is_integer() else float(left > 0)
        radius, stroke = side * (0.5 - _STROKE), side * _STROKE
        circle = f'cx="{side / 2}" cy="{side / 2}" r="{radius:.1f}" fill="none" stroke-width="{stroke:.1f}"'
        track = mixed(theme.behind, theme.text_on(theme.behind), 0.18)
        drawing = f'<circle {circle} stroke="{track}"/>{_arc(side / 2, radius, stroke, share, theme)}'
        text = set_text(
            str(number),
            width=side,
            size=side * _NUMBER,
            font=theme.brand.heading_font or theme.brand.font,
            weight=700,
            colour=theme.text_on(theme.behind),
            align="center",
            line_spacing=1.0,
            features={"tnum": True},
        )
        ring = vector.rasterise(drawing, side, side)
        return patch(inscribed(ring, text, 0, (side - text.height) / 2), self._place.x, self._place.y)


def _arc(centre: float, radius: float, stroke: float, share: float, theme: Theme) -> str:
    """The part of the ring that is left, from the top and clockwise."""
    if share <= 0.001:
        return ""
    colour = theme.accent_on(theme.behind)
    line = f'fill="none" stroke="{colour}" stroke-width="{stroke:.1f}" stroke-linecap="round"'
    if share > 0.999:
        return f'<circle cx="{centre}" cy="{centre}" r="{radius:.1f}" {line}/>'
    angle = 2 * math.pi * share
    x, y = centre + radius * math.sin(angle), centre - radius * math.cos(angle)
    large = int(share > 0.5)
    return f'<path d="M{centre} {centre - radius:.2f} A{radius:.2f} {radius:.2f} 0 {large} 1 {x:.2f} {y:.2f}" {line}/>'

"""Plain figures and arrows."""

from __future__ import annotations

import math

from heygen_cli.domain.overlay import Arrow, Overlay, Shape
from heygen_cli.domain.place import Place
from heygen_cli.studio import vector
from heygen_cli.studio.element import Element
from heygen_cli.studio.overlay.placing import placed, timed
from heygen_cli.studio.theme import Theme
from heygen_cli.studio.timing import Timing

_CENTER = Place(0.5, 0.5)
# In pixels of a picture whose shorter side is 1080.
_STROKE, _TIP, _ROUND = 10, 42, 16


def elements(overlay: Overlay, theme: Theme, timing: Timing) -> list[Element]:
    """The figure at its place."""
    colour = overlay.color or theme.brand.colors.accent
    if isinstance(overlay.thing, Arrow):
        return [_arrow(overlay, overlay.thing, colour, theme, timing)]
    assert isinstance(overlay.thing, Shape)
    shape = overlay.thing
    width = max(2, round(shape.width * overlay.size * theme.width))
    height = max(2, round(shape.height * overlay.size * theme.height))
    if shape.name == "circle":
        width = height = max(width, height)
        drawing = f'<circle cx="{width / 2}" cy="{width / 2}" r="{width / 2}" fill="{colour}"/>'
    elif shape.name == "line":
        height = max(2, round(_STROKE * 0.6 * theme.unit))
        drawing = f'<rect width="{width}" height="{height}" rx="{height / 2}" fill="{colour}"/>'
    else:
        corner = min(_ROUND * theme.unit, height / 2)
        drawing = f'<rect width="{width}" height="{height}" rx="{corner:.1f}" fill="{colour}"/>'
    return [placed(overlay, vector.rasterise(drawing, width, height), theme, timing, _CENTER)]


def _arrow(overlay: Overlay, arrow: Arrow, colour: str, theme: Theme, timing: Timing) -> Element:
    stroke, tip = _STROKE * theme.unit * overlay.size, _TIP * theme.unit * overlay.size
    (x1, y1), (x2, y2) = ((point.x * theme.width, point.y * theme.height) for point in (arrow.start, arrow.end))
    left, top = math.floor(min(x1, x2) - tip), math.floor(min(y1, y2) - tip)
    width, height = math.ceil(max(x1, x2) + tip) - left, math.ceil(max(y1, y2) + tip) - top
    angle = math.atan2(y2 - y1, x2 - x1)
    # The shaft ends inside the head, so that its round end does not show.
    shaft = f"{x2 - math.cos(angle) * tip * 0.7:.1f} {y2 - math.sin(angle) * tip * 0.7:.1f}"
    wings = [(x2 - math.cos(angle + side) * tip, y2 - math.sin(angle + side) * tip) for side in (-0.5, 0.5)]
    head = " L".join(f"{x:.1f} {y:.1f}" for x, y in [(x2, y2), *wings])
    line = f'stroke="{colour}" stroke-width="{stroke:.1f}" stroke-linecap="round" stroke-linejoin="round"'
    drawing = f'<path d="M{x1:.1f} {y1:.1f} L{shaft}" fill="none" {line}/><path d="M{head} Z" fill="{colour}" {line}/>'
    pixels = vector.rasterise(drawing, width, height, view=f"{left} {top} {width} {height}")
    return timed(overlay, pixels, left, top, theme, timing)

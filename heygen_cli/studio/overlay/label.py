"""A line or two of text over a scene, on a plate of the brand's colour."""

from __future__ import annotations

import math

from heygen_cli.domain.overlay import Label, Overlay
from heygen_cli.domain.place import Place
from heygen_cli.studio.element import Element
from heygen_cli.studio.overlay.placing import placed
from heygen_cli.studio.overlay.plate import inscribed, plate
from heygen_cli.studio.theme import Theme
from heygen_cli.studio.timing import Timing
from heygen_cli.studio.typeset import set_text

_USUAL = Place(0.5, 0.0)
# In pixels of a picture whose shorter side is 1080, and as a share of its width.
_SIZE, _SMALLEST, _PAD_X, _PAD_Y, _CORNER, _WIDEST = 46, 26, 34, 20, 16, 0.8


def elements(overlay: Overlay, theme: Theme, timing: Timing) -> list[Element]:
    """The text on its plate; raises InvalidInput when it does not fit."""
    assert isinstance(overlay.thing, Label)
    unit = theme.unit * overlay.size
    colour = overlay.color or theme.brand.colors.primary
    text = set_text(
        overlay.thing.text,
        width=theme.width * _WIDEST - 2 * _PAD_X * unit,
        size=_SIZE * unit,
        smallest=min(_SIZE * unit, _SMALLEST * theme.unit),
        font=theme.brand.heading_font or theme.brand.font,
        weight=600,
        colour=theme.text_on(colour),
        align="center",
        lines=3,
    )
    across, down = _PAD_X * unit, _PAD_Y * unit
    width, height = math.ceil(text.width + 2 * across), math.ceil(text.height + 2 * down)
    card = plate(width, height, colour, corner=_CORNER * unit)
    # Lines are centred in the box they were set in, which is wider than the plate.
    inset = min(line.x for line in text.lines)
    return [placed(overlay, inscribed(card, text, across - inset, down), theme, timing, _USUAL)]

"""The name of whoever is speaking, and what they do."""

from __future__ import annotations

import math

from heygen_cli.domain.overlay import LowerThird, Overlay
from heygen_cli.domain.place import Place
from heygen_cli.studio import vector
from heygen_cli.studio.element import Element
from heygen_cli.studio.layer import over
from heygen_cli.studio.overlay.placing import placed
from heygen_cli.studio.overlay.plate import inscribed, plate
from heygen_cli.studio.theme import Theme
from heygen_cli.studio.timing import Timing
from heygen_cli.studio.typeset import set_text

_USUAL = Place(0.0, 1.0)
# In pixels of a picture whose shorter side is 1080, and the widest it may be as a share of the picture.
_NAME, _ROLE, _SMALLEST, _BAR, _PAD_X, _PAD_Y, _GAP, _WIDEST = 50, 32, 24, 10, 36, 24, 4, 0.75


def elements(overlay: Overlay, theme: Theme, timing: Timing) -> list[Element]:
    """A plate with a bar of the accent colour; raises InvalidInput when the words do not fit."""
    thing = overlay.thing
    assert isinstance(thing, LowerThird)
    brand, unit = theme.brand, theme.unit * overlay.size
    colour = brand.colors.background
    ink, room = theme.text_on(colour), theme.width * _WIDEST - (_BAR + 2 * _PAD_X) * unit
    name = set_text(
        thing.name,
        width=room,
        size=_NAME * unit,
        smallest=min(_NAME * unit, _SMALLEST * theme.unit),
        font=brand.heading_font or brand.font,
        weight=700,
        colour=ink,
        align="left",
        lines=1,
        line_spacing=1.2,
    )
    role = None
    if thing.role:
        size = _ROLE * unit
        role = set_text(
            thing.role,
            width=room,
            size=size,
            smallest=min(size, _SMALLEST * theme.unit * 0.8),
            font=brand.font,
            colour=ink,
            align="left",
            lines=2,
        )
    bar, across, down = round(_BAR * unit), _PAD_X * unit, _PAD_Y * unit
    width = math.ceil(max(name.width, role.width if role else 0) + 2 * across) + bar
    height = math.ceil(name.height + (role.height + _GAP * unit if role else 0) + 2 * down)
    accent = overlay.color or theme.accent_on(colour)
    edge = vector.rasterise(f'<rect width="{bar}" height="{height}" fill="{accent}"/>', width, height)
    card = inscribed(over(plate(width, height, colour), edge), name, bar + across, down)
    if role:
        card = inscribed(card, role, bar + across, down + name.height + _GAP * unit)
    return [placed(overlay, card, theme, timing, _USUAL)]

"""Images and the brand's logo over a scene."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from heygen_cli.domain.brand import Watermark
from heygen_cli.domain.overlay import Logo, Overlay, Sticker
from heygen_cli.domain.place import Place
from heygen_cli.studio import media
from heygen_cli.studio.element import Element
from heygen_cli.studio.layer import Pixels
from heygen_cli.studio.overlay.placing import placed
from heygen_cli.studio.theme import Theme
from heygen_cli.studio.timing import Timing

# Heights as shares of the frame's shorter side; a very wide picture is held to a share of the frame's width.
_STICKER, _LOGO, _WIDEST = 0.3, 0.09, 0.6
_CENTER, _CORNER = Place(0.5, 0.5), Place(1.0, 0.0)


def elements(overlay: Overlay, theme: Theme, timing: Timing) -> list[Element]:
    """The picture at its size and place; raises InvalidInput when it cannot be read."""
    if isinstance(overlay.thing, Sticker):
        return [placed(overlay, _drawn(overlay.thing.file, _STICKER * overlay.size, theme), theme, timing, _CENTER)]
    assert theme.brand.logo  # the reader has refused a logo that is not there
    return [placed(overlay, _drawn(theme.brand.logo, _LOGO * overlay.size, theme), theme, timing, _CORNER)]


def watermark(mark: Watermark, theme: Theme, timing: Timing) -> Element:
    """The logo over the whole scene."""
    assert theme.brand.logo
    shown = Overlay(Logo(), position=mark.position, opacity=mark.opacity, enter="none", exit="none")
    # It stands where it stands, whether or not there are captions.
    place = replace(theme, room=0)
    return placed(shown, _drawn(theme.brand.logo, mark.size, theme), place, timing, _CORNER)


def _drawn(path: Path, share: float, theme: Theme) -> Pixels:
    height = max(2, round(share * min(theme.width, theme.height)))
    return media.cutout(path, round(theme.width * _WIDEST), height)

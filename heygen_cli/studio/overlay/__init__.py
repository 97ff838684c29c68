"""What is laid over scenes: each kind of thing in a module of its own, which draws it as a picture at a place."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from heygen_cli.domain import overlay as kinds
from heygen_cli.domain.overlay import BRoll, Overlay
from heygen_cli.studio.element import Element
from heygen_cli.studio.theme import Theme
from heygen_cli.studio.timing import Timing

_MODULES: dict[type, str] = {
    kinds.Label: "label",
    kinds.LowerThird: "lower_third",
    kinds.Sticker: "sticker",
    kinds.Logo: "sticker",
    kinds.Shape: "shape",
    kinds.Arrow: "shape",
    kinds.ProgressBar: "progress",
}


def elements(overlays: Sequence[Overlay], broll: Sequence[BRoll], theme: Theme, timing: Timing) -> list[Element]:
    """Footage first, then what is laid over it, the brand's watermark on top."""
    found: list[Element] = []
    if broll:
        footage = import_module(f"{__name__}.footage")
        found += [footage.element(item, theme, timing) for item in broll]
    for overlay in overlays:
        module = import_module(f"{__name__}.{_MODULES[type(overlay.thing)]}")
        found += module.elements(overlay, theme, timing)
    if theme.brand.watermark:
        found.append(import_module(f"{__name__}.sticker").watermark(theme.brand.watermark, theme, timing))
    return found

"""What scenes show: each kind of content in a module of its own, which makes elements that fit a box."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from heygen_cli.domain import panel as kinds
from heygen_cli.studio.box import Box
from heygen_cli.studio.element import Element
from heygen_cli.studio.theme import Theme
from heygen_cli.studio.timing import Timing

if TYPE_CHECKING:
    from heygen_cli.domain.panel import Panel

# Loaded when a scene shows such a thing: some bring libraries of their own.
_MODULES: dict[type, str] = {
    kinds.Title: "title",
    kinds.Quote: "quote",
    kinds.Bullets: "bullets",
    kinds.Picture: "footage",
    kinds.Footage: "footage",
    kinds.Code: "code",
    kinds.Chart: "chart",
    kinds.Screenshot: "screenshot",
    kinds.Countdown: "countdown",
}


# Pictures may run under a presenter in a corner; words may not.
_FILLING = (kinds.Picture, kinds.Footage, kinds.Screenshot)


def fills(panel: Panel) -> bool:
    """Whether a content takes all the space there is, whatever lies over it."""
    return isinstance(panel, _FILLING)


def elements(panel: Panel, box: Box, theme: Theme, timing: Timing) -> list[Element]:
    """The content as elements, the lowest first; raises InvalidInput when it does not fit or cannot be read."""
    module = import_module(f"{__name__}.{_MODULES[type(panel)]}")
    found: list[Element] = module.elements(panel, box, theme, timing)
    return found

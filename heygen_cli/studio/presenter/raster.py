"""Parts of a presenter to pixels."""

from __future__ import annotations

from heygen_cli.studio import vector
from heygen_cli.studio.box import Box
from heygen_cli.studio.layer import Pixels
from heygen_cli.studio.presenter.style import Style
from heygen_cli.studio.presenter.svg import definitions


def rasterise(style: Style, drawing: str, box: Box, scale: float) -> Pixels:
    """Draw the part of an SVG fragment that lies in ``box`` (pixels at ``scale``); premultiplied BGRA."""
    view = f"{box.x / scale:.4f} {box.y / scale:.4f} {box.width / scale:.4f} {box.height / scale:.4f}"
    return vector.rasterise(f"{definitions(style)}{drawing}", box.width, box.height, view=view)

"""Images and films as the content of a scene."""

from __future__ import annotations

from heygen_cli.domain.panel import Footage, Picture
from heygen_cli.studio import media
from heygen_cli.studio.box import Box
from heygen_cli.studio.element import Element
from heygen_cli.studio.reel import Reel
from heygen_cli.studio.theme import Theme
from heygen_cli.studio.timing import Timing


def elements(panel: Picture | Footage, box: Box, _: Theme, timing: Timing) -> list[Element]:
    """The image or film filling its box; raises InvalidInput when it cannot be read."""
    pictures = media.loop(panel.file, box.width, box.height, timing.fps)
    return [Reel(pictures, box, timing.fps)]

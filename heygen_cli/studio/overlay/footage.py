"""Footage that fills the picture for a while, as the voice goes on."""

from __future__ import annotations

from heygen_cli.domain.overlay import BRoll
from heygen_cli.studio import media
from heygen_cli.studio.box import Box
from heygen_cli.studio.reel import Reel
from heygen_cli.studio.theme import Theme
from heygen_cli.studio.timing import Timing


def element(item: BRoll, theme: Theme, timing: Timing) -> Reel:
    """A film or an image as an element; raises InvalidInput when it cannot be read."""
    span = timing.span(item.at, item.seconds, item.until)
    pictures = media.loop(item.file, theme.width, theme.height, timing.fps)
    return Reel(pictures, Box(0, 0, theme.width, theme.height), timing.fps, span)

"""Images and films as the content of a scene."""

from __future__ import annotations

from heygen_cli.domain.panel import Footage, Picture
from heygen_cli.studio import background, media, movie
from heygen_cli.studio.box import Box
from heygen_cli.studio.element import Element
from heygen_cli.studio.movie import Cut
from heygen_cli.studio.reel import Reel
from heygen_cli.studio.theme import Theme
from heygen_cli.studio.timing import Timing


def elements(panel: Picture | Footage, box: Box, _: Theme, timing: Timing) -> list[Element]:
    """The image or film in its box; raises InvalidInput when it cannot be read."""
    size = box.width, box.height
    if isinstance(panel, Footage):
        cut = Cut(panel.start, panel.end, panel.loop)
        found = movie.pictures(panel.file, *size, timing.fps, fit=panel.fit, cut=cut, param="show.video")
        return [Reel(found, box, timing.fps)]
    pixels, frames = media.pixels(panel.file, "show.image"), round(timing.seconds * timing.fps)
    shown = background.image(pixels, *size, fit=panel.fit, zoom=panel.zoom, frames=frames)
    return [Reel(shown.pictures or iter([shown.still]), box, timing.fps)]

"""Footage that fills the picture for a while, as the voice goes on."""

from __future__ import annotations

from heygen_cli.domain.overlay import BRoll
from heygen_cli.studio import background, media, movie
from heygen_cli.studio.box import Box
from heygen_cli.studio.movie import Cut
from heygen_cli.studio.reel import Reel
from heygen_cli.studio.theme import Theme
from heygen_cli.studio.timing import Timing


def element(item: BRoll, theme: Theme, timing: Timing) -> Reel:
    """A film or an image as an element; raises InvalidInput when it cannot be read."""
    span = timing.span(item.at, item.seconds, item.until)
    if media.kind(item.file, "broll") == "image":
        still = background.image(media.pixels(item.file, "broll"), theme.width, theme.height, fit=item.fit).still
        pictures = iter([still])
    else:
        cut = Cut(item.start)
        pictures = movie.pictures(
            item.file, theme.width, theme.height, timing.fps, fit=item.fit, cut=cut, param="broll"
        )
    return Reel(pictures, Box(0, 0, theme.width, theme.height), timing.fps, span)

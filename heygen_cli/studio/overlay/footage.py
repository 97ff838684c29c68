"""Footage that fills the picture for a while, as the voice goes on."""

from __future__ import annotations

from collections.abc import Iterator

from heygen_cli.domain.overlay import BRoll
from heygen_cli.studio import media
from heygen_cli.studio.box import Box
from heygen_cli.studio.element import Span
from heygen_cli.studio.patch import Cover, Patch
from heygen_cli.studio.picture import Planes
from heygen_cli.studio.theme import Theme
from heygen_cli.studio.timing import Timing


def element(item: BRoll, theme: Theme, timing: Timing) -> Film:
    """A film or an image as an element; raises InvalidInput when it cannot be read."""
    span = timing.span(item.at, item.seconds, item.until)
    return Film(media.source(item.file, theme.width, theme.height, fit=item.fit, start=item.start), span)

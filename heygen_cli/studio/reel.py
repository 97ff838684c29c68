"""Films and images inside a film, as elements."""

from __future__ import annotations

from collections.abc import Iterator

from heygen_cli.studio.box import Box
from heygen_cli.studio.element import Span
from heygen_cli.studio.patch import Cover, Patch
from heygen_cli.studio.picture import Planes


class Reel:
    """Pictures that follow each other at the film's own rate, for as long as they are seen; the last one stays."""

    def __init__(self, pictures: Iterator[Planes], box: Box, fps: int, span: Span | None = None) -> None:
        self._pictures, self._box, self._fps = pictures, box, fps
        self._span = span or Span()
        self._index = -1
        self._cover: Cover | None = None

    def at(self, seconds: float) -> Patch | None:
        """The picture of a moment; asked for in the order of time."""
        span = self._span
        if seconds < span.start or (span.end is not None and seconds >= span.end):
            return None
        wanted = round((seconds - span.start) * self._fps)
        while self._index < wanted:
            self._index += 1
            picture = next(self._pictures, None)
            if picture is None:
                self._index = wanted
            else:
                self._cover = Cover(picture, self._box)
        return self._cover

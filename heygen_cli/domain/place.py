"""Where something stands in the picture."""

from __future__ import annotations

from dataclasses import dataclass

PLACES = {
    f"{row} {column}".replace("center center", "center").strip(): (x, y)
    for row, y in (("top", 0.0), ("center", 0.5), ("bottom", 1.0))
    for column, x in (("left", 0.0), ("center", 0.5), ("right", 1.0))
}


@dataclass(frozen=True)
class Place:
    """Shares of the picture, from the upper left corner.

    A named place leaves the margin free and puts the thing's own side there; a ``free`` one is where its centre stands.
    """

    x: float = 0.5
    y: float = 0.5
    free: bool = False

    @classmethod
    def named(cls, name: str) -> Place | None:
        """One of the nine places; ``left top`` and ``top-left`` are ``top left``."""
        words = name.lower().replace("-", " ").split()
        rows = [word for word in words if word in ("top", "bottom")]
        columns = [word for word in words if word in ("left", "right")]
        others = [word for word in words if word not in ("top", "bottom", "left", "right", "center", "middle")]
        if others or not words or len(rows) > 1 or len(columns) > 1:
            return None
        return cls(*PLACES[" ".join((rows or ["center"]) + (columns or ["center"])).replace("center center", "center")])

    def within(self, outer: tuple[float, float], inner: tuple[float, float], margin: float) -> tuple[float, float]:
        """The upper left corner of something of size ``inner`` in a picture of size ``outer``, in pixels."""
        if self.free:
            corner = [share * whole - own / 2 for share, whole, own in zip((self.x, self.y), outer, inner, strict=True)]
        else:
            corner = [
                margin + share * (whole - own - 2 * margin)
                for share, whole, own in zip((self.x, self.y), outer, inner, strict=True)
            ]
        return corner[0], corner[1]

"""Pictures as the encoder wants them: three 8-bit planes of limited-range BT.709, chroma at half size (I420)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.uint8]

# BT.709 luma weights and the limited range 16..235 / 16..240 (ITU-R BT.709-6, section 3).
KR, KG, KB = 0.2126, 0.7152, 0.0722


@dataclass(frozen=True)
class Planes:
    """Y, U and V of one picture. Arrays may be views into an encoder's frame: painters write into them in place.

    A picture with ``alpha`` is premultiplied, the offsets 16 and 128 too: where nothing is, all planes are 0.
    """

    y: Plane
    u: Plane
    v: Plane
    alpha: Plane | None = None

    def __iter__(self) -> Iterator[Plane]:
        """The planes that are there, in this order."""
        yield from (self.y, self.u, self.v)
        if self.alpha is not None:
            yield self.alpha

    @property
    def width(self) -> int:
        """Pixels across."""
        return int(self.y.shape[1])

    @property
    def height(self) -> int:
        """Pixels down."""
        return int(self.y.shape[0])

    def copy_from(self, other: Planes) -> None:
        """Overwrite this picture with another of the same size."""
        for mine, its in zip(self, other, strict=True):
            np.copyto(mine, its)

    def copy(self) -> Planes:
        """A picture of its own with the same pixels."""
        return Planes(*(plane.copy() for plane in self))


def blank(width: int, height: int) -> Planes:
    """A new black picture; width and height must be even."""
    half = (height // 2, width // 2)
    return Planes(np.full((height, width), 16, np.uint8), np.full(half, 128, np.uint8), np.full(half, 128, np.uint8))


def transparent(width: int, height: int) -> Planes:
    """A new picture in which nothing is yet; width and height must be even."""
    half = (height // 2, width // 2)
    return Planes(*(np.zeros(shape, np.uint8) for shape in ((height, width), half, half, (height, width))))


def from_bgr(image: NDArray[np.uint8]) -> Planes:
    """Convert an 8-bit BGR image (height × width × 3, both even)."""
    import cv2

    blue, green, red = (image[..., channel].astype(np.float32) for channel in range(3))
    luma = KR * red + KG * green + KB * blue
    half = (image.shape[1] // 2, image.shape[0] // 2)

    def chroma(difference: NDArray[np.float32], span: float) -> Plane:
        small = cv2.resize(difference / span * 224 / 255 + 128, half, interpolation=cv2.INTER_AREA)
        return _bytes(small)

    y = _bytes(16 + luma * 219 / 255)
    return Planes(y, chroma(blue - luma, 2 * (1 - KB)), chroma(red - luma, 2 * (1 - KR)))


def from_colour(colour: str, width: int, height: int) -> Planes:
    """A picture of one colour, written ``#rrggbb``."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    pixel = from_bgr(np.full((2, 2, 3), (blue, green, red), np.uint8))
    picture = blank(width, height)
    for plane, value in ((picture.y, pixel.y), (picture.u, pixel.u), (picture.v, pixel.v)):
        plane[...] = value[0, 0]
    return picture


def to_bgr(picture: Planes) -> NDArray[np.uint8]:
    """Convert back to an 8-bit BGR image, for stills and thumbnails."""
    import cv2

    size = (picture.width, picture.height)
    y = (picture.y.astype(np.float32) - 16) * 255 / 219
    u, v = (
        (cv2.resize(p, size, interpolation=cv2.INTER_LINEAR).astype(np.float32) - 128) * 255 / 224
        for p in (picture.u, picture.v)
    )
    red = y + 2 * (1 - KR) * v
    blue = y + 2 * (1 - KB) * u
    green = (y - KR * red - KB * blue) / KG
    return _bytes(np.dstack([blue, green, red]))


def _bytes(values: NDArray[Any]) -> NDArray[np.uint8]:
    rounded: NDArray[np.uint8] = np.clip(values + 0.5, 0, 255).astype(np.uint8)
    return rounded

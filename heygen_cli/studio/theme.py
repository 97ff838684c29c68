"""How a brand's fonts and colours are used in pictures of one size."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from heygen_cli.domain.brand import Brand
from heygen_cli.studio.box import Box
from heygen_cli.studio.patch import window
from heygen_cli.studio.picture import Planes, to_bgr

# WCAG 2.1, success criterion 1.4.3: ordinary text, and large text (24 px and more).
CONTRAST, LARGE_CONTRAST = 4.5, 3.0
# A background whose light varies more than this (standard deviation of luma) would show through between letters.
_BUSY = 28
_LIGHT, _DARK = "#f8fafc", "#0f172a"


@dataclass(frozen=True)
class Theme:
    """A brand in a frame of ``width`` × ``height`` pixels.

    ``behind`` is the mean colour of what lies behind the content; letters need a card of their own where
    that is ``busy``. ``room`` is what captions need at the bottom, in pixels.
    """

    brand: Brand
    width: int
    height: int
    behind: str = _DARK
    busy: bool = False
    room: int = 0

    @classmethod
    def over(cls, brand: Brand, picture: Planes, box: Box, room: int = 0) -> Theme:
        """A brand over a part of a picture, whose mean colour and detail are measured."""
        part = window(picture, box)
        if part.alpha is not None and part.alpha.mean() < 128:
            return cls(brand, picture.width, picture.height, brand.colors.background, room=room)
        mean = to_bgr(Planes(*(np.full((2, 2), plane.mean(), np.uint8) for plane in (part.y, part.u, part.v))))
        blue, green, red = mean[0, 0]
        busy = bool(part.y.std() > _BUSY)
        return cls(brand, picture.width, picture.height, f"#{red:02x}{green:02x}{blue:02x}", busy, room)

    @cached_property
    def unit(self) -> float:
        """One pixel of a picture whose shorter side is 1080."""
        return min(self.width, self.height) / 1080

    def text_on(self, background: str) -> str:
        """The colour of letters on a background: the brand's where it can be read, else a light or dark one."""
        own = self.brand.colors.text
        if own and contrast(own, background) >= LARGE_CONTRAST:
            return own
        return max((_LIGHT, _DARK), key=lambda colour: contrast(colour, background))

    def accent_on(self, background: str) -> str:
        """The colour of marks on a background: accent or primary, whichever stands out."""
        colors = self.brand.colors
        if contrast(colors.accent, background) >= LARGE_CONTRAST:
            return colors.accent
        return max((colors.accent, colors.primary), key=lambda colour: contrast(colour, background))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.1)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of ``#rrggbb``, 0 to 1 (WCAG 2.1)."""
    shares = (byte / 255 for byte in bytes.fromhex(colour.removeprefix("#")))
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def mixed(one: str, other: str, share: float) -> str:
    """A colour between two: ``share`` of the second."""
    pairs = zip(bytes.fromhex(one.removeprefix("#")), bytes.fromhex(other.removeprefix("#")), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)

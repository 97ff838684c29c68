"""Neck, torso, clothes and what is worn with them, down to below any picture's edge; arms are drawn by ``arm``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from heygen_cli.studio.presenter.outfit import jackets, neckwear, robes, tops, work
from heygen_cli.studio.presenter.outfit.torso import FLOOR, JOINT, breadth, neck
from heygen_cli.studio.presenter.style import Style

__all__ = ["FLOOR", "Sleeve", "draw", "shoulder", "sleeve"]

_OUTFITS = jackets.OUTFITS | tops.OUTFITS | work.OUTFITS | robes.OUTFITS
_SHORT = ("tee", "polo")
_WIDE = {"hoodie": (178, 140, 106), "sweater": (174, 132, 104), "gown": (182, 156, 150), "coat": (176, 134, 112)}


@dataclass(frozen=True)
class Sleeve:
    """What an arm wears: its colours, how long it is, the cuff that shows below it, and full widths in units."""

    cloth: str
    cloth_light: str
    cloth_dark: str
    length: Literal["long", "short", "none"] = "long"
    cuff: str | None = None
    shoulder: float = 168
    elbow: float = 124
    wrist: float = 96


def draw(style: Style) -> str:
    """The body; men's are broader."""
    dressed = neck(style) + _OUTFITS[style.outfit](style) + neckwear.draw(style)
    return f'<g transform="translate(500,0) scale({breadth(style):.3f},1) translate(-500,0)">{dressed}</g>'


def shoulder(style: Style) -> tuple[float, float]:
    """The joint of the arm on the picture's right."""
    return 500 + JOINT[0] * breadth(style), JOINT[1]


def sleeve(style: Style) -> Sleeve:
    """The sleeves of the look's outfit."""
    s = style
    if s.outfit in work.OVER_SHIRT:
        shirt = work.shirt(s)
        return Sleeve(shirt.cloth, shirt.cloth_light, shirt.cloth_dark)
    cuff = s.inner if s.outfit in ("suit", "tuxedo") else None
    length: Literal["long", "short", "none"] = "short" if s.outfit in _SHORT else "long"
    if s.outfit in ("dress", "sari"):
        length = "short" if s.outfit == "sari" else "none"
    return Sleeve(s.cloth, s.cloth_light, s.cloth_dark, length, cuff, *_WIDE.get(s.outfit, (168, 124, 96)))

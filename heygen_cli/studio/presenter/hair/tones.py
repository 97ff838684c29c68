"""The colours of hair, and the plain head of hair that most styles begin with."""

from __future__ import annotations

from heygen_cli.studio.presenter.style import Style
from heygen_cli.studio.presenter.svg import mix, path

SHEEN = "#ffdcb4"


def tones_of(style: Style) -> list[str]:
    """From middle to dark to light, for single hairs."""
    s = style
    return [s.hair, s.hair_dark, mix(s.hair, s.hair_light, 0.45), s.hair_light, mix(s.hair_light, "#ffffff", 0.16)]


def darks_of(style: Style) -> list[str]:
    """The darker half, for hairlines."""
    return [style.hair_dark, mix(style.hair, style.hair_dark, 0.5), style.hair]


def cap() -> str:
    """Hair on the back of the head."""
    return path("M332,420 C306,240 384,152 500,150 C616,152 694,240 668,420 L656,450 L344,450Z", "url(#hairback)")

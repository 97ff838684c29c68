"""Jackets over shirt or blouse: blazer, suit, tuxedo and the doctor's coat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from heygen_cli.studio.presenter.outfit.torso import FLOOR, Cut, bottoms, garment, hem
from heygen_cli.studio.presenter.style import Style
from heygen_cli.studio.presenter.svg import line, mirrored, mix, oval, path

GOLD = "#e0b860"


@dataclass(frozen=True)
class _Jacket:
    """How a jacket is cut: where it closes, how far down it reaches, and the cloth of its lapels."""

    closes: float
    hem: float
    buttons: tuple[float, ...]
    ease: float = 0.0
    lapel: str = ""


def _jacket(style: Style, jacket: _Jacket) -> str:
    s, v = style, jacket.closes
    light = mix(s.cloth_light, "#ffffff", 0.3)
    opening = f"C600,800 548,{v - 110:.0f} 500,{v:.0f} C452,{v - 110:.0f} 400,800 384,742"
    cut = Cut(opening, jacket.hem, ease=18 + jacket.ease)
    lapel = jacket.lapel or mix(s.cloth, s.cloth_light, 0.42)
    notch = f"340,780 L318,884 L372,898 L348,936 C392,1012 446,{v - 110:.0f} 494,{v - 8:.0f}"
    shape = f"M384,738 C366,752 350,764 {notch} C470,{v - 180:.0f} 430,880 384,738Z"
    under = f'<g transform="translate(-4,12)">{line(f"M{notch}", s.cloth_dark, 12, 0.5, "soft6")}</g>'
    side = (
        under
        + path(shape, lapel)
        + line(f"M{notch}", mix(s.cloth_dark, "#000000", 0.2), 3, 0.75)
        + line("M318,884 L372,898", mix(s.cloth_dark, "#000000", 0.2), 3, 0.6)
        + line(f"M384,744 C406,806 452,930 490,{v - 40:.0f}", light, 2.6, 0.4)
        + line(f"M318,1100 C350,1250 352,1400 340,1500 L336,{jacket.hem - 40:.0f}", s.cloth_dark, 3.5, 0.35, "soft2")
        + _pocket(s)
    )
    front = line(
        f"M500,{v:.0f} C504,{v + 200:.0f} 504,{jacket.hem - 160:.0f} 506,{jacket.hem + 10:.0f}", s.cloth_dark, 4, 0.75
    )
    buttons = "".join(_button(s, y) for y in jacket.buttons)
    edge = hem(s, cut) if jacket.hem < FLOOR else ""
    return garment(s, cut) + mirrored(side) + front + buttons + edge


def _button(style: Style, y: float) -> str:
    return (
        oval((504, y + 3), (12, 12), style.cloth_dark, 0.8)
        + oval((502, y), (11, 11), mix(style.cloth_dark, "#000000", 0.15))
        + oval((500, y - 2.5), (6.5, 6.5), mix(style.cloth, style.cloth_light, 0.5), 0.8)
    )


def _pocket(style: Style) -> str:
    flap = "M286,1652 C324,1662 372,1668 404,1668 L402,1706 C368,1706 322,1700 286,1690Z"
    return path(flap, mix(style.cloth, style.cloth_dark, 0.35)) + line(
        "M286,1652 C324,1662 372,1668 404,1668", style.cloth_dark, 3, 0.7
    )


def blouse() -> str:
    """A plain blouse with a deep neckline, seen inside a jacket."""
    shape = "M392,770 C430,850 470,906 500,936 C530,906 570,850 608,770 L680,800 L680,1420 L320,1420 L320,800Z"
    rim = line("M392,768 C430,848 470,898 500,926 C530,898 570,848 608,768", "#8a7f78", 3, 0.45)
    drape = line(
        "M470,960 C462,1040 474,1120 488,1190 M532,970 C538,1040 526,1120 512,1180", "#8a7f78", 4, 0.2, "soft3"
    )
    return path(shape, "url(#inner)") + rim + drape


def collar(style: Style) -> str:
    """A stiff shirt collar, closed."""
    wing = "M388,716 C374,740 376,770 396,800 L466,888 L500,858 C452,824 412,778 388,716Z"
    return mirrored(
        path(wing, mix(style.inner, "#ffffff", 0.55))
        + path("M400,806 L466,888 L500,858 L500,876 L464,908Z", "#4d4a58", 0.22, "soft3")
        + line("M396,800 L466,888 L500,858", "#8d8a92", 2.5, 0.6)
    )


def shirt_front() -> str:
    """A closed shirt, seen inside a jacket."""
    shape = "M384,742 L320,800 L320,1420 L680,1420 L680,800 L616,742 L500,860Z"
    buttons = "".join(oval((500, y), (5, 5), "#9a96a0", 0.7) for y in (960, 1050, 1140, 1230))
    return path(shape, "url(#inner)") + line("M500,880 L500,1420", "#8d8a92", 2, 0.4) + buttons


def tie(style: Style) -> str:
    """A tie in the accent colour."""
    a = style.accent
    dark, light = mix(a, "#000000", 0.3), mix(a, "#ffffff", 0.25)
    knot = "M480,860 L520,860 L529,900 L516,916 L484,916 L471,900Z"
    blade = "M484,914 L516,914 L545,1320 L500,1372 L455,1320Z"
    stripes = " ".join(f"M{470 - k * 2},{980 + 76 * k} l{64 + k * 4},-46" for k in range(5))
    return (
        path(blade, a)
        + f'<clipPath id="tie"><path d="{blade}"/></clipPath>'
        + f'<g clip-path="url(#tie)">{line(stripes, light, 9, 0.5)}</g>'
        + path("M500,914 L516,914 L545,1320 L500,1372Z", dark, 0.35)
        + path(knot, mix(a, "#000000", 0.12))
        + path("M484,906 L516,906 L518,936 L482,936Z", dark, 0.4, "soft3")
        + line("M486,866 L480,896", light, 4, 0.5, "soft2")
    )


def bow_tie(style: Style) -> str:
    """A bow tie in the accent colour."""
    a = style.accent
    wing = "M494,874 C470,846 434,840 420,850 C412,866 412,890 420,904 C438,912 472,902 494,884Z"
    half = path(wing, a) + line("M488,876 C466,868 446,866 430,868", mix(a, "#ffffff", 0.3), 3, 0.4, "soft2")
    knot = f'<rect x="486" y="862" width="28" height="32" rx="9" fill="{mix(a, "#ffffff", 0.1)}"/>'
    return mirrored(half) + knot


def necklace() -> str:
    """A fine chain with a drop."""
    return line("M426,762 Q500,876 574,762", GOLD, 2.4) + oval((500, 821), (7, 7), GOLD)


def _blazer(style: Style) -> str:
    worn = bottoms(style, 1620) + blouse() + _jacket(style, _Jacket(1240, 1880, (1262,), ease=-6))
    return worn + (necklace() if style.earrings else "")


def _suit(style: Style) -> str:
    shirt = shirt_front() + (tie(style) if style.neckwear in ("none", "tie") else "")
    return bottoms(style, 1620) + shirt + _jacket(style, _Jacket(1250, 1900, (1274, 1400))) + collar(style)


def _tuxedo(style: Style) -> str:
    jacket = _Jacket(1290, 1900, (1312,), lapel=mix(style.cloth_light, style.accent, 0.15))
    return bottoms(style, 1620) + shirt_front() + _jacket(style, jacket) + collar(style) + bow_tie(style)


def _coat(style: Style) -> str:
    """A white coat, worn open at the neck."""
    s = style
    jacket = _Jacket(1250, FLOOR, (1272, 1420, 1568), ease=14, lapel=mix(s.cloth, s.cloth_light, 0.7))
    pocket = path("M590,1092 L712,1080 L716,1208 C680,1226 630,1228 594,1218Z", mix(s.cloth, s.cloth_dark, 0.14))
    pocket += line(
        "M590,1092 L712,1080 M590,1092 L594,1218 C630,1228 680,1226 716,1208 L712,1080", s.cloth_dark, 3, 0.6
    )
    pens = line("M622,1060 L626,1130", s.accent, 9) + line("M646,1064 L648,1130", "#2b3d5c", 8)
    inside = shirt_front() if s.masculine >= 0.5 else blouse()
    shirt_collar = collar(s) if s.masculine >= 0.5 else ""
    return bottoms(s, 1620) + inside + _jacket(s, jacket) + pens + pocket + shirt_collar


OUTFITS: dict[str, Callable[[Style], str]] = {"blazer": _blazer, "suit": _suit, "tuxedo": _tuxedo, "coat": _coat}

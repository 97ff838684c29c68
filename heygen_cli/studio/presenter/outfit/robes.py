"""Garments in one piece: dress, tunic, sari and the graduate's gown."""

from __future__ import annotations

from collections.abc import Callable

from heygen_cli.studio.presenter.outfit.jackets import blouse, collar, necklace, shirt_front, tie
from heygen_cli.studio.presenter.outfit.torso import FLOOR, Cut, bottoms, garment, neck
from heygen_cli.studio.presenter.style import Style
from heygen_cli.studio.presenter.svg import line, mirrored, mix, oval, path


def _dress(style: Style) -> str:
    s = style
    cut = Cut(
        "C612,800 604,840 590,872 C560,918 530,934 500,936 C470,934 440,918 410,872 C396,840 388,800 384,742",
        FLOOR,
        sleeveless=True,
    )
    light = mix(s.cloth_light, "#ffffff", 0.35)
    seam = line("M292,1500 Q500,1544 708,1500", s.cloth_dark, 5, 0.55) + line(
        "M300,1512 Q500,1556 700,1512", light, 2, 0.35
    )
    pleats = " ".join(
        f"M{500 + x},1536 C{500 + x * 1.1:.0f},1680 {500 + x * 1.3:.0f},1860 {500 + x * 1.4:.0f},{FLOOR}"
        for x in (-150, -92, -34, 30, 88, 146)
    )
    rim = "M388,750 C392,806 400,842 412,870 C440,914 470,930 500,932 C530,930 560,914 588,870 C600,842 608,806 612,750"
    bare = Cut("L384,742", 1300).outline(s)
    darts = mirrored(line("M408,1220 C414,1320 420,1420 424,1500", s.cloth_dark, 4, 0.35, "soft2"))
    return (
        path(bare, mix(s.skin, s.skin_shade, 0.12))
        + neck(s)
        + garment(s, cut)
        + line(pleats, s.cloth_dark, 7, 0.3, "soft3")
        + darts
        + seam
        + line(rim, light, 4, 0.55)
        + necklace()
    )


def _tunic(style: Style) -> str:
    """A long tunic with a standing collar and a trimmed front."""
    s = style
    cut = Cut("L540,850 L500,1150 L460,850 L384,742", FLOOR, ease=20)
    trim = mix(s.accent, "#ffffff", 0.1)
    stand = "M388,708 C370,744 386,782 420,806 C446,828 474,842 496,850 L496,800 C456,786 420,756 406,708Z"
    front = "M476,830 L524,830 L528,1190 L500,1216 L472,1190Z"
    dots = "".join(oval((500, y), (6, 6), mix(s.accent, "#ffffff", 0.55)) for y in range(880, 1180, 58))
    stitches = " ".join(f"M480,{y} l10,8 M520,{y} l-10,8" for y in range(856, 1180, 22))
    return (
        bottoms(s, 1700)
        + garment(s, cut)
        + path("M440,820 L560,820 L536,1000 L500,1160 L464,1000Z", "url(#cloth)")
        + path(front, mix(s.cloth, s.accent, 0.35))
        + line("M476,840 L472,1190 L500,1216 L528,1190 L524,840", trim, 3.5, 0.8)
        + line(stitches, trim, 2.4, 0.6)
        + dots
        + mirrored(
            path(stand, mix(s.cloth, s.cloth_light, 0.5)) + line("M410,716 C424,760 458,788 496,802", trim, 5, 0.9)
        )
        + mirrored(line("M440,1500 C430,1680 420,1860 404,2040", s.cloth_dark, 8, 0.2, "soft6"))
    )


def _sari(style: Style) -> str:
    """A short-sleeved blouse and a draped length of cloth with a border."""
    s = style
    cut = Cut("C606,830 560,900 500,910 C440,900 394,830 384,742", 1420)
    cloth, border = s.accent, mix("#e0b860", s.accent, 0.1)
    dark, light = mix(cloth, "#000000", 0.4), mix(cloth, "#ffffff", 0.3)
    wrap = (
        f"M284,1480 C380,1520 620,1520 716,1480 C750,1620 780,1800 786,{FLOOR} L214,{FLOOR} "
        "C220,1800 250,1620 284,1480Z"
    )
    sash = (
        "M612,742 C664,762 712,782 756,812 C752,960 700,1120 600,1300 C520,1440 400,1560 292,1640 "
        "C286,1560 286,1480 294,1400 C420,1290 540,1100 588,900 C600,840 608,790 612,742Z"
    )
    edges = "M612,744 C608,790 600,840 588,900 C540,1100 420,1290 294,1400"
    other = "M752,812 C748,960 696,1120 596,1300 C516,1440 396,1560 294,1636"
    pleats = " ".join(
        f"M{620 + 26 * k},{760 + 11 * k} C{610 + 26 * k},{930 + 10 * k} {540 + 22 * k},{1150 + 30 * k} "
        f"{330 - 8 * k},{1420 + 46 * k}"
        for k in range(1, 5)
    )
    folds = " ".join(
        f"M{430 + 34 * k},1520 C{420 + 36 * k},1700 {410 + 40 * k},1880 {400 + 44 * k},{FLOOR}" for k in range(5)
    )
    midriff = path("M292,1380 L708,1380 L716,1520 L284,1520Z", "url(#neck)")
    return (
        midriff
        + garment(s, cut)
        + line("M388,752 C398,834 444,896 500,906 C556,896 602,834 612,752", border, 5, 0.9)
        + f'<g transform="translate(8,14)">{path(sash, dark, 0.4, "soft6")}</g>'
        + path(sash, cloth)
        + line(pleats, dark, 6, 0.4, "soft3")
        + line(pleats, light, 2.5, 0.35)
        + line(edges, border, 22)
        + line(edges, mix(border, "#ffffff", 0.5), 4, 0.7)
        + line(other, border, 14, 0.95)
        + path(wrap, cloth)
        + line(folds, dark, 8, 0.4, "soft3")
        + line("M284,1484 Q500,1532 716,1484", border, 12, 0.9)
        + necklace()
    )


def _gown(style: Style) -> str:
    """A graduate's gown, open over shirt or blouse, with a stole in the accent colour."""
    s = style
    cut = Cut("C600,820 566,960 540,1120 L520,1400 L480,1400 L460,1120 C434,960 400,820 384,742", FLOOR, ease=34)
    stole = (
        "M378,726 C340,748 322,764 318,800 C340,1000 366,1240 372,1560 L372,1860 L420,1900 L468,1860 L462,1300 "
        "C452,1060 420,880 396,742Z"
    )
    dark, light = mix(s.accent, "#000000", 0.35), mix(s.accent, "#ffffff", 0.25)
    pleats = line(
        "M282,860 C300,1100 300,1500 270,2040 M330,1200 C336,1500 330,1800 316,2040", s.cloth_dark, 12, 0.45, "soft6"
    )
    pleats += line("M262,870 C276,1100 276,1500 246,2040", s.cloth_light, 8, 0.25, "soft6")
    side = (
        pleats
        + f'<g transform="translate(-4,10)">{path(stole, s.cloth_dark, 0.5, "soft6")}</g>'
        + path(stole, s.accent)
        + line("M396,746 C420,880 452,1060 462,1300 L468,1860 L420,1900 L372,1860", light, 4, 0.6)
        + path("M430,1000 C452,1100 458,1200 462,1300 L468,1860 L440,1884 L436,1300Z", dark, 0.3)
        + line("M386,1780 L458,1780 M386,1796 L458,1796", light, 4, 0.8)
    )
    inside = shirt_front() + tie(s) if s.masculine >= 0.5 else blouse()
    front = line("M500,1400 L500,2050", s.cloth_dark, 5, 0.8)
    return (
        bottoms(s, 1620) + inside + garment(s, cut) + front + mirrored(side) + (collar(s) if s.masculine >= 0.5 else "")
    )


OUTFITS: dict[str, Callable[[Style], str]] = {"dress": _dress, "tunic": _tunic, "sari": _sari, "gown": _gown}

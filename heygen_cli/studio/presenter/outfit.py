"""Neck, shoulders and clothes, down to below any picture's edge."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from heygen_cli.studio.presenter.face import GOLD
from heygen_cli.studio.presenter.style import Style
from heygen_cli.studio.presenter.svg import line, mirrored, mix, oval, path

FLOOR = 2050


def draw(style: Style) -> str:
    """The body; men's are broader."""
    broad = 0.95 + 0.13 * style.masculine
    return (
        f'<g transform="translate(500,0) scale({broad:.3f},1) translate(-500,0)">'
        f"{_neck(style)}{_OUTFITS[style.outfit](style)}</g>"
    )


def _neck(style: Style) -> str:
    deep, wide = style.skin_deep, 12 * style.masculine
    sides = f"M{434 - wide},540 C{436 - wide},660 {432 - wide},700 {392 - wide},742"
    other = f"C{568 + wide},700 {564 + wide},660 {566 + wide},540Z"
    whole = f"{sides} C350,772 340,800 360,980 L640,980 C660,800 650,772 {608 + wide},742 {other}"
    bones = line("M410,788 C440,774 470,786 490,798", deep, 4, 0.22, "soft3")
    tendon = line("M452,690 C470,740 486,770 492,800", deep, 5, 0.16, "soft3")
    return (
        path(whole, "url(#neck)")
        + f'<clipPath id="throatclip"><path d="{sides} L{608 + wide},742 {other}"/></clipPath>'
        + '<g clip-path="url(#throatclip)">'
        + path("M452,600 L548,600 L546,672 C534,708 466,708 454,672Z", deep, 0.55, "soft12")
        + "</g>"
        + mirrored(bones + tendon)
    )


def _jacket(style: Style, shirt: str) -> str:
    s = style
    half = (
        f"M384,742 C300,778 190,794 130,848 C84,892 64,1000 56,{FLOOR} L506,{FLOOR} L502,1190 "
        "C484,1090 440,920 384,742Z"
    )
    notch = "340,780 L320,884 L372,896 L350,932 C392,1012 440,1090 478,1170"
    lapel = f"M384,740 C366,752 350,764 {notch} C474,1040 436,890 384,740Z"
    edge = f"M{notch}"
    side = (
        path(half, "url(#cloth)")
        + path("M392,800 C420,900 462,1010 486,1180 L440,1180 C420,1020 380,900 350,830Z", s.cloth_dark, 0.35, "soft12")
        + path(lapel, mix(s.cloth, s.cloth_light, 0.45))
        + line(edge, s.cloth_dark, 3.5, 0.8)
        + line("M384,744 C404,800 440,900 474,1060", mix(s.cloth_light, "#ffffff", 0.3), 2.5, 0.4)
        + line("M200,852 C222,960 228,1100 222,1400", s.cloth_dark, 7, 0.55, "soft3")
        + line("M150,852 C220,808 300,798 360,778", mix(s.cloth_light, "#ffffff", 0.4), 7, 0.3, "soft6")
        + path(
            "M262,900 C300,1000 320,1180 300,1400 L230,1400 C240,1200 240,1020 228,900Z", s.cloth_light, 0.20, "soft12"
        )
        + line("M500,1180 L504,1420", s.cloth_dark, 4, 0.6)
    )
    button = oval((502, 1216), (11, 11), s.cloth_dark) + oval((500, 1213), (7, 7), mix(s.cloth, s.cloth_light, 0.5))
    return shirt + mirrored(side) + button


def _blazer(style: Style) -> str:
    blouse = path(
        "M392,770 C430,850 470,906 500,936 C530,906 570,850 608,770 L660,800 L640,1300 L360,1300 L340,800Z",
        "url(#inner)",
    ) + line("M392,768 C430,848 470,898 500,926 C530,898 570,848 608,768", "#8a7f78", 3, 0.45)
    necklace = line("M426,762 Q500,876 574,762", GOLD, 2.4) + oval((500, 821), (7, 7), GOLD) if style.earrings else ""
    return _jacket(style, blouse) + necklace


def _suit(style: Style) -> str:
    shirt = path("M384,742 L340,800 L360,1300 L640,1300 L660,800 L616,742 L500,860Z", "url(#inner)")
    collar = mirrored(
        path("M388,716 C374,740 376,770 396,800 L466,888 L500,858 C452,824 412,778 388,716Z", "#fdfcfa")
        + line("M396,800 L466,888 L500,858", "#8d8a92", 2.5, 0.6)
    )
    tie = (
        path("M482,862 L518,862 L528,900 L516,914 L484,914 L472,900Z", "#5e2030")
        + path("M484,914 L516,914 L540,1300 L460,1300Z", "#74283a")
        + line("M492,930 L474,1280", "#a84a5e", 6, 0.35, "soft3")
    )
    return _jacket(style, shirt + tie) + collar


def _torso(neckline: str) -> str:
    return (
        f"M384,742 C296,778 186,794 128,850 C84,894 62,1000 54,{FLOOR} L946,{FLOOR} C938,1000 916,894 872,850 "
        f"C814,794 704,778 616,742 {neckline}Z"
    )


def _sleeves(style: Style) -> str:
    s = style
    fold = line("M206,862 C230,970 234,1100 228,1400", s.cloth_dark, 7, 0.55, "soft3")
    fold += line("M150,856 C220,812 300,800 350,784", mix(s.cloth_light, "#ffffff", 0.4), 8, 0.32, "soft6")
    fold += path(
        "M300,900 C340,1020 350,1200 320,1400 L250,1400 C262,1200 262,1040 250,900Z", s.cloth_light, 0.22, "soft12"
    )
    fold += line("M330,1010 C380,1050 430,1064 470,1062", s.cloth_dark, 5, 0.22, "soft6")
    return mirrored(fold)


def _shirt(style: Style) -> str:
    s = style
    collar = (
        path(
            "M386,716 C370,740 372,772 392,804 L468,904 L500,870 C450,832 410,782 386,716Z",
            mix(s.cloth_light, "#ffffff", 0.3),
        )
        + line("M392,804 L468,904 L500,870", s.cloth_dark, 2.6, 0.6)
        + path("M400,812 L470,910 L500,880 L500,910 L462,940Z", s.cloth_dark, 0.3, "soft6")
    )
    buttons = "".join(
        oval((511, y), (6.5, 6.5), s.cloth_dark) + oval((510, y - 1), (5, 5), mix(s.cloth_light, "#ffffff", 0.6))
        for y in (946, 1046, 1146, 1246, 1346)
    )
    placket = line(f"M500,874 L500,{FLOOR}", s.cloth_dark, 3, 0.5) + line(
        f"M524,892 L524,{FLOOR}", s.cloth_dark, 2, 0.3
    )
    return path(_torso("L500,880"), "url(#cloth)") + _sleeves(s) + placket + buttons + mirrored(collar)


def _sweater(style: Style) -> str:
    s = style
    rim = "M386,728 C392,800 440,846 500,848 C560,846 608,800 614,728"
    collar = f"{rim} L636,746 C630,836 570,884 500,886 C430,884 370,836 364,746Z"
    ribs = " ".join(
        f"M{x},{848 - abs(x - 500) ** 2 / 420:.0f} L{500 + (x - 500) * 1.12:.0f},{882 - abs(x - 500) ** 2 / 400:.0f}"
        for x in range(410, 600, 9)
    )
    return (
        path(_torso("C600,800 560,848 500,850 C440,848 400,800 384,742"), "url(#cloth)")
        + _sleeves(s)
        + line("M366,770 C384,912 616,912 634,770", s.cloth_dark, 20, 0.3, "soft6")
        + path(collar, mix(s.cloth, s.cloth_light, 0.4))
        + line(ribs, s.cloth_dark, 2, 0.35)
        + line(rim, s.cloth_dark, 3, 0.5, "soft2")
    )  # fmt: skip


def _hoodie(style: Style) -> str:
    s = style
    hood = (
        "M392,716 C340,744 322,800 372,852 C420,896 470,914 500,914 C530,914 580,896 628,852 C678,800 660,744 608,716 "
        "C640,772 560,830 500,830 C440,830 360,772 392,716Z"
    )
    inside = (
        "M392,716 C360,772 440,830 500,830 C560,830 640,772 608,716 C604,776 560,806 500,806 C440,806 396,776 392,716Z"
    )
    cord = mix(s.inner, s.cloth_light, 0.2)
    return (
        path(_torso("C590,800 410,800 384,742"), "url(#cloth)")
        + _sleeves(s)
        + line("M366,856 C420,926 580,926 634,856", s.cloth_dark, 24, 0.4, "soft6")
        + path(hood, mix(s.cloth, s.cloth_light, 0.55))
        + path(inside, s.cloth_dark)
        + line("M372,852 C420,896 470,914 500,914 C530,914 580,896 628,852", s.cloth_dark, 5, 0.5, "soft3")
        + line("M360,790 C380,850 440,878 500,880", mix(s.cloth_light, "#ffffff", 0.35), 5, 0.35, "soft3")
        + line("M452,872 C448,934 452,984 446,1034 M548,872 C552,934 548,974 556,1014", s.cloth_dark, 9, 0.3, "soft3")
        + line("M452,868 C448,930 452,980 446,1030 M548,868 C552,930 548,970 556,1010", cord, 7)
        + path("M330,1240 C400,1210 600,1210 670,1240 L700,1420 L300,1420Z", s.cloth_dark, 0.28, "soft6")
    )


_OUTFITS: dict[str, Callable[[Style], str]] = {
    "blazer": _blazer,
    "suit": _suit,
    "shirt": _shirt,
    "sweater": _sweater,
    "hoodie": _hoodie,
}


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


def shoulder(style: Style) -> tuple[float, float]:
    """The joint of the arm on the picture's right."""
    return 500 + 306 * (0.95 + 0.13 * style.masculine), 915.0


def sleeve(style: Style) -> Sleeve:
    """The sleeves of the look's outfit."""
    cuff = style.inner if style.outfit == "suit" else None
    return Sleeve(style.cloth, style.cloth_light, style.cloth_dark, cuff=cuff)

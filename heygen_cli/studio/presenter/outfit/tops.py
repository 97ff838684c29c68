"""What is worn without a jacket: shirt, polo, tee, sweater, turtleneck, hoodie."""

from __future__ import annotations

from collections.abc import Callable

from heygen_cli.studio.presenter.outfit.torso import Cut, bottoms, garment, hem
from heygen_cli.studio.presenter.style import Style
from heygen_cli.studio.presenter.svg import line, mirrored, mix, oval, path

_RIM = "M386,728 C392,800 440,846 500,848 C560,846 608,800 614,728"
_ROUND_NECK = "C600,800 560,848 500,850 C440,848 400,800 384,742"


def shirt(style: Style, fill: str = "url(#cloth)") -> str:
    """A shirt tucked into trousers."""
    s = style
    cut = Cut("L500,880 L384,742", 1655, ease=8, tucked=True)
    buttons = "".join(
        oval((511, y), (6.5, 6.5), s.cloth_dark) + oval((510, y - 1), (5, 5), mix(s.cloth_light, "#ffffff", 0.6))
        for y in range(946, 1600, 104)
    )
    placket = line("M500,874 L500,1640", s.cloth_dark, 3, 0.5) + line("M524,892 L524,1640", s.cloth_dark, 2, 0.3)
    pocket = line("M590,1086 L700,1078 L702,1190 L648,1214 L594,1196Z", s.cloth_dark, 2.6, 0.4)
    return garment(s, cut, fill) + placket + pocket + buttons + open_collar(s) + bottoms(s, 1640, belt=True)


def open_collar(style: Style) -> str:
    """A soft collar, its first button open."""
    s = style
    wing = "M386,716 C370,740 372,772 392,804 L464,906 L500,872 C450,832 410,782 386,716Z"
    light = mix(s.cloth_light, "#ffffff", 0.25)
    return mirrored(
        path("M396,812 L468,918 L500,886 L500,914 L462,948Z", s.cloth_dark, 0.32, "soft6")
        + path(wing, light)
        + line("M392,804 L464,906 L500,872", s.cloth_dark, 2.6, 0.6)
        + line("M398,796 L464,890 L490,866", s.cloth_dark, 1.4, 0.3)
    )


def _polo(style: Style) -> str:
    s = style
    cut = Cut("L500,900 L384,742", 1730, ease=14)
    placket = path("M482,880 L522,880 L522,1046 L482,1046Z", mix(s.cloth, s.cloth_light, 0.3))
    placket += line("M482,890 L482,1046 L522,1046 L522,890", s.cloth_dark, 2.6, 0.5)
    placket += oval((502, 952), (6, 6), s.cloth_dark) + oval((502, 1010), (6, 6), s.cloth_dark)
    return bottoms(s, 1640) + garment(s, cut) + placket + open_collar(s) + hem(s, cut)


def _tee(style: Style) -> str:
    s = style
    cut = Cut(_ROUND_NECK, 1740, ease=14)
    ring = f"{_RIM} L626,742 C622,822 566,866 500,868 C434,866 378,822 374,742Z"
    return (
        bottoms(s, 1640)
        + garment(s, cut)
        + line("M376,768 C392,892 608,892 624,768", s.cloth_dark, 14, 0.25, "soft6")
        + path(ring, mix(s.cloth, s.cloth_light, 0.35))
        + line("M374,752 C380,824 436,868 500,868 C564,868 620,824 626,752", s.cloth_dark, 2.4, 0.5)
        + hem(s, cut)
    )


def _knit(style: Style, neckline: str = _ROUND_NECK) -> str:
    s = style
    cut = Cut(neckline, 1760, ease=18)
    drops = line(
        "M420,1180 C430,1300 426,1420 408,1560 M560,1200 C566,1330 572,1440 590,1580", s.cloth_dark, 9, 0.12, "soft6"
    )
    return bottoms(s, 1640) + garment(s, cut) + drops + hem(s, cut, width=66)


def _sweater(style: Style) -> str:
    s = style
    collar = f"{_RIM} L636,746 C630,836 570,884 500,886 C430,884 370,836 364,746Z"
    ribs = " ".join(
        f"M{x},{848 - abs(x - 500) ** 2 / 420:.0f} L{500 + (x - 500) * 1.12:.0f},{882 - abs(x - 500) ** 2 / 400:.0f}"
        for x in range(410, 600, 9)
    )
    return (
        _knit(s)
        + line("M366,770 C384,912 616,912 634,770", s.cloth_dark, 20, 0.3, "soft6")
        + path(collar, mix(s.cloth, s.cloth_light, 0.4))
        + line(ribs, s.cloth_dark, 2, 0.35)
        + line(_RIM, s.cloth_dark, 3, 0.5, "soft2")
    )


def _turtleneck(style: Style) -> str:
    s = style
    roll = (
        "M408,672 C440,694 560,694 592,672 C600,706 608,740 632,770 C600,818 546,836 500,836 C454,836 400,818 368,770 "
        "C392,740 400,706 408,672Z"
    )
    ribs = " ".join(
        f"M{x},{686 + 6 * (1 - ((x - 500) / 90) ** 2):.0f} L{500 + (x - 500) * 1.24:.0f},"
        f"{824 - 46 * ((x - 500) / 90) ** 2:.0f}"
        for x in range(420, 584, 11)
    )
    return (
        _knit(s, "C590,770 410,770 384,742")
        + line("M372,784 C410,858 590,858 628,784", s.cloth_dark, 16, 0.35, "soft6")
        + path(roll, mix(s.cloth, s.cloth_light, 0.35))
        + line(ribs, s.cloth_dark, 2.2, 0.32)
        + line("M392,744 C430,776 570,776 608,744", s.cloth_dark, 5, 0.3, "soft3")
        + path(
            "M540,690 C566,688 584,680 592,672 C600,706 608,740 632,770 C612,800 586,818 556,828Z", s.cloth_dark, 0.22
        )
        + line("M410,674 C440,694 560,694 590,674", s.cloth_dark, 4, 0.45, "soft2")
    )


def _hoodie(style: Style) -> str:
    s = style
    cut = Cut("C590,800 410,800 384,742", 1790, ease=26)
    hood = (
        "M392,716 C340,744 322,800 372,852 C420,896 470,914 500,914 C530,914 580,896 628,852 C678,800 660,744 608,716 "
        "C640,772 560,830 500,830 C440,830 360,772 392,716Z"
    )
    inside = (
        "M392,716 C360,772 440,830 500,830 C560,830 640,772 608,716 C604,776 560,806 500,806 C440,806 396,776 392,716Z"
    )
    pocket = (
        "M366,1440 L634,1440 C648,1500 676,1560 704,1610 L700,1700 L300,1700 L296,1610 C324,1560 352,1500 366,1440Z"
    )
    cord = mix(s.inner, s.cloth_light, 0.2)
    return (
        bottoms(s, 1660)
        + garment(s, cut)
        + path(pocket, mix(s.cloth, s.cloth_dark, 0.18))
        + line(
            "M366,1440 L634,1440 M366,1440 C352,1500 324,1560 296,1610 M634,1440 C648,1500 676,1560 704,1610",
            s.cloth_dark,
            4,
            0.6,
        )
        + hem(s, cut, width=70)
        + line("M366,856 C420,926 580,926 634,856", s.cloth_dark, 24, 0.4, "soft6")
        + path(hood, mix(s.cloth, s.cloth_light, 0.45))
        + path(inside, mix(s.cloth_dark, "#000000", 0.2))
        + line("M372,852 C420,896 470,914 500,914 C530,914 580,896 628,852", s.cloth_dark, 5, 0.5, "soft3")
        + line(
            "M366,790 C386,850 440,878 500,880 C560,878 614,850 634,790",
            mix(s.cloth_light, "#ffffff", 0.3),
            4,
            0.25,
            "soft3",
        )
        + line("M452,872 C448,934 452,984 446,1034 M548,872 C552,934 548,974 556,1014", s.cloth_dark, 9, 0.3, "soft3")
        + line("M452,868 C448,930 452,980 446,1030 M548,868 C552,930 548,970 556,1010", cord, 7)
        + oval((452, 872), (7, 7), "#c9c3b8")
        + oval((548, 872), (7, 7), "#c9c3b8")
    )


OUTFITS: dict[str, Callable[[Style], str]] = {
    "shirt": shirt,
    "polo": _polo,
    "tee": _tee,
    "sweater": _sweater,
    "turtleneck": _turtleneck,
    "hoodie": _hoodie,
}

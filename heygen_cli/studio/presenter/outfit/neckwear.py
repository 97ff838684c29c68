"""What is worn about the neck, over the clothes."""

from __future__ import annotations

from heygen_cli.studio.presenter.outfit.jackets import bow_tie, collar, tie
from heygen_cli.studio.presenter.style import Style
from heygen_cli.studio.presenter.svg import line, mirrored, mix, oval, path


def draw(style: Style) -> str:
    """Scarf, stethoscope, lanyard, medal or tie; a suit brings its own tie."""
    if style.neckwear == "scarf":
        return _scarf(style)
    if style.neckwear == "stethoscope":
        return _stethoscope()
    if style.neckwear == "lanyard":
        return _lanyard(style)
    if style.neckwear == "medal":
        return _medal(style)
    if style.neckwear in ("tie", "bow-tie") and style.outfit in ("shirt", "apron", "vest"):
        return (tie(style) if style.neckwear == "tie" else bow_tie(style)) + collar(style)
    return ""


def _scarf(style: Style) -> str:
    a = style.accent
    dark, light = mix(a, "#000000", 0.35), mix(a, "#ffffff", 0.28)
    wrap = (
        "M388,684 C420,720 580,720 612,684 C644,714 668,762 660,812 C620,872 560,896 500,896 C440,896 380,872 340,812 "
        "C332,762 356,714 388,684Z"
    )
    tail = "M540,850 C572,860 606,852 626,832 C646,960 664,1120 660,1300 L560,1312 C566,1140 556,980 528,884Z"
    folds = "M372,742 C430,800 570,800 628,742 M352,790 C420,850 580,850 648,790 M400,708 C440,742 560,742 600,708"
    fringe = " ".join(f"M{x},1300 l{(x % 3) - 1},44" for x in range(566, 658, 11))
    stripes = "M545,1180 L662,1168 M549,1220 L663,1208"
    return (
        f'<g transform="translate(4,14)">{path(f"{tail} {wrap}", "#1b1a22", 0.3, "soft6")}</g>'
        + line(fringe, a, 6)
        + path(tail, a)
        + path("M600,850 C630,960 640,1120 634,1304 L660,1300 C664,1120 646,960 626,832Z", dark, 0.35)
        + line(stripes, mix(light, "#ffffff", 0.5), 14, 0.8)
        + path(wrap, mix(a, light, 0.2))
        + line(folds, dark, 8, 0.4, "soft3")
        + line("M366,760 C430,816 560,818 620,768", light, 6, 0.4, "soft3")
    )


def _stethoscope() -> str:
    tube, shine = "#2c3036", "#7b838e"
    left = "M404,690 C372,748 366,860 396,980 C414,1050 440,1090 470,1110"
    right = "M596,690 C628,748 640,880 622,1010 C610,1090 602,1130 602,1180"
    return (
        f'<g transform="translate(4,10)">{line(left + " " + right, "#1b1a22", 15, 0.25, "soft3")}</g>'
        + line(left, tube, 14)
        + line(right, tube, 14)
        + line("M398,720 C376,780 374,870 400,976", shine, 3, 0.6)
        + line("M604,720 C632,790 640,890 620,1000", shine, 3, 0.6)
        + line("M470,1110 C480,1130 478,1150 466,1170 M470,1110 C492,1124 500,1144 498,1170", "#aab1ba", 8)
        + oval((602, 1212), (40, 40), "#8c949e")
        + oval((602, 1212), (34, 34), "#c4cad1")
        + oval((602, 1212), (24, 24), "#e9edf0")
        + oval((594, 1202), (9, 7), "#ffffff", 0.9)
    )


def _lanyard(style: Style) -> str:
    strap = "M396,740 C404,900 450,1100 494,1236"
    edge = mix(style.accent, "#000000", 0.3)
    card = '<rect x="428" y="1262" width="144" height="186" rx="14" fill='
    return (
        mirrored(line(strap, edge, 22) + line(strap, style.accent, 17))
        + '<rect x="490" y="1226" width="20" height="44" rx="6" fill="#aab1ba"/>'
        + f'<g transform="translate(5,9)">{card}"#1b1a22" opacity=".3" filter="url(#soft6)"/></g>'
        + f'{card}"#fbfaf7"/><path d="M428,1276 Q428,1262 442,1262 L558,1262 Q572,1262 572,1276 L572,1304 L428,1304Z" '
        f'fill="{style.accent}"/>'
        + oval((500, 1352), (26, 26), mix(style.accent, "#ffffff", 0.6))
        + line("M456,1404 L544,1404 M470,1422 L530,1422", "#7d8592", 6, 0.8)
    )


def _medal(style: Style) -> str:
    strap = "M400,742 C420,880 462,1010 496,1086"
    return (
        mirrored(
            line(strap, mix(style.accent, "#000000", 0.3), 30)
            + line(strap, style.accent, 24)
            + line(strap, "#ffffff", 5, 0.75)
        )
        + oval((505, 1134), (58, 58), "#1b1a22", 0.3, "soft6")
        + oval((500, 1126), (56, 56), "#b98a2e")
        + oval((500, 1124), (50, 50), "#e6bf5e")
        + oval((500, 1124), (37, 37), "#cf9f3c")
        + oval((498, 1120), (34, 33), "#f2d685")
        + path(
            "M500,1098 L507,1115 L526,1116 L511,1128 L516,1146 L500,1136 L484,1146 L489,1128 L474,1116 L493,1115Z",
            "#b98a2e",
        )
    )

"""What is worn on the head. A hat covers the hair above its brim; the look's accent is its colour."""

from __future__ import annotations

from heygen_cli.studio.presenter.style import Style
from heygen_cli.studio.presenter.svg import line, mirrored, mix, oval, path

# What stays to be seen of the hair under a hat, and the hats it holds for.
BELOW_BRIM = (
    "M262,430 C260,350 284,322 312,318 C380,240 620,240 688,318 C716,322 740,350 738,430 L1000,430 L1000,1000 L0,1000 "
    "L0,430Z"
)
COVERING = ("hard-hat", "knit-hat", "cap", "mortarboard")


def draw(style: Style) -> str:
    """The hat or headset of a look."""
    return _HATS[style.headwear](style) if style.headwear != "none" else ""


def _shadow(style: Style) -> str:
    return line("M340,318 C400,286 600,286 660,318", style.skin_deep, 22, 0.34, "soft6")


def _hard_hat(style: Style) -> str:
    a = style.accent
    dark, light = mix(a, "#000000", 0.3), mix(a, "#ffffff", 0.5)
    dome = "M306,292 C300,160 384,66 500,64 C616,66 700,160 694,292 C640,262 360,262 306,292Z"
    brim = (
        "M276,300 C330,252 670,252 724,300 C736,322 716,330 690,320 C600,288 400,288 310,320 C284,330 264,322 276,300Z"
    )
    ridges = mirrored(
        line("M452,72 C436,120 430,190 432,262", dark, 5, 0.5, "soft2")
        + line("M390,96 C362,150 350,220 350,272", dark, 4, 0.3, "soft2")
    )
    return (
        _shadow(style)
        + path(dome, a)
        + path(
            "M600,92 C680,140 700,220 694,292 C660,274 640,270 610,266 C640,210 634,140 600,92Z", dark, 0.35, "soft6"
        )
        + path("M462,66 C474,56 526,56 538,66 L548,264 L452,264Z", mix(a, light, 0.18))
        + ridges
        + line("M352,190 C372,136 402,110 432,96", light, 20, 0.55, "soft6")
        + path(brim, mix(a, light, 0.12))
        + line("M290,314 C340,276 660,276 710,314", dark, 4, 0.6, "soft2")
        + line("M300,296 C370,262 560,258 640,270", light, 6, 0.5, "soft3")
    )


def _knit_hat(style: Style) -> str:
    a = style.accent
    dark, light = mix(a, "#000000", 0.35), mix(a, "#ffffff", 0.3)
    dome = "M314,270 C304,160 384,88 500,86 C616,88 696,160 686,270Z"
    cuff = (
        "M304,262 C380,226 620,226 696,262 C704,286 702,308 692,326 C620,290 380,290 308,326 C298,308 296,286 304,262Z"
    )
    ribs = " ".join(
        f"M{500 + x},{236 + abs(x) ** 2 / 1500:.0f} L{500 + x * 0.99:.0f},{298 + abs(x) ** 2 / 1500:.0f}"
        for x in range(-180, 190, 15)
    )
    rows = " ".join(
        f"M{500 + x},{238 + abs(x) ** 2 / 1500:.0f} C{500 + x},{180} {500 + x * 0.7:.0f},130 {500 + x * 0.3:.0f},92"
        for x in range(-165, 180, 30)
    )
    pom = "".join(oval((500 + dx, 80 + dy), (24, 22), mix(a, "#ffffff", share)) for dx, dy, share in
                  ((-22, 6, 0.5), (22, 8, 0.45), (0, -10, 0.7), (-6, 12, 0.6), (12, -4, 0.65)))  # fmt: skip
    return (
        _shadow(style) + pom + path(dome, a) + line(rows, dark, 4, 0.35, "soft2")
        + line("M360,206 C380,146 430,116 480,108", light, 20, 0.4, "soft12")
        + path(cuff, mix(a, light, 0.25)) + line(ribs, dark, 4, 0.32)
        + line("M304,262 C380,226 620,226 696,262", dark, 6, 0.35, "soft3")
    )  # fmt: skip


def _cap(style: Style) -> str:
    a = style.accent
    dark, light = mix(a, "#000000", 0.38), mix(a, "#ffffff", 0.3)
    dome = "M312,282 C302,160 388,92 500,90 C612,92 698,160 688,282 C620,248 380,248 312,282Z"
    visor = (
        "M322,280 C390,240 610,240 678,280 C704,306 700,338 672,336 C600,300 400,300 328,336 C300,338 296,306 322,280Z"
    )
    return (
        _shadow(style) + path(dome, a)
        + path("M610,118 C676,160 694,220 688,282 C660,268 640,262 620,260 C640,210 636,160 610,118Z", dark, 0.35)
        + line("M500,92 L500,250", dark, 3, 0.5) + mirrored(line("M470,96 C420,140 400,200 402,256", dark, 3, 0.4))
        + oval((500, 92), (14, 7), mix(a, light, 0.3))
        + line("M352,210 C372,150 412,122 452,110", light, 18, 0.4, "soft6")
        + path(visor, mix(a, dark, 0.25)) + line("M330,288 C396,250 604,250 670,288", light, 4, 0.45, "soft2")
        + line("M330,326 C400,292 600,292 670,326", dark, 5, 0.5, "soft2")
    )  # fmt: skip


def _mortarboard(style: Style) -> str:
    c = "#23252e"
    band = "M304,326 C308,240 328,192 350,180 L650,180 C672,192 692,240 696,326 C630,264 370,264 304,326Z"
    board = "M500,66 L806,150 L500,226 L194,150Z"
    cord = line("M500,146 C430,150 360,160 300,172 L292,250", style.accent, 6)
    tassel = path("M282,246 L304,246 L312,340 L274,340Z", style.accent) + line(
        "M286,262 L282,336 M292,262 L292,338 M299,262 L303,336", mix(style.accent, "#000000", 0.3), 2, 0.6
    )
    return (
        _shadow(style) + path(band, c) + line("M350,200 C440,236 560,236 650,200", "#000000", 20, 0.35, "soft6")
        + path(board, mix(c, "#ffffff", 0.07)) + path("M500,66 L806,150 L500,226Z", "#000000", 0.14)
        + line("M194,150 L500,226 L806,150", mix(c, "#ffffff", 0.28), 5, 0.8)
        + line("M230,146 L500,74", "#ffffff", 6, 0.14, "soft3")
        + cord + oval((500, 146), (13, 8), style.accent) + tassel
    )  # fmt: skip


def _headset(style: Style) -> str:
    dark, grey = "#262a31", "#5d646f"
    bow = "M312,412 C290,220 380,104 500,104 C620,104 710,220 688,412"
    cup = '<rect x="288" y="380" width="50" height="104" rx="24" fill="{}"/>'
    ear = (
        f'<g transform="translate(3,6)" opacity=".3" filter="url(#soft6)">{cup.format("#000000")}</g>'
        + cup.format(dark)
        + line("M300,404 L300,460", style.accent, 6) + line("M322,398 L322,466", grey, 4, 0.6)
    )  # fmt: skip
    boom = line("M318,480 C322,540 346,580 398,594", dark, 8) + line("M320,486 C326,540 348,576 396,590", grey, 2, 0.7)
    return (
        line(bow, dark, 20) + line("M322,330 C326,210 400,116 500,116 C600,116 674,210 678,330", grey, 4, 0.7)
        + mirrored(ear) + boom + oval((402, 594), (15, 10), dark) + oval((399, 591), (8, 4), grey, 0.7)
    )  # fmt: skip


_HATS = {
    "hard-hat": _hard_hat,
    "knit-hat": _knit_hat,
    "cap": _cap,
    "mortarboard": _mortarboard,
    "headset": _headset,
}

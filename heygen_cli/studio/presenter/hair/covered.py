"""Hair that is covered: hijab and turban, in the look's accent colour."""

from __future__ import annotations

from heygen_cli.studio.presenter.style import Style
from heygen_cli.studio.presenter.svg import line, mirrored, mix, path


def hijab_under(style: Style) -> str:
    """The cloth around head, neck and chest."""
    a = style.accent
    dark = mix(a, "#000000", 0.35)
    shape = (
        "M500,112 C364,112 290,226 292,380 C292,480 326,560 336,640 C330,690 286,716 262,760 C252,800 300,836 380,838 "
        "L620,838 C700,836 748,800 738,760 C714,716 670,690 664,640 C674,560 708,480 708,380 C710,226 636,112 500,112Z"
    )
    folds = (
        "M350,640 C390,720 520,760 660,730 M330,700 C400,790 560,810 700,770 M356,600 C400,700 480,730 560,716 "
        "M300,770 C380,826 480,834 560,826"
    )
    light = "M340,668 C390,744 520,784 680,748 M316,730 C390,812 540,826 690,800"
    inner = path("M352,400 C350,560 420,690 500,694 C580,690 650,560 648,400 L600,640 L400,640Z", dark, 0.5, "soft12")
    return (
        path(shape, mix(a, "#000000", 0.08)) + inner + line(folds, dark, 10, 0.4, "soft3")
        + line(light, mix(a, "#ffffff", 0.3), 8, 0.4, "soft3")
    )  # fmt: skip


def hijab_front(style: Style) -> str:
    """The cloth over forehead and cheeks, with an open face."""
    a = style.accent
    dark, light = mix(a, "#000000", 0.35), mix(a, "#ffffff", 0.28)
    outer = (
        "M500,112 C364,112 290,226 292,380 C292,480 326,560 336,640 C352,690 388,716 420,720 C380,680 350,580 343,470 "
    )
    face = (
        "C338,330 392,250 500,246 C608,250 662,330 657,470 C650,580 620,680 580,720 C612,716 648,690 664,640 "
        "C674,560 708,480 708,380 C710,226 636,112 500,112Z"
    )
    folds = "M318,440 C308,300 380,184 500,168 M336,560 C318,420 350,270 452,212"
    edge = (
        "M420,720 C380,680 350,580 343,470 C338,330 392,250 500,246 C608,250 662,330 657,470 C650,580 620,680 580,720"
    )
    brow = (
        "M374,590 C352,540 343,500 343,470 C338,330 392,250 500,246 C608,250 662,330 657,470 C657,500 648,540 626,590"
    )
    shade = line(brow, style.skin_deep, 26, 0.34, "soft6")
    band = line(edge, mix(a, "#000000", 0.2), 8, 0.55)
    return (
        shade + path(outer + face, mix(a, light, 0.12)) + band
        + mirrored(line(folds, dark, 9, 0.35, "soft3"))
        + mirrored(line("M306,400 C304,270 380,160 490,140", light, 12, 0.35, "soft6"))
        + line("M600,180 C664,240 690,330 684,460", dark, 12, 0.25, "soft6")
    )  # fmt: skip


def turban_front(style: Style) -> str:
    """Cloth wound about the head, crossing above the forehead."""
    a = style.accent
    dark, light = mix(a, "#000000", 0.38), mix(a, "#ffffff", 0.25)
    left = (
        "M500,262 C440,282 380,314 326,368 C296,330 286,250 312,188 C346,110 430,64 520,64 C560,64 590,76 604,92 "
        "C560,150 520,210 500,262Z"
    )
    right = "M500,262 C560,282 620,314 674,368 C706,330 716,244 690,184 C664,124 604,66 520,64 C470,90 470,200 500,262Z"
    wraps, others = (_wraps(side) for side in (-1, 1))
    brow = "M500,272 C440,292 384,322 336,370 M500,272 C560,292 616,322 664,370"
    return (
        line(brow, style.skin_deep, 15, 0.34, "soft6")
        + path(right, mix(a, "#000000", 0.1)) + line(others, dark, 9, 0.42, "soft3")
        + line(others, light, 2.6, 0.3)
        + path(left, mix(a, light, 0.08)) + line(wraps, dark, 9, 0.4, "soft3")
        + line(wraps, light, 2.6, 0.35)
        + line("M500,262 C520,210 560,150 604,92", dark, 6, 0.5, "soft2")
        + line("M340,220 C370,150 430,104 500,92", light, 22, 0.3, "soft12")
        + path("M500,262 C482,252 470,238 470,222 C488,224 512,224 530,222 C530,238 518,252 500,262Z", dark)
    )  # fmt: skip


def _wraps(side: int) -> str:
    """The edges of the turns of cloth on one side."""

    def at(x: float, y: float) -> str:
        return f"{500 + side * x:.0f},{y:.0f}"

    return " ".join(
        f"M{at(6 * k, 258 - 26 * k)} C{at(60 + 10 * k, 268 - 34 * k)} {at(130 + 6 * k, 304 - 36 * k)} "
        f"{at(182 + 3 * k, 348 - 34 * k)}"
        for k in range(1, 5)
    )

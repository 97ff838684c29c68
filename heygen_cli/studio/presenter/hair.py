"""Hairstyles in three layers: ``behind`` the shoulders, which stays, ``under`` and in ``front`` of the moving face."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from itertools import pairwise

from heygen_cli.studio.presenter.style import Style
from heygen_cli.studio.presenter.svg import line, mirrored, mix, oval, path, strands

Draw = Callable[[Style], str]
SHEEN = "#ffdcb4"


def behind(style: Style) -> str:
    """Hair that falls behind neck and shoulders."""
    return _BEHIND[style.hair_style](style)


def under(style: Style) -> str:
    """Hair that is seen beside and above the face but lies behind it."""
    return _UNDER[style.hair_style](style)


def front(style: Style) -> str:
    """Hair over forehead and temples."""
    return _FRONT[style.hair_style](style)


def _tones(style: Style) -> list[str]:
    s = style
    return [s.hair, s.hair_dark, mix(s.hair, s.hair_light, 0.45), s.hair_light, mix(s.hair_light, "#ffffff", 0.16)]


def _dark(style: Style) -> list[str]:
    return [style.hair_dark, mix(style.hair, style.hair_dark, 0.5), style.hair]


def _nothing(style: Style) -> str:  # noqa: ARG001 - one of a family of drawings
    return ""


def _long_behind(style: Style) -> str:
    shape = (
        "M500,190 C380,190 320,280 316,420 C312,540 280,620 268,700 C258,770 280,820 340,846 L500,740 L660,846 "
        "C720,820 742,770 732,700 C720,620 688,540 684,420 C680,280 620,190 500,190Z"
    )
    lock = strands(
        [(350, 420), (310, 520), (312, 640), (316, 790)],
        [(440, 420), (400, 520), (430, 660), (410, 800)],
        34, 1, _dark(style), (2, 6), (0.25, 0.7),
    )  # fmt: skip
    return path(shape, "url(#hairback)") + mirrored(lock)


def _long_front(style: Style) -> str:
    tones, dark = _tones(style), _dark(style)
    left = (
        "M456,186 C408,198 362,250 348,330 C338,400 346,460 336,524 C324,594 350,640 336,706 C324,770 282,814 226,806 "
        "C252,786 246,740 240,700 C232,640 258,590 266,520 C272,470 276,430 280,372 C286,236 372,128 500,126 "
        "L520,150Z"
    )
    right = (
        "M440,182 C470,214 566,224 626,290 C666,340 658,420 662,484 C664,540 648,580 662,650 C672,712 704,796 784,800 "
        "C752,776 772,730 768,690 C764,632 736,590 728,520 C722,470 724,430 720,372 C714,236 626,124 496,126 "
        "C470,130 446,150 440,182Z"
    )
    parts = [
        line("M452,192 C412,206 368,256 354,334", style.skin_deep, 12, 0.26, "soft6"),
        line("M446,192 C480,224 570,236 622,298 C644,328 652,360 656,400", style.skin_deep, 14, 0.28, "soft6"),
        path(left, "url(#hair)"),
        path(right, "url(#hair)"),
        strands([(456, 180), (380, 190), (332, 290), (336, 520)], [(470, 140), (350, 170), (284, 270), (268, 520)],
                58, 11, tones),
        strands([(335, 500), (320, 600), (354, 640), (322, 734)], [(268, 500), (250, 600), (228, 690), (238, 794)],
                44, 14, tones),
        strands([(446, 180), (560, 214), (658, 290), (660, 500)], [(480, 134), (620, 140), (716, 270), (726, 520)],
                90, 12, tones),
        strands([(662, 480), (652, 590), (666, 690), (730, 784)], [(728, 480), (742, 600), (772, 660), (766, 764)],
                44, 15, tones),
        line("M452,178 C462,160 476,142 492,130", mix(style.hair_dark, "#000000", 0.3), 5, 0.55, "soft3"),
        strands([(448, 182), (400, 204), (352, 270), (340, 380)], [(452, 188), (408, 214), (360, 280), (344, 400)],
                8, 16, dark, (1.4, 2.6), (0.5, 0.9)),
        strands([(444, 184), (500, 214), (600, 232), (654, 330)], [(448, 192), (500, 224), (594, 250), (660, 370)],
                10, 17, dark, (1.4, 2.6), (0.5, 0.9)),
        line("M310,330 C316,262 350,212 394,186", SHEEN, 22, 0.24, "soft12"),
        line("M560,176 C640,202 690,270 702,346", SHEEN, 26, 0.26, "soft12"),
        line("M274,600 C260,660 262,700 270,740", SHEEN, 16, 0.18, "soft6"),
        line("M712,610 C738,660 752,700 750,740", SHEEN, 16, 0.16, "soft6"),
    ]  # fmt: skip
    return "".join(parts)


def _bob_behind(style: Style) -> str:
    shape = (
        "M500,200 C380,200 322,290 318,420 C314,520 316,590 340,634 C400,626 450,610 500,590 C550,610 600,626 660,634 "
        "C684,590 686,520 682,420 C678,290 620,200 500,200Z"
    )
    return path(shape, mix(style.hair, style.hair_dark, 0.75))


def _bob_front(style: Style) -> str:
    tones, dark = _tones(style), _dark(style)
    left = (
        "M574,208 C480,212 386,250 356,330 C344,390 350,440 346,500 C344,560 362,600 384,634 C330,648 276,620 264,560 "
        "C254,500 268,440 274,372 C282,232 374,124 504,124 C548,128 578,160 574,208Z"
    )
    right = (
        "M556,206 C606,222 640,262 650,330 C658,390 650,440 654,500 C656,560 638,600 616,634 C670,648 724,620 736,560 "
        "C746,500 732,440 726,372 C718,232 640,132 520,124 C540,140 552,170 556,206Z"
    )
    parts = [
        line("M560,218 C474,222 396,262 366,334", style.skin_deep, 14, 0.28, "soft6"),
        line("M564,216 C604,232 630,270 640,334", style.skin_deep, 12, 0.26, "soft6"),
        path(right, "url(#hair)"),
        path(left, "url(#hair)"),
        strands([(556, 176), (470, 190), (368, 260), (352, 420)], [(520, 132), (400, 130), (290, 230), (272, 420)],
                88, 41, tones),
        strands([(350, 400), (344, 500), (346, 580), (384, 632)], [(272, 400), (252, 500), (262, 600), (320, 640)],
                50, 42, tones),
        strands([(552, 176), (610, 210), (652, 290), (652, 420)], [(530, 134), (640, 150), (720, 260), (728, 420)],
                54, 43, tones),
        strands([(652, 400), (656, 500), (654, 580), (616, 632)], [(728, 400), (748, 500), (738, 600), (680, 640)],
                50, 44, tones),
        strands([(552, 180), (470, 198), (384, 254), (358, 340)], [(556, 186), (476, 206), (394, 262), (364, 356)],
                9, 45, dark, (1.4, 2.6), (0.4, 0.8)),
        line("M306,340 C316,256 366,196 440,168", SHEEN, 26, 0.30, "soft12"),
        line("M640,190 C684,230 706,290 708,350", SHEEN, 20, 0.24, "soft12"),
    ]  # fmt: skip
    return "".join(parts)


def _bun_under(style: Style) -> str:
    tones = _tones(style)
    return (
        oval((500, 130), (86, 66), "url(#hairback)")
        + strands([(424, 130), (436, 60), (540, 60), (582, 130)], [(440, 170), (470, 120), (540, 120), (567, 170)],
                  34, 5, tones, (2, 5))
        + line("M448,104 C470,82 530,80 552,100", SHEEN, 12, 0.16, "soft6")
        + path("M330,420 C300,200 400,140 500,140 C600,140 700,200 670,420Z", "url(#hairback)")
    )  # fmt: skip


def _bun_front(style: Style) -> str:
    shape = (
        "M328,392 C298,228 380,136 500,136 C620,136 702,228 672,392 C664,338 652,296 622,266 C564,226 436,226 378,266 "
        "C348,296 336,338 328,392Z"
    )
    side = strands(
        [(328, 380), (316, 256), (400, 164), (484, 134)],
        [(384, 264), (400, 228), (450, 196), (500, 156)],
        56, 21, _tones(style), (1.5, 4.2),
    )  # fmt: skip
    edge = strands(
        [(336, 370), (344, 300), (390, 262), (470, 240)],
        [(340, 372), (350, 306), (396, 268), (474, 248)],
        8, 24, _dark(style), (1.0, 2.0), (0.3, 0.7),
    )  # fmt: skip
    return (
        line("M340,380 C346,320 366,286 392,268 C450,234 550,234 608,268 C634,286 654,320 660,380",
             style.skin_deep, 14, 0.30, "soft6")
        + path(shape, "url(#hair)")
        + mirrored(side + edge)
        + line("M372,226 C410,180 470,162 540,166", SHEEN, 20, 0.20, "soft12")
    )  # fmt: skip


def _cap_under(style: Style) -> str:  # noqa: ARG001 - one of a family of drawings
    return path("M332,420 C306,240 384,152 500,150 C616,152 694,240 668,420 L656,450 L344,450Z", "url(#hairback)")


def _short_front(style: Style) -> str:
    tones = _tones(style)
    shape = (
        "M326,432 C316,380 314,330 320,300 C314,220 350,146 430,128 C500,98 622,106 668,174 C702,220 692,320 675,432 "
        "C670,404 664,372 658,344 C650,306 630,288 606,272 C566,290 480,296 412,258 C378,276 350,306 342,346 "
        "C336,376 332,404 326,432Z"
    )
    parts = [
        line("M344,350 C354,312 380,284 412,266 C480,302 566,298 604,280 C630,294 648,312 654,348",
             style.skin_deep, 14, 0.30, "soft6"),
        path(shape, "url(#hair)"),
        strands([(344, 330), (340, 206), (430, 116), (648, 156)], [(412, 258), (456, 240), (560, 230), (668, 250)],
                78, 31, tones),
        strands([(412, 258), (486, 294), (580, 286), (660, 232)], [(420, 196), (500, 220), (600, 190), (664, 176)],
                44, 32, tones),
        strands([(330, 420), (320, 350), (328, 290), (360, 236)], [(342, 356), (342, 322), (354, 290), (388, 262)],
                22, 33, tones, (1.2, 3)),
        strands([(670, 420), (680, 350), (674, 290), (650, 220)], [(657, 352), (656, 320), (644, 296), (610, 274)],
                22, 34, tones, (1.2, 3)),
        line("M392,176 C462,136 566,132 634,174", SHEEN, 20, 0.26, "soft12"),
        line("M430,226 C500,250 580,244 634,216", SHEEN, 10, 0.18, "soft6"),
    ]  # fmt: skip
    return "".join(parts)


def _crop_front(style: Style) -> str:
    tones, dark = _tones(style), _dark(style)
    shape = (
        "M330,412 C318,360 316,310 324,276 C332,200 384,142 470,130 C560,112 652,152 672,236 C684,290 682,350 670,412 "
        "C666,380 662,346 654,318 C642,296 640,276 632,262 C600,280 590,262 570,276 C540,262 520,284 490,268 "
        "C462,286 436,266 412,284 C390,278 366,292 352,316 C340,346 336,380 330,412Z"
    )
    parts = [
        line("M348,340 C356,312 376,292 412,290 C470,288 560,290 634,272 C644,290 650,320 652,340",
             style.skin_deep, 14, 0.28, "soft6"),
        path(shape, "url(#hair)"),
        strands([(350, 318), (350, 220), (430, 150), (540, 128)], [(420, 284), (430, 220), (500, 170), (600, 144)],
                50, 51, tones),
        strands([(420, 284), (440, 210), (520, 160), (610, 146)], [(632, 264), (640, 210), (640, 180), (640, 170)],
                60, 52, tones),
        strands([(334, 400), (322, 340), (328, 280), (366, 220)], [(350, 330), (346, 310), (356, 286), (390, 262)],
                24, 53, dark, (1, 2.4)),
        strands([(666, 400), (678, 340), (672, 280), (640, 200)], [(652, 330), (650, 310), (642, 290), (622, 262)],
                24, 54, dark, (1, 2.4)),
        line("M392,196 C440,156 540,140 610,178", SHEEN, 20, 0.22, "soft12"),
    ]  # fmt: skip
    return "".join(parts)


def _curls(style: Style, count: int, seed: int, inner: float, outer: float) -> str:
    """Coils in a ring about the crown; radii in units, the face side left open."""
    dice = random.Random(seed)  # noqa: S311 - curls, not secrets
    tones = _tones(style)[:4]
    parts = []
    for _ in range(count):
        angle, radius = dice.uniform(-0.16, 1.16) * math.pi, math.sqrt(dice.uniform(inner**2, outer**2))
        x, y = 500 - radius * 0.96 * math.cos(angle), 352 - radius * math.sin(angle)
        aside = abs(x - 500)
        if y > (240 + aside**2 / 420 if aside < 142 else 288 if aside < 186 else 999):  # the face stays free
            continue
        r, turn = dice.uniform(5, 11), dice.uniform(0, 2 * math.pi)
        dx, dy = r * math.cos(turn), r * math.sin(turn)
        lit = mix(dice.choice(tones), style.hair_light, max(0.0, min(0.6, (300 - y) / 320 * (700 - x) / 400)))
        there, back = f"{dy:.0f},{-dx:.0f}", f"{-dy:.0f},{dx:.0f}"
        coil = f"M{x - dx:.0f},{y - dy:.0f} q{there} {dx:.0f},{dy:.0f} q{back} {dx:.0f},{dy:.0f}"
        parts.append(line(coil, lit, dice.uniform(2, 4), dice.uniform(0.3, 0.75)))
    return "".join(parts)


def _afro_edge(radius: float, bumps: int, depth: float, seed: int) -> str:
    dice = random.Random(seed)  # noqa: S311 - an outline, not secrets
    points = []
    for index in range(bumps + 1):
        angle = (-0.24 + 1.48 * index / bumps) * math.pi
        r = radius + dice.uniform(-depth, depth)
        points.append((500 - r * 0.97 * math.cos(angle), 352 - r * math.sin(angle)))
    d = f"M{points[0][0]:.0f},{points[0][1]:.0f}"
    for (x0, y0), (x1, y1) in pairwise(points):
        mx, my = (x0 + x1) / 2, (y0 + y1) / 2
        d += f" Q{mx + (mx - 500) * 0.11:.0f},{my + (my - 352) * 0.11:.0f} {x1:.0f},{y1:.0f}"
    return d + " L600,520 L400,520Z"


def _afro_under(style: Style) -> str:
    return path(_afro_edge(232, 26, 6, 61), "url(#hairback)") + _curls(style, 620, 62, 150, 238)


def _afro_front(style: Style) -> str:
    shape = (
        "M330,400 C318,340 322,270 352,232 C400,178 600,178 648,232 C678,270 682,340 670,400 "
        "C664,372 664,346 652,330 C652,306 634,302 630,284 C610,284 604,262 584,264 C566,248 546,262 528,250 "
        "C508,260 490,246 472,254 C450,246 436,262 418,262 C402,262 392,282 372,284 C366,302 350,308 348,330 "
        "C336,346 336,372 330,400Z"
    )
    return (
        line("M346,356 C352,320 380,290 420,272 C470,254 540,254 584,274 C624,292 648,320 654,356",
             style.skin_deep, 14, 0.32, "soft6")
        + path(shape, "url(#hairback)")
        + _curls(style, 300, 63, 96, 178)
        + oval((440, 205), (70, 36), style.hair_light, 0.26, "soft24")
    )  # fmt: skip


_BEHIND: dict[str, Draw] = {"long": _long_behind, "bob": _bob_behind}
_UNDER: dict[str, Draw] = {"bun": _bun_under, "afro": _afro_under}
_FRONT: dict[str, Draw] = {
    "long": _long_front,
    "bob": _bob_front,
    "bun": _bun_front,
    "short": _short_front,
    "crop": _crop_front,
    "afro": _afro_front,
}
for _name in _FRONT:
    _BEHIND.setdefault(_name, _nothing)
    _UNDER.setdefault(_name, _cap_under)

"""Short hair, and little of it: short, crop, buzz, receding, bald."""

from __future__ import annotations

import random

from heygen_cli.studio.presenter.hair.tones import SHEEN, darks_of, tones_of
from heygen_cli.studio.presenter.style import Style
from heygen_cli.studio.presenter.svg import line, mirrored, mix, oval, path, strands


def short_front(style: Style) -> str:
    """Short hair brushed to the side."""
    tones = tones_of(style)
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


def crop_front(style: Style) -> str:
    """Short hair with a fringe."""
    tones, dark = tones_of(style), darks_of(style)
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


def buzz_front(style: Style) -> str:
    """Hair shorn to a shadow."""
    shape = (
        "M330,400 C312,250 372,138 500,136 C628,138 688,250 670,400 C664,372 662,340 652,312 C640,288 622,276 604,270 "
        "C540,254 460,254 396,270 C378,276 360,288 348,312 C338,340 336,372 330,400Z"
    )
    dice = random.Random(91)  # noqa: S311 - hair, not secrets
    marks: dict[str, list[str]] = {style.hair_dark: [], style.hair_light: []}
    for _ in range(1500):
        x, y = dice.uniform(326, 674), dice.uniform(140, 390)
        side = abs(x - 500)
        if ((x - 500) / 168) ** 2 + ((y - 330) / 190) ** 2 < 1 and (y < 262 or side > 150 + max(0, y - 300) * 0.12):
            hair = f"M{x:.0f},{y:.0f} l{(x - 500) * 0.012:.1f},{dice.uniform(2, 4):.1f}"
            marks[dice.choice(list(marks))].append(hair)
    return (
        path(shape, style.hair, 0.82, "soft2")
        + "".join(line(" ".join(hairs), colour, 1.6, 0.35) for colour, hairs in marks.items())
        + oval((440, 214), (60, 26), style.hair_light, 0.25, "soft12")
    )


def receding_front(style: Style) -> str:
    """Short sides, a high forehead and thin hair on top."""
    tones = tones_of(style)
    side = (
        "M326,424 C312,360 308,300 322,256 C332,222 350,200 374,188 C370,220 376,250 366,282 C352,312 344,350 342,380 "
        "C338,400 334,414 326,424Z"
    )
    brush = strands([(328, 412), (314, 340), (320, 270), (366, 196)], [(344, 360), (346, 320), (362, 284), (374, 210)],
                    34, 92, tones, (1.2, 3.2))  # fmt: skip
    wisps = strands([(338, 396), (322, 330), (326, 262), (352, 206)], [(352, 340), (360, 300), (374, 250), (396, 214)],
                    30, 94, tones, (1.0, 2.4), (0.2, 0.5))  # fmt: skip
    top = strands([(388, 196), (440, 138), (540, 132), (612, 186)], [(416, 212), (460, 172), (550, 168), (592, 208)],
                  34, 93, tones, (1.2, 3.0), (0.25, 0.6))  # fmt: skip
    crown = (
        "M384,206 C410,156 460,137 500,137 C540,137 590,156 616,206 C590,178 540,168 500,168 C460,168 410,178 384,206Z"
    )
    return (
        path(crown, style.hair, 0.55, "soft3")
        + top
        + mirrored(path(side, "url(#hair)", 0.85, "soft3") + brush + wisps)
        + oval((470, 226), (60, 26), "#ffffff", 0.16, "soft12")
    )


def bald_front(style: Style) -> str:
    """Nothing but the light on the head."""
    return oval((446, 206), (62, 34), mix(style.skin_light, "#ffffff", 0.5), 0.38, "soft12") + oval(
        (420, 190), (22, 12), "#ffffff", 0.3, "soft6"
    )

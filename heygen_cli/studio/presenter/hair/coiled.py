"""Hair that coils: afro, curly, locs."""

from __future__ import annotations

import math
import random
from itertools import pairwise

from heygen_cli.studio.presenter.hair.tones import tones_of
from heygen_cli.studio.presenter.style import Style
from heygen_cli.studio.presenter.svg import line, mix, oval, path


def _curls(style: Style, count: int, seed: int, inner: float, outer: float) -> str:
    """Coils in a ring about the crown; radii in units, the face side left open."""
    dice = random.Random(seed)  # noqa: S311 - curls, not secrets
    tones = tones_of(style)[:4]
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


def afro_under(style: Style) -> str:
    """A round of coils behind the face."""
    return path(_afro_edge(232, 26, 6, 61), "url(#hairback)") + _curls(style, 620, 62, 150, 238)


def afro_front(style: Style) -> str:
    """Coils about the forehead."""
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


def curly_under(style: Style) -> str:
    """Loose curls around the head to the cheeks."""
    return path(_afro_edge(206, 17, 11, 64), "url(#hairback)") + _rings(style, 190, 65, 110, 208)


def curly_front(style: Style) -> str:
    """Curls that fall on the forehead."""
    shape = (
        "M330,384 C316,300 330,190 420,140 C470,116 540,116 584,142 C668,190 684,300 670,384 C664,356 660,330 646,316 "
        "C650,290 622,292 614,268 C594,282 584,256 560,262 C544,244 522,262 500,250 C480,264 460,246 440,262 "
        "C420,256 412,280 392,272 C382,294 356,292 354,316 C340,332 336,356 330,384Z"
    )
    return (
        line("M348,350 C354,316 382,288 420,272 C470,256 540,256 584,274 C622,290 646,318 652,350",
             style.skin_deep, 14, 0.32, "soft6")
        + path(shape, "url(#hair)")
        + _rings(style, 210, 66, 60, 200)
        + oval((440, 206), (56, 26), style.hair_light, 0.22, "soft12")
    )  # fmt: skip


def locs_under(style: Style) -> str:
    """Locs to the shoulders."""
    return path(
        "M500,150 C370,150 300,250 304,420 C308,500 316,570 330,610 L430,560 L570,560 "
        "L670,610 C684,570 692,500 696,420 C700,250 630,150 500,150Z",
        "url(#hairback)",
    ) + "".join(
        _rope(style, ((500 + side * (104 + 11 * n), 214 + 14 * n), (500 + side * (206 + 5 * n), 300),
                      (500 + side * (200 + 7 * n), 560), (500 + side * (128 + 17 * n), 790 - 14 * n)), 10)
        for n in reversed(range(7)) for side in (1, -1)
    )  # fmt: skip


def locs_front(style: Style) -> str:
    """Locs drawn back from the forehead."""
    shape = (
        "M330,392 C306,250 372,132 500,130 C628,132 694,250 670,392 C664,350 654,312 632,284 C592,244 540,236 500,236 "
        "C460,236 408,244 368,284 C346,312 336,350 330,392Z"
    )
    ropes = "".join(
        _rope(style, ((500 + side * (18 + 27 * n), 246 + 9 * n), (500 + side * (26 + 34 * n), 190 + 12 * n),
                      (500 + side * (60 + 30 * n), 140 + 16 * n), (500 + side * (100 + 22 * n), 152 + 34 * n)), 9)
        for n in range(5) for side in (1, -1)
    ) + _rope(style, ((500, 242), (500, 206), (500, 170), (500, 138)), 9)  # fmt: skip
    return (
        line("M344,370 C352,310 392,256 500,248 C608,256 648,310 656,370", style.skin_deep, 14, 0.32, "soft6")
        + path(shape, "url(#hairback)")
        + ropes
    )


def _rope(style: Style, curve: tuple[tuple[float, float], ...], half: float) -> str:
    """One loc: a thick line with the light on its turns."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = curve
    d = f"M{x0:.0f},{y0:.0f} C{x1:.0f},{y1:.0f} {x2:.0f},{y2:.0f} {x3:.0f},{y3:.0f}"
    marks = []
    for step in range(1, 14):
        t = step / 14
        a, b, c, e = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3
        x, y = a * x0 + b * x1 + c * x2 + e * x3, a * y0 + b * y1 + c * y2 + e * y3
        marks.append(f"M{x - half * 0.6:.1f},{y - 3:.1f} l{half * 1.1:.1f},6")
    lit = mix(style.hair, style.hair_light, 0.5)
    return line(d, style.hair_dark, half * 2 + 4) + line(d, style.hair, half * 2) + line(" ".join(marks), lit, 3, 0.6)


def _rings(style: Style, count: int, seed: int, inner: float, outer: float) -> str:
    """Open curls in a ring about the crown, lit from the upper left; the lower ones lie over the upper ones."""
    dice = random.Random(seed)  # noqa: S311 - curls, not secrets
    places = []
    for _ in range(count):
        angle, radius = dice.uniform(-0.2, 1.2) * math.pi, math.sqrt(dice.uniform(inner**2, outer**2))
        x, y = 500 - radius * 0.92 * math.cos(angle), 350 - radius * math.sin(angle)
        aside = abs(x - 500)
        if y < (226 + aside**2 / 420 if aside < 132 else 290 if aside < 178 else 330):  # the face stays free
            places.append((y, x))
    return "".join(_curl(style, x, y, dice) for y, x in sorted(places))


def _curl(style: Style, x: float, y: float, dice: random.Random) -> str:
    r, turn = dice.uniform(13, 21), dice.uniform(-50, 50)
    lit = max(0.0, min(0.8, (330 - y) / 300 * (760 - x) / 420))
    body = mix(mix(style.hair_dark, style.hair, 0.75), style.hair_light, 0.45 * lit)
    whorl = f"M{-r * 0.2:.1f},{r * 0.25:.1f} a{r * 0.35:.1f},{r * 0.35:.1f} 0 1 1 {r * 0.5:.1f},{-r * 0.1:.1f}"
    gleam = f"M{-r * 0.72:.1f},{-r * 0.1:.1f} A{r * 0.75:.1f},{r * 0.75:.1f} 0 0 1 {r * 0.2:.1f},{-r * 0.7:.1f}"
    return (
        f'<g transform="translate({x:.0f},{y:.0f}) rotate({turn:.0f})">'
        + oval((1, 2), (r + 2, r * 0.92 + 2), style.hair_dark, 0.55)
        + oval((0, 0), (r, r * 0.92), body)
        + line(whorl, style.hair_dark, 3, 0.6)
        + line(gleam, mix(body, style.hair_light, 0.75), 3.2, 0.35 + 0.5 * lit)
        + "</g>"
    )

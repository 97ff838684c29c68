"""Hands for every gesture, drawn with the wrist at (0, 0) and the fingers down, as the arm on the picture's right has.

Seen from the palm, the thumb lies at positive x; seen from the back, the same drawing is mirrored and has nails.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from heygen_cli.studio.presenter.style import Style
from heygen_cli.studio.presenter.svg import Point, lerp, line, mix, oval, path

HandShape = Literal["rest", "palm", "one", "two", "three", "four", "thumb"]
_FOLDED: dict[HandShape, int] = {"palm": 0, "one": 3, "two": 2, "three": 1, "four": 0}


@dataclass(frozen=True)
class _Finger:
    """Where a finger leaves the palm, its direction in degrees towards the thumb's side, length, and widths."""

    x: float
    y: float
    angle: float
    length: float
    base: float
    tip: float


# The drawing below is that of a small hand.
_SIZE = 1.09
# Index, middle, ring and little finger; those that fold do so from the last.
_FINGERS = (
    _Finger(43, 112, 6, 112, 31, 25),
    _Finger(13, 121, 1, 126, 32, 26),
    _Finger(-18, 118, -4, 116, 31, 25),
    _Finger(-46, 106, -12, 90, 27, 21),
)
_RESTING = (
    _Finger(42, 104, -7, 104, 32, 25),
    _Finger(13, 114, -5, 116, 33, 26),
    _Finger(-17, 112, -2, 106, 32, 25),
    _Finger(-44, 102, 2, 84, 28, 21),
)
_THUMB = _Finger(30, 40, 50, 118, 50, 27)
_PALM = (
    "M-38,-6 C-44,4 -56,28 -61,60 C-64,84 -64,100 -60,114 C-44,132 -20,134 0,134 C24,134 44,130 57,118 "
    "C62,98 62,78 62,62 C60,36 46,10 38,-6 A38,38 0 0 0 -38,-6Z"
)


def draw(style: Style, shape: HandShape) -> str:
    """One hand."""
    if shape == "rest":
        return f'<g transform="scale({-_SIZE},{_SIZE})">{_relaxed(style)}</g>'
    drawn = _thumb_up(style) if shape == "thumb" else _open(style, _FOLDED[shape], thumb_out=shape == "palm")
    return f'<g transform="scale({_SIZE})">{drawn}</g>'


def _open(style: Style, folded: int, *, thumb_out: bool) -> str:
    """A palm to the viewer with the last fingers folded into it."""
    up, down = _FINGERS[: 4 - folded], _FINGERS[4 - folded :]
    inside = _inside(style)
    parts = [_digit(style, _THUMB, inside, bend=-14)] if thumb_out else []
    parts += [_digit(style, finger, inside) for finger in reversed(up)]
    parts += [_palm(style, inside), *(_crease(style, finger) for finger in up)]
    parts += [_curled(style, finger) for finger in reversed(down)]
    return "".join(parts) + ("" if thumb_out else _thumb_across(style))


def _relaxed(style: Style) -> str:
    """The back of a hand at rest: fingers together, slightly curled."""
    fingers = "".join(_digit(style, finger, _fill(style), bend=6, nail=True) for finger in reversed(_RESTING))
    thumb = _digit(style, _Finger(36, 14, 22, 112, 44, 26), _fill(style), bend=14, nail=True)
    knuckles = "".join(
        oval((finger.x, finger.y - 4), (9, 6), style.skin_light, 0.5, "soft3")
        + line(f"M{finger.x - 9:.0f},{finger.y + 6:.0f} q9,5 18,0", style.skin_deep, 1.8, 0.28)
        for finger in _RESTING
    )
    tendons = " ".join(f"M{finger.x * 0.45:.0f},30 L{finger.x * 0.9:.0f},{finger.y - 22:.0f}" for finger in _RESTING)
    back = line(tendons, style.skin_shade, 3, 0.35, "soft2") + knuckles
    return thumb + fingers + _palm(style, _fill(style), lines=False) + back


def _thumb_up(style: Style) -> str:
    """A fist seen from its fingers, the thumb along the arm."""
    edge, deep = _edge(style), style.skin_deep
    side = "M-38,-6 C-46,6 -60,24 -62,60 C-64,110 -56,140 -34,146 L34,146 C60,140 66,100 62,60 C58,20 46,8 38,-6"
    fist = f"{side} A38,38 0 0 0 -38,-6Z"
    thumb = _digit(style, _Finger(-24, 100, 2, 128, 50, 33), _fill(style), bend=-12)
    rows = "".join(
        path(
            f"M{-34 + inset},{y} C{-34 + inset},{y - 17} 60,{y - 18} 66,{y - 3} C68,{y + 14} 60,{y + 19} "
            f"{-20 + inset},{y + 17} C{-36 + inset},{y + 16} {-36 + inset},{y + 6} {-34 + inset},{y}Z",
            _fill(style),
        )
        + line(
            f"M{-34 + inset},{y} C{-34 + inset},{y - 17} 60,{y - 18} 66,{y - 3} C68,{y + 14} 60,{y + 19} "
            f"{-20 + inset},{y + 17} C{-36 + inset},{y + 16} {-36 + inset},{y + 6} {-34 + inset},{y}Z",
            edge, 2.4, 0.55,
        )
        + line(f"M{-6 + inset},{y - 5} L46,{y - 7}", style.skin_light, 6, 0.45, "soft3")
        for y, inset in ((26, 14), (58, 6), (90, 0), (122, 0))
    )  # fmt: skip
    shade = path("M-60,70 C-62,112 -54,140 -34,144 L-30,60Z", deep, 0.2, "soft6")
    return thumb + path(fist, _fill(style)) + line(side, edge, 2.4, 0.5) + rows + shade


def _palm(style: Style, fill: str, *, lines: bool = True) -> str:
    deep = style.skin_deep
    parts = [
        path(_PALM, fill),
        line("M-38,-6 C-44,4 -56,28 -61,60 C-64,84 -64,100 -60,114", _edge(style), 2.4, 0.5),
        line("M62,64 C60,36 46,10 38,-6", _edge(style), 2.4, 0.5),
        path("M-24,-26 C-30,0 -42,30 -46,60 L-40,96 C-32,50 -18,10 -10,-26Z", style.skin_shade, 0.35, "soft6"),
    ]
    if lines:
        parts += [
            oval((34, 56), (22, 36), style.skin_light, 0.45, "soft6"),
            oval((-38, 62), (16, 34), style.skin_light, 0.3, "soft6"),
            line("M54,92 C30,84 12,60 8,14", deep, 2.6, 0.34),
            line("M52,98 C20,96 -10,80 -40,66", deep, 2.2, 0.24),
            line("M-54,92 C-30,104 0,106 26,118", deep, 2.2, 0.26),
        ]
    return "".join(parts)


def _digit(style: Style, finger: _Finger, fill: str, bend: float = 0.0, *, nail: bool = False) -> str:
    """A straight or slightly curved finger; ``bend`` turns its tip, in degrees."""
    middle = _ahead((finger.x, finger.y), finger.angle, finger.length * 0.5)
    spine = [(finger.x, finger.y), middle, _ahead(middle, finger.angle + bend, finger.length * 0.5)]
    shape = _tapered(spine, finger.base, finger.tip)
    light = _tapered(spine, finger.base * 0.3, finger.tip * 0.3)
    tip = spine[2]
    parts = [path(shape, fill), path(light, style.skin_light, 0.55, "soft3")]
    parts.append(line(shape.removesuffix("Z"), _edge(style), 2.4, 0.55))
    if nail:
        turn = -(finger.angle + bend)
        size = (finger.tip * 0.27, finger.tip * 0.36)
        parts.append(
            f'<g transform="translate({tip[0]:.1f},{tip[1]:.1f}) rotate({turn:.1f})">'
            + oval((0, 1), size, mix(style.skin_light, "#f6b7a8", 0.35), 0.9)
            + oval((-1.5, -1), (size[0] * 0.4, size[1] * 0.5), "#ffffff", 0.35)
            + "</g>"
        )
    return "".join(parts)


def _crease(style: Style, finger: _Finger) -> str:
    """The lines across a straight finger where it bends."""
    marks = []
    for share in (0.05, 0.42, 0.74):
        x, y = _ahead((finger.x, finger.y), finger.angle, finger.length * share)
        half = lerp(finger.base, finger.tip, share) * 0.36
        slope = math.tan(math.radians(-finger.angle)) * half
        marks.append(f"M{x - half:.1f},{y - slope:.1f} Q{x:.1f},{y + 3:.1f} {x + half:.1f},{y + slope:.1f}")
    return line(" ".join(marks), style.skin_deep, 1.9, 0.3)


def _curled(style: Style, finger: _Finger) -> str:
    """A finger folded into the palm."""
    spine = [(finger.x, finger.y + 6), (finger.x * 0.98, finger.y - 16), (finger.x * 0.94, finger.y - 46)]
    shape = _tapered(spine, finger.base + 3, finger.tip + 4)
    shade = oval((finger.x * 0.94, finger.y - 62), (finger.base * 0.5, 9), style.skin_deep, 0.35, "soft3")
    light = oval((finger.x - 2, finger.y - 8), (finger.base * 0.22, 18), style.skin_light, 0.6, "soft3")
    joint = line(f"M{finger.x - 11:.0f},{finger.y - 22:.0f} q11,4 22,0", style.skin_deep, 1.9, 0.3)
    return shade + path(shape, _inside(style)) + light + joint + line(shape.removesuffix("Z"), _edge(style), 2.4, 0.6)


def _thumb_across(style: Style) -> str:
    """The thumb laid over the palm and what is folded there."""
    spine = [(30.0, 18.0), (34.0, 62.0), (-18.0, 80.0)]
    shape = _tapered(spine, 40, 31)
    light = _tapered(spine, 12, 9)
    return (
        oval((0, 90), (40, 10), style.skin_deep, 0.3, "soft6")
        + path(shape, _inside(style))
        + path(light, style.skin_light, 0.5, "soft3")
        + line(shape.removesuffix("Z"), _edge(style), 2.4, 0.55)
    )


def _fill(style: Style) -> str:
    return mix(style.skin, style.skin_shade, 0.12)


def _inside(style: Style) -> str:
    """Palms are paler than the backs of hands, the more so the darker the skin."""
    return mix(_fill(style), "#f2c0a6", 0.16)


def _edge(style: Style) -> str:
    return mix(style.skin_shade, style.skin_deep, 0.75)


def _ahead(start: Point, angle: float, length: float) -> Point:
    turn = math.radians(angle)
    return start[0] + math.sin(turn) * length, start[1] + math.cos(turn) * length


def _tapered(spine: list[Point], start: float, end: float) -> str:
    """The outline of a limb of falling width along a quadratic curve, open at its start, round at its end."""
    (ax, ay), (bx, by), (cx, cy) = spine
    # The curve shall pass through the middle point.
    mx, my = 2 * bx - (ax + cx) / 2, 2 * by - (ay + cy) / 2
    near, far = [], []
    for step in range(9):
        t = step / 8
        x = (1 - t) ** 2 * ax + 2 * t * (1 - t) * mx + t * t * cx
        y = (1 - t) ** 2 * ay + 2 * t * (1 - t) * my + t * t * cy
        dx, dy = (1 - t) * (mx - ax) + t * (cx - mx), (1 - t) * (my - ay) + t * (cy - my)
        size = math.hypot(dx, dy) or 1
        half = lerp(start, end, t) / 2
        nx, ny = -dy / size * half, dx / size * half
        near.append((x + nx, y + ny))
        far.append((x - nx, y - ny))
    radius = end / 2
    ahead = " ".join(f"L{x:.1f},{y:.1f}" for x, y in near[1:])
    back = " ".join(f"L{x:.1f},{y:.1f}" for x, y in reversed(far[:-1]))
    tip = f"A{radius:.1f},{radius:.1f} 0 0 0 {far[-1][0]:.1f},{far[-1][1]:.1f}"
    return f"M{near[0][0]:.1f},{near[0][1]:.1f} {ahead} {tip} {back}Z"

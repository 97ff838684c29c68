"""Eyes and brows for any gaze, lid and expression."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace

from heygen_cli.studio.presenter.style import Style
from heygen_cli.studio.presenter.svg import Point, lerp, line, mirrored, mix, oval, path

# The middle of the right-hand eye, seen by the viewer.
_APART, _HEIGHT = 80, 420
# What a look's ``eye_gap`` and ``eye_tilt`` amount to: units and degrees.
_GAP, _TURN = 5.0, 5.0
_INNER: Point = (-38, 6)
_OUTER: Point = (41, -1)
_RAYS = " ".join(
    f"M{9 * math.cos(angle):.1f},{9 * math.sin(angle):.1f} L{18 * math.cos(angle):.1f},{18 * math.sin(angle):.1f}"
    for angle in (step * math.pi / 9 for step in range(18))
)


@dataclass(frozen=True)
class EyePose:
    """Lid 0 shut to 1 open, a little more when startled; gaze -1 to 1, right and down.

    ``brow`` to ``squint`` are those of ``Expression``; ``wink`` shuts the eye on the picture's right.
    """

    lid: float = 1.0
    wink: float = 0.0
    gaze_x: float = 0.0
    gaze_y: float = 0.0
    brow: float = 0.0
    inner: float = 0.0
    tilt: float = 0.0
    squint: float = 0.3


@dataclass(frozen=True)
class _Lids:
    """The control points of one eye's opening, about the eye's own middle."""

    upper: tuple[Point, Point]
    lower: tuple[Point, Point]
    crease: tuple[Point, Point]
    outer_y: float
    open: float


def sockets(style: Style) -> str:
    """The shade in which the eyes lie: it never changes."""
    shade = oval((_APART, _HEIGHT - 14), (52, 26), style.skin_shade, 0.40, "soft12")
    shade += oval((_APART - 2, _HEIGHT + 27), (44, 10), style.skin_shade, 0.26, "soft6")
    return mirrored(f'<g transform="translate({500 + _GAP * style.eye_gap:.1f},0)">{shade}</g>')


def draw(style: Style, pose: EyePose) -> str:
    """Both eyes with their brows."""
    right = replace(pose, lid=pose.lid * (1 - pose.wink), brow=pose.brow + 0.75 * pose.tilt - 0.3 * pose.wink)
    left = replace(pose, brow=pose.brow - 0.45 * pose.tilt, inner=pose.inner - 0.3 * pose.tilt)
    return _frown(style, pose) + _eye(style, right, 1) + _eye(style, left, -1)


def _frown(style: Style, pose: EyePose) -> str:
    """The folds that drawn or lifted brows leave between them."""
    if abs(pose.inner) < 0.3:
        return ""
    if pose.inner < 0:
        return mirrored(line("M511,372 C514,380 513,390 509,397", style.skin_deep, 3, -0.5 * pose.inner, "soft2"))
    return line("M470,318 Q500,310 530,318 M478,332 Q500,325 522,332", style.skin_deep, 3, 0.3 * pose.inner, "soft2")


def _eye(style: Style, pose: EyePose, side: int) -> str:
    lids = _lids(style, pose)
    parts = [
        f'<g transform="translate({500 + side * (_APART + _GAP * style.eye_gap):.1f},{_HEIGHT}) scale({side},1)">',
        f'<g transform="rotate({-_TURN * style.eye_tilt:.1f}) scale({style.eye_size:.2f})">',
        _upper_lid(style, lids),
        _ball(style, pose, lids, side) if lids.open > 0.06 else "",
        _lashes(style, lids),
        _folds(style, lids),
        "</g>",
        _brow(style, pose),
        "</g>",
    ]
    return "".join(parts)


def _between(first: tuple[Point, Point], second: tuple[Point, Point], share: float) -> tuple[Point, Point]:
    (a, b), (c, d) = first, second
    return (lerp(a[0], c[0], share), lerp(a[1], c[1], share)), (lerp(b[0], d[0], share), lerp(b[1], d[1], share))


def _lids(style: Style, pose: EyePose) -> _Lids:
    # Lids follow the gaze, downwards more than upwards.
    follow = 1 - 0.1 * max(0.0, pose.squint) - (0.26 if pose.gaze_y > 0 else 0.08) * pose.gaze_y
    m, opened = style.masculine, max(0.0, min(1.2, pose.lid * follow))
    lift = 7.5 * pose.squint
    fold = style.eye_fold
    upper = _between(
        ((-24, 15), (18, 17)), ((-28, -23 + 5 * m + 9 * fold), (16, -30 + 6 * m + 5 * fold * (1 - m))), opened
    )
    near = ((upper[0][0] - 2, upper[0][1] - 11), (upper[1][0] + 3, upper[1][1] - 11))
    crease = _between(near, ((-30, -38 + 5 * m), (22, -44 + 7 * m)), 0.55)
    lower = ((28.0, 23 - lift), (-16.0, 26 - lift))
    return _Lids(upper, lower, crease, lerp(4, -1, opened), opened)


def _at(point: Point, dx: float = 0, dy: float = 0) -> str:
    return f"{point[0] + dx:.1f},{point[1] + dy:.1f}"


def _upper_lid(style: Style, lids: _Lids) -> str:
    (u1, u2), (c1, c2) = lids.upper, lids.crease
    shape = (
        f"M{_at(_INNER, -2, -3)} C{_at(c1)} {_at(c2)} {_OUTER[0] + 6},{lids.outer_y - 7:.1f} "
        f"L{_OUTER[0]},{lids.outer_y:.1f} C{_at(u2)} {_at(u1)} {_at(_INNER)}Z"
    )
    return path(shape, mix(style.skin, style.skin_shade, 0.36))


def _ball(style: Style, pose: EyePose, lids: _Lids, side: int) -> str:
    (u1, u2), (l1, l2) = lids.upper, lids.lower
    name = f"eye{side + 1}"
    opening = f"M{_at(_INNER)} C{_at(u1)} {_at(u2)} {_OUTER[0]},{lids.outer_y:.1f} C{_at(l1)} {_at(l2)} {_at(_INNER)}Z"
    gaze_x, gaze_y = pose.gaze_x * 10 * side, pose.gaze_y * 7
    shade = f"M{_at(_INNER, 0, -4)} C{_at(u1, 0, 2)} {_at(u2, 0, 2)} {_OUTER[0]},{lids.outer_y - 2:.1f}"
    parts = [
        f'<clipPath id="{name}"><path d="{opening}"/></clipPath><g clip-path="url(#{name})">',
        '<rect x="-50" y="-40" width="100" height="80" fill="url(#white)"/>',
        oval((_INNER[0] + 3, _INNER[1]), (7, 5), "#e9a898", 0.8),
        f'<g transform="translate({1 + gaze_x:.1f},{-1.5 + gaze_y:.1f})">',
        oval((0, 0), (23.5, 23.5), "url(#iris)"),
        line(_RAYS, mix(style.iris, "#ffffff", 0.45), 1, 0.35),
        oval((0, 0), (10, 10), "#0c0908"),
        oval((-6 * side, -8), (5.8, 5.8), "#ffffff", 0.95),
        oval((7 * side, 8), (2.8, 2.8), "#ffffff", 0.5),
        "</g>",
        line(shade, "#2a1a18", 11, 0.26),
        "</g>",
    ]
    return "".join(parts)


def _lashes(style: Style, lids: _Lids) -> str:
    (u1, u2), y = lids.upper, lids.outer_y
    thick, wing = lerp(3.6, 6.4, style.lashes), lerp(1, 9, style.lashes)
    colour = mix(style.hair_dark if style.age < 0.5 else style.brow, "#120a08", 0.6)
    tip = (_OUTER[0] + wing, y - wing * 0.55)
    lashes = path(
        f"M{_at(_INNER, -1, 0.5)} C{_at(u1)} {_at(u2)} {_at(tip)} "
        f"C{_at(u2, 1, -thick)} {_at(u1, -1, -thick * 0.62)} {_at(_INNER, -1, 0.5)}Z",
        colour,
    )
    if style.lashes > 0.5:
        up = -0.75 if lids.open > 0.4 else 0.5
        for share, length in ((0.74, 5.0), (0.86, 6.5), (0.96, 7.0)):
            x, top = _along(_INNER, u1, u2, (_OUTER[0] + wing * 0.5, y - wing * 0.3), share)
            top -= thick * 1.8 * share * (1 - share)
            lashes += line(
                f"M{x:.1f},{top - 2:.1f} q{length * 0.5:.1f},{length * 0.2 * up:.1f} {length:.1f},{length * up:.1f}",
                colour,
                2.2,
            )
    return lashes


def _folds(style: Style, lids: _Lids) -> str:
    (c1, c2), (l1, l2), y = lids.crease, lids.lower, lids.outer_y
    crease = (
        f"M{_at(_INNER, 8, -14 + (1 - lids.open) * 6)} C{_at(c1, 3, -1)} {_at(c2, 0, -1)} {_OUTER[0] + 5},{y - 9:.1f}"
    )
    rim = f"M{_OUTER[0] - 1},{y + 2:.1f} C{_at(l1, 0, 0.5)} {_at(l2, 0, 0.5)} {_at(_INNER, 10, 6)}"
    deep = style.skin_deep
    seen = (0.5 if lids.open > 0.3 else 0.35) * (1 - 0.75 * style.eye_fold)
    return line(crease, deep, 2, seen) + line(rim, deep, 1.7, 0.5)


def _brow(style: Style, pose: EyePose) -> str:
    m, raised = style.masculine, pose.brow
    width = lerp(7.8, 12.5, m) * style.brow_weight
    grief, anger = max(0.0, pose.inner), max(0.0, -pose.inner)
    x0, y0 = -44 - 2 * m - 5 * anger + 3 * grief, -53 - 10 * raised + 6 * m - 15 * grief + 10 * anger
    cx, cy = -26 - 3 * anger, -62 - 13 * raised + 8 * m - 9 * grief + 8 * anger
    x1, y1 = 8, -68 - 13 * raised + 10 * m + 3 * grief + 3 * anger - 6 * style.brow_arch
    x2, y2 = 55, -48 - 7 * raised + 5 * m + 8 * grief - 2 * anger
    shape = (
        f"M{x0:.1f},{y0:.1f} C{cx:.1f},{cy:.1f} {x1 - 12},{y1:.1f} {x1 + 8},{y1:.1f} "
        f"C{x1 + 24},{y1 + 2:.1f} {x2 - 8},{y2 - 9:.1f} {x2},{y2:.1f} "
        f"C{x2 - 14},{y2 - 6:.1f} {x1 + 20},{y1 + width * 0.95:.1f} {x1 + 4},{y1 + width:.1f} "
        f"C{x1 - 14},{y1 + width + 1:.1f} {cx + 4:.1f},{cy + width + 2:.1f} {x0 + 2:.1f},{y0 + width + 1.5:.1f} "
        f"Q{x0 - 5:.1f},{y0 + width * 0.7:.1f} {x0:.1f},{y0:.1f}Z"
    )
    dice = random.Random(5)  # noqa: S311 - eyebrows, not secrets
    hairs = []
    for index in range(22):
        share = index / 21
        x, y = _along(
            (x0 - 1, y0 + width * 0.75),
            (cx - 2, cy + width * 0.9),
            (x1 - 14, y1 + width * 0.75),
            (x1 + 24, y1 + width * 0.6),
            share,
        )
        angle, length = lerp(-1.25, -0.15, share) + dice.uniform(-0.12, 0.12), lerp(9, 8, share)
        hairs.append(
            f"M{x:.1f},{y + 2:.1f} q{length * 0.5 * math.cos(angle):.1f},{length * 0.6 * math.sin(angle):.1f} "
            f"{length * math.cos(angle + 0.25):.1f},{length * math.sin(angle + 0.25):.1f}"
        )
    return path(shape, "url(#brow)") + line(" ".join(hairs), mix(style.brow, style.hair_light, 0.2), 1.4, 0.5)


def _along(p0: Point, p1: Point, p2: Point, p3: Point, t: float) -> Point:
    """A point of a cubic curve."""
    a, b, c, d = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3
    return a * p0[0] + b * p1[0] + c * p2[0] + d * p3[0], a * p0[1] + b * p1[1] + c * p2[1] + d * p3[1]

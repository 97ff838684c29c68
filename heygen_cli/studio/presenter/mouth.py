"""Lips, teeth and tongue for any point of the mouth space."""

from __future__ import annotations

from dataclasses import dataclass

from heygen_cli.studio.presenter.style import Style
from heygen_cli.studio.presenter.svg import line, oval, path
from heygen_cli.studio.visemes import Mouth

CENTRE = (500, 562)
# Openings below this are drawn as closed lips.
_PARTED = 0.015


@dataclass(frozen=True)
class MouthPose(Mouth):
    """One mouth with its mood: ``smile`` from -1 (corners down) to 1, ``skew`` pulls it to the picture's right."""

    smile: float = 0.5
    skew: float = 0.0


@dataclass(frozen=True)
class _Lips:
    """Measures of the lips about the middle of the mouth; ``corner`` and downward are positive y."""

    half: float
    up: float
    down: float
    upper: float
    lower: float
    corner: float
    bow: float

    @property
    def upper_edge(self) -> str:
        """The inner edge of the upper lip, left corner to right; to follow a move to the left corner."""
        w, u, c = self.half, self.up, self.corner
        return (
            f"C{-w * 0.55:.1f},{-u - 1:.1f} {-w * 0.2:.1f},{-u:.1f} 0,{-u + 1.5:.1f} "
            f"C{w * 0.2:.1f},{-u:.1f} {w * 0.55:.1f},{-u - 1:.1f} {w - 3:.1f},{c:.1f}"
        )

    @property
    def lower_edge(self) -> str:
        """The inner edge of the lower lip, right corner to left."""
        w, d, c = self.half, self.down, self.corner
        return (
            f"C{w * 0.62:.1f},{d * 0.95 + 2:.1f} {w * 0.3:.1f},{d + 1.5:.1f} 0,{d + 1.5:.1f} "
            f"C{-w * 0.3:.1f},{d + 1.5:.1f} {-w * 0.62:.1f},{d * 0.95 + 2:.1f} {-w + 3:.1f},{c:.1f}"
        )


def draw(style: Style, pose: MouthPose) -> str:
    """The mouth and the shadows it throws on the skin around it."""
    lips = _measure(style, pose)
    parted = pose.opening > _PARTED
    parts = [
        f'<g transform="translate({CENTRE[0] + 8 * pose.skew:.1f},{CENTRE[1]}) rotate({-5 * pose.skew:.1f})">',
        _surroundings(style, pose, lips),
        _cavity(pose, lips) if parted else "",
        _lip_shapes(lips),
        _gloss(lips),
        "" if parted else line(f"M{-lips.half + 1:.1f},{lips.corner:.1f} {lips.upper_edge}", style.lip_dark, 2.6, 0.85),
        _tucked(lips, pose.tuck) if pose.tuck > 0.2 else "",
        "</g>",
    ]
    return "".join(parts)


def _measure(style: Style, pose: MouthPose) -> _Lips:
    m, o, r, tuck = style.masculine, max(0.0, pose.opening), pose.round, pose.tuck
    half = 48 + 11 * pose.wide + 7 * pose.smile - 17 * r - 4 * o + 4 * m
    return _Lips(
        half=half,
        up=3.0 * o + 2.0 * pose.teeth * min(1.0, o * 3),
        down=(36 * o + 2.5 * r * o) * (1 - 0.75 * tuck),
        upper=(13.0 + 3.0 * r - 2.5 * o - 5.5 * pose.press) * (1 - 0.28 * m) * style.lips,
        lower=(16.5 + 3.5 * r - 3 * o - 7 * pose.press) * (1 - 0.2 * m) * style.lips * (1 - 0.45 * tuck),
        corner=-(pose.smile * (12 if pose.smile > 0 else 16) - r * 3) + 7 * o,
        bow=9.5 - 2 * r,
    )


def _surroundings(style: Style, pose: MouthPose, lips: _Lips) -> str:
    w, c, deep = lips.half, lips.corner, style.skin_deep
    top = -lips.upper - lips.up
    groove = f"M-6,{top - 20:.1f} Q-8,{top - 9:.1f} -9,{top - 2:.1f} M6,{top - 20:.1f} Q8,{top - 9:.1f} 9,{top - 2:.1f}"
    fold = max(0.0, min(1.0, 1.2 * pose.smile + 0.6 * pose.wide))
    low = 10 + pose.opening * 8
    folds = (
        f"M{-w - 15:.1f},-30 Q{-w - 26:.1f},-10 {-w - 16:.1f},{low:.1f} "
        f"M{w + 15:.1f},-30 Q{w + 26:.1f},-10 {w + 16:.1f},{low:.1f}"
    )
    return (
        line(groove, style.skin_shade, 3, 0.35)
        + oval((0, lips.down + lips.lower + 9), (w * 0.55, 6.5), deep, 0.40, "soft3")
        + oval((-w - 1, c), (5, 5), deep, 0.36, "soft3")
        + oval((w + 1, c), (5, 5), deep, 0.36, "soft3")
        + line(folds, deep, 3, 0.2 * fold, "soft3")
    )


def _cavity(pose: MouthPose, lips: _Lips) -> str:
    w, d, o = lips.half, lips.down, pose.opening
    tongue_y = d - 6 - 10 * pose.tongue * min(1.0, o * 2)
    corner = f"M{-w + 3:.1f},{lips.corner:.1f}"
    lower_row = (o - 0.45) * 6
    parts = [
        f'<clipPath id="mouth"><path d="{corner} {lips.upper_edge} {lips.lower_edge}Z"/></clipPath>',
        '<g clip-path="url(#mouth)"><rect x="-80" y="-40" width="160" height="120" fill="url(#throat)"/>',
        oval((0, tongue_y + 13), (w * 0.60, 15 + 6 * pose.tongue), "#b8535a"),
        oval((0, tongue_y + 8), (w * 0.34, 7 + 3 * pose.tongue), "#d77a7c", 0.65),
        _upper_teeth(pose, lips),
        _raised_tongue(pose, lips) if pose.tongue > 0.5 else "",
        path(
            f"M{-w * 0.5:.1f},{d + 6:.1f} Q{-w * 0.4:.1f},{d - lower_row:.1f} 0,{d - lower_row - 1:.1f} "
            f"Q{w * 0.4:.1f},{d - lower_row:.1f} {w * 0.5:.1f},{d + 6:.1f}Z",
            "#e5dcd5",
            0.85,
        )
        if lower_row > 0
        else "",
        line(f"{corner} {lips.upper_edge}", "#2b0c10", 5 + 3 * o, 0.36),
        "</g>",
    ]
    return "".join(parts)


def _upper_teeth(pose: MouthPose, lips: _Lips) -> str:
    tall, half, top = 4 + 11.5 * pose.teeth, lips.half * 0.80, -lips.up
    row = (
        f"M{-half:.1f},{top - 8:.1f} L{half:.1f},{top - 8:.1f} L{half * 0.98:.1f},{top + tall * 0.35:.1f} "
        f"Q{half * 0.55:.1f},{top + tall + 2:.1f} 0,{top + tall + 2.5:.1f} "
        f"Q{-half * 0.55:.1f},{top + tall + 2:.1f} {-half * 0.98:.1f},{top + tall * 0.35:.1f}Z"
    )
    gaps = " ".join(
        f"M{k * half * 0.23:.1f},{top - 4:.1f} L{k * half * 0.23:.1f},{top + tall * (1 - 0.1 * abs(k)):.1f}"
        for k in (-2, -1, 0, 1, 2)
    )
    return path(row, "url(#teeth)") + line(gaps, "#b9aca6", 0.9, 0.45)


def _raised_tongue(pose: MouthPose, lips: _Lips) -> str:
    """Its tip at or between the teeth, for l and th."""
    top = lips.down - (lips.down + lips.up) * (0.12 + 0.48 * pose.tongue)
    half = lips.half * 0.46
    return (
        oval((0, top + 12), (half, 12), "#a8474f")
        + oval((0, top + 12.5), (half - 1.5, 11), "#c96a6d")
        + oval((-2, top + 5), (half * 0.5, 2.2), "#eba5a1", 0.7)
    )


def _lip_shapes(lips: _Lips) -> str:
    w, c, bow, down = lips.half, lips.corner, lips.bow, lips.down + lips.lower
    top = -lips.up - lips.upper
    side = -lips.up - lips.upper * 0.62
    upper = (
        f"M{-w:.1f},{c:.1f} C{-w * 0.66:.1f},{side:.1f} {-bow - 10:.1f},{top:.1f} {-bow:.1f},{top:.1f} "
        f"Q{-bow * 0.4:.1f},{top:.1f} 0,{top + 4.5:.1f} Q{bow * 0.4:.1f},{top:.1f} {bow:.1f},{top:.1f} "
        f"C{bow + 10:.1f},{top:.1f} {w * 0.66:.1f},{side:.1f} {w:.1f},{c:.1f} L{w - 3:.1f},{c:.1f} "
        f"C{w * 0.55:.1f},{-lips.up - 1:.1f} {w * 0.2:.1f},{-lips.up:.1f} 0,{-lips.up + 1.5:.1f} "
        f"C{-w * 0.2:.1f},{-lips.up:.1f} {-w * 0.55:.1f},{-lips.up - 1:.1f} {-w + 3:.1f},{c:.1f}Z"
    )
    inner = lips.down
    lower = (
        f"M{-w + 3:.1f},{c:.1f} C{-w * 0.62:.1f},{inner * 0.95 + 2:.1f} {-w * 0.3:.1f},{inner + 1.5:.1f} "
        f"0,{inner + 1.5:.1f} C{w * 0.3:.1f},{inner + 1.5:.1f} {w * 0.62:.1f},{inner * 0.95 + 2:.1f} "
        f"{w - 3:.1f},{c:.1f} L{w:.1f},{c:.1f} C{w * 0.74:.1f},{inner + lips.lower * 0.62:.1f} "
        f"{w * 0.42:.1f},{down + 1:.1f} 0,{down + 1:.1f} "
        f"C{-w * 0.42:.1f},{down + 1:.1f} {-w * 0.74:.1f},{inner + lips.lower * 0.62:.1f} {-w:.1f},{c:.1f}Z"
    )
    return path(upper, "url(#lipupper)") + path(lower, "url(#liplower)")


def _gloss(lips: _Lips) -> str:
    return oval(
        (-3, lips.down + lips.lower * 0.52), (lips.half * 0.34, max(1.2, lips.lower * 0.15)), "#ffffff", 0.3, "soft3"
    )


def _tucked(lips: _Lips, tuck: float) -> str:
    """The edge of the upper teeth on the lower lip, for f and v."""
    w, d = lips.half * 0.55, lips.down
    edge = (
        f"M{-w:.1f},{d - 3:.1f} L{w:.1f},{d - 3:.1f} Q{w * 0.55:.1f},{d + 5:.1f} 0,{d + 5.5:.1f} "
        f"Q{-w * 0.55:.1f},{d + 5:.1f} {-w:.1f},{d - 3:.1f}Z"
    )
    return path(edge, "#f7f1ea", min(1.0, tuck))

"""Small pieces of SVG that all drawings share: colours, gradients, blurs and bundles of hair.

Drawings use units of their own: a head centred on x = 500, eyes at y = 420, chin at y = 651, and a body that goes on
below y = 1400, so that any picture format can cut it.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from functools import cache

from heygen_cli.studio.presenter.style import Style

Point = tuple[float, float]
Guide = Sequence[Point]

BLURS = {"soft2": 2, "soft3": 3, "soft6": 6, "soft12": 12, "soft24": 22}


def lerp(start: float, end: float, share: float) -> float:
    """The value ``share`` of the way from ``start`` to ``end``."""
    return start + (end - start) * share


def mix(first: str, second: str, share: float) -> str:
    """The colour ``share`` of the way from the first to the second."""
    pair = zip(bytes.fromhex(first[1:]), bytes.fromhex(second[1:]), strict=True)
    return "#" + "".join(f"{max(0, min(255, round(lerp(a, b, share)))):02x}" for a, b in pair)


def path(d: str, fill: str, opacity: float = 1.0, blur: str = "") -> str:
    """A filled outline."""
    return f'<path d="{d}" fill="{fill}"{_paint(opacity, blur)}/>'


def line(d: str, colour: str, width: float, opacity: float = 1.0, blur: str = "") -> str:
    """A stroke with round ends."""
    return (
        f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width:.1f}" stroke-linecap="round"'
        f"{_paint(opacity, blur)}/>"
    )


def oval(centre: Point, radii: Point, fill: str, opacity: float = 1.0, blur: str = "") -> str:
    """A filled ellipse."""
    return (
        f'<ellipse cx="{centre[0]:.1f}" cy="{centre[1]:.1f}" rx="{radii[0]:.1f}" ry="{radii[1]:.1f}"'
        f' fill="{fill}"{_paint(opacity, blur)}/>'
    )


def mirrored(content: str) -> str:
    """A drawing and its mirror image about the middle of the face."""
    return f'{content}<g transform="translate(1000,0) scale(-1,1)">{content}</g>'


def strands(
    first: Guide,
    last: Guide,
    count: int,
    seed: int,
    colours: Sequence[str],
    width: tuple[float, float] = (1.4, 4.2),
    opacity: tuple[float, float] = (0.2, 0.65),
) -> str:
    """Tapered hairs between two cubic curves of four points each."""
    dice = random.Random(seed)  # noqa: S311 - hair, not secrets
    parts = []
    for index in range(count):
        share = (index + dice.random() * 0.8) / count
        ends = [
            (lerp(a[0], b[0], share) + dice.uniform(-3, 3), lerp(a[1], b[1], share) + dice.uniform(-3, 3))
            for a, b in zip(first, last, strict=True)
        ]
        parts.append(path(_hair(ends, dice.uniform(*width)), dice.choice(colours), dice.uniform(*opacity)))
    return "".join(parts)


def _hair(points: list[Point], width: float) -> str:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points
    length = math.hypot(x3 - x0, y3 - y0) or 1
    nx, ny = -(y3 - y0) / length * width, (x3 - x0) / length * width
    return (
        f"M{x0:.1f},{y0:.1f} C{x1 + nx:.1f},{y1 + ny:.1f} {x2 + nx:.1f},{y2 + ny:.1f} {x3:.1f},{y3:.1f} "
        f"C{x2 - nx:.1f},{y2 - ny:.1f} {x1 - nx:.1f},{y1 - ny:.1f} {x0:.1f},{y0:.1f}Z"
    )


def _paint(opacity: float, blur: str) -> str:
    told = f' opacity="{opacity:.2f}"' if opacity < 1 else ""
    return f'{told} filter="url(#{blur})"' if blur else told


def _linear(name: str, end: Point, *stops: tuple[float, str] | tuple[float, str, float]) -> str:
    return f'<linearGradient id="{name}" x1="0" y1="0" x2="{end[0]}" y2="{end[1]}">{_stops(stops)}</linearGradient>'


def _stops(stops: Sequence[tuple[float, str] | tuple[float, str, float]]) -> str:
    return "".join(
        f'<stop offset="{stop[0]}" stop-color="{stop[1]}"'
        + (f' stop-opacity="{stop[2]}"' if len(stop) == 3 else "")
        + "/>"
        for stop in stops
    )


def cloth(name: str, middle: str, light: str, dark: str) -> str:
    """The gradient of a garment, lit from above; in drawing units, so that all its parts agree."""
    stops = (
        (0, mix(middle, light, 0.5)),
        (0.16, mix(middle, light, 0.18)),
        (0.45, middle),
        (1, mix(middle, dark, 0.6)),
    )
    return (
        f'<linearGradient id="{name}" gradientUnits="userSpaceOnUse" x1="440" y1="740" x2="560" y2="1960">'
        f"{_stops(stops)}</linearGradient>"
    )


@cache
def definitions(style: Style) -> str:
    """The gradients and blurs that drawings refer to by name."""
    s = style
    cool = "#8d8a92"
    gradients = (
        # In drawing units, so that a dropping jaw does not shift the shading of the whole face.
        '<linearGradient id="face" gradientUnits="userSpaceOnUse" x1="364" y1="200" x2="636" y2="652">'
        + _stops(((0, s.skin_light), (0.5, s.skin), (1, mix(s.skin, s.skin_shade, 0.45))))
        + "</linearGradient>"
        + _linear(
            "neck",
            (0, 1),
            (0, mix(s.skin_shade, s.skin_deep, 0.15)),
            (0.4, mix(s.skin, s.skin_shade, 0.42)),
            (1, mix(s.skin, s.skin_shade, 0.12)),
        )
        + _linear("hair", (0.3, 1), (0, s.hair_light), (0.35, s.hair), (1, s.hair_dark))
        + _linear(
            "hairback",
            (0, 1),
            (0, s.hair_dark),
            (0.55, mix(s.hair, s.hair_dark, 0.55)),
            (1, mix(s.hair, s.hair_light, 0.2)),
        )
        + cloth("cloth", s.cloth, s.cloth_light, s.cloth_dark)
        + _linear("inner", (0, 1), (0, mix(s.inner, cool, 0.45)), (0.3, s.inner), (1, mix(s.inner, cool, 0.2)))
        + _linear("white", (0, 1), (0, "#b9b4bb"), (0.38, "#f3f0ee"), (1, "#fdfbf9"))
        + _linear("lipupper", (0, 1), (0, mix(s.lip, s.skin, 0.25)), (0.55, s.lip), (1, mix(s.lip, s.lip_dark, 0.6)))
        + _linear(
            "liplower",
            (0, 1),
            (0, mix(s.lip, s.lip_dark, 0.35)),
            (0.4, mix(s.lip, "#ffffff", 0.16)),
            (1, mix(s.lip, s.lip_dark, 0.12)),
        )
        + _linear("throat", (0, 1), (0, "#2b0c10"), (0.6, "#571c22"), (1, "#74292d"))
        + _linear("teeth", (0, 1), (0, "#cfc4bd"), (0.5, "#fbf7f1"), (1, "#efe7df"))
        + _linear("brow", (1, 0), (0, s.brow, 0.28), (0.22, s.brow, 0.8), (1, s.brow, 0.92))
        + '<radialGradient id="iris" cx=".5" cy=".62" r=".62">'
        + _stops(
            (
                (0, mix(s.iris, "#ffffff", 0.38)),
                (0.55, s.iris),
                (0.9, s.iris_dark),
                (1, mix(s.iris_dark, "#000000", 0.5)),
            )
        )
        + "</radialGradient>"
    )
    blurs = "".join(
        f'<filter id="{name}" x="-60%" y="-60%" width="220%" height="220%"><feGaussianBlur stdDeviation="{size}"/>'
        "</filter>"
        for name, size in BLURS.items()
    )
    return f"<defs>{gradients}{blurs}</defs>"

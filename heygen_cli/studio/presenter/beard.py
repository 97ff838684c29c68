"""Beards, drawn on the skin so that they move with the jaw."""

from __future__ import annotations

import random
from collections.abc import Callable

from heygen_cli.studio.presenter.style import Style
from heygen_cli.studio.presenter.svg import line, mix, path

MOUSTACHE = (
    "M500,531 C484,523 458,530 440,547 C432,555 428,562 424,566 C446,566 478,558 500,551 C522,558 554,566 576,566 "
    "C572,562 568,555 560,547 C542,530 516,523 500,531Z"
)
# The mouth, left free, to follow an outer contour under the even-odd rule.
_MOUTH = "M500,555 C476,554 452,558 446,565 C451,573 472,577 500,577 C528,577 549,573 554,565 C548,558 524,554 500,555Z"


def draw(style: Style, drop: float) -> str:
    """The beard of a look, its lower half moved down by ``drop`` with the jaw."""
    stubble = _stubble(style, drop) if style.stubble else ""
    if style.beard == "none":
        return stubble
    if style.beard == "moustache":
        return stubble + path(MOUSTACHE, _colour(style), 0.96, "soft2") + _hairs(style, _in_moustache, 150, drop)
    area, inside = (_goatee(drop), _in_goatee) if style.beard == "goatee" else (_full(style, drop), _in_full)
    opacity = 0.85 if style.beard == "short" else 0.95
    return (
        stubble + f'<path fill-rule="evenodd" d="{area} {_MOUTH}" fill="{_colour(style)}" opacity="{opacity}" '
        'filter="url(#soft3)"/>'
        + path(MOUSTACHE, _colour(style), opacity, "soft2")
        + _hairs(style, inside, 380 if style.beard == "goatee" else 900, drop)
    )


def length(style: Style) -> float:
    """How far a beard reaches below the chin."""
    return 9.0 if style.beard == "full" else 0.0


def _colour(style: Style) -> str:
    return mix(style.hair, style.hair_dark, 0.35)


def _full(style: Style, drop: float) -> str:
    """Along the jaw from ear to ear; a short one stays lower on the cheek."""
    cheek = 10 if style.beard == "short" else 0
    return (
        f"M322,392 C330,470 {348 + cheek},524 {392 + cheek},540 C416,546 424,532 444,534 C470,526 530,526 556,534 "
        f"C576,532 584,546 {608 - cheek},540 C{652 - cheek},524 670,470 678,392 L696,470 "
        f"C690,{590 + drop:.0f} 600,{690 + drop:.0f} 500,{692 + drop:.0f} "
        f"C400,{690 + drop:.0f} 310,{590 + drop:.0f} 304,470Z"
    )


def _goatee(drop: float) -> str:
    return (
        f"M440,548 C424,566 424,600 436,{628 + drop:.0f} C452,{656 + drop:.0f} 476,{666 + drop:.0f} "
        f"500,{666 + drop:.0f} C524,{666 + drop:.0f} 548,{656 + drop:.0f} 564,{628 + drop:.0f} "
        "C576,600 576,566 560,548 C540,536 460,536 440,548Z"
    )


def _in_moustache(x: float, y: float) -> bool:
    return 531 < y < 552 and abs(x - 500) < 60 - (551 - y)


def _in_goatee(x: float, y: float) -> bool:
    return abs(x - 500) < 62 and y > 536 and not _on_mouth(x, y)


def _in_full(x: float, y: float) -> bool:
    side = abs(x - 500)
    edge = 540 if side < 120 else 540 - (side - 120) * 2.2
    return y > edge and not _on_mouth(x, y)


def _on_mouth(x: float, y: float) -> bool:
    return ((x - 500) / 56) ** 2 + ((y - 566) / 13) ** 2 < 1


def _hairs(style: Style, inside: Callable[[float, float], bool], count: int, drop: float) -> str:
    """Single hairs, light and dark, growing outwards and down."""
    dice = random.Random(7)  # noqa: S311 - hair, not secrets
    tones: dict[str, list[str]] = {
        style.hair_light: [],
        style.hair_dark: [],
        mix(style.hair, style.hair_light, 0.4): [],
    }
    colours = list(tones)
    for _ in range(count):
        x, y = dice.uniform(326, 674), dice.uniform(440, 664)
        if inside(x, y):
            fall = drop * max(0.0, min(1.0, (y - 560) / 60))
            lean = (x - 500) * 0.05
            curve = f"q{lean * 0.2:.1f},6 {lean + dice.uniform(-2, 2):.1f},{dice.uniform(9, 14):.1f}"
            tones[dice.choice(colours)].append(f"M{x:.1f},{y + fall:.1f} {curve}")
    return "".join(line(" ".join(marks), colour, 1.3, 0.42) for colour, marks in tones.items() if marks)


def _stubble(style: Style, drop: float) -> str:
    dice = random.Random(9)  # noqa: S311 - stubble, not secrets
    shade = mix(style.skin_deep, style.hair_dark, 0.55)
    area = (
        f"M326,440 C340,540 372,566 424,548 C440,524 470,522 500,524 C530,522 560,524 576,548 C628,566 660,540 674,440"
        f" L690,600 L560,{700 + drop:.0f} L440,{700 + drop:.0f} L310,600Z"
    )
    dots = []
    for _ in range(700):
        x, y = dice.gauss(500, 95), dice.uniform(505, 655)
        side = abs(x - 500) / 170
        mouth = y < 600 and side < 0.42 and not (525 < y < 549 and side < 0.34)
        cheek = y < 545 - 40 * side and side > 0.35
        if side < 1 and not mouth and not cheek:
            fall = drop * max(0.0, min(1.0, (y - 560) / 60))
            dots.append(f"M{x:.1f},{y + fall:.1f} l{(x - 500) * 0.012:.1f},{dice.uniform(2, 3.4):.1f}")
    return path(area, shade, 0.22 * style.stubble, "soft12") + line(
        " ".join(dots), style.hair_dark, 1.0, 0.28 * style.stubble
    )

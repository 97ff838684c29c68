"""The head without eyes, mouth and hair: face, ears, nose, light and shade."""

from __future__ import annotations

import random

from heygen_cli.studio.presenter import beard
from heygen_cli.studio.presenter.style import Style
from heygen_cli.studio.presenter.svg import line, mirrored, mix, oval, path

# How far the chin moves down when the mouth is wide open, in drawing units.
JAW_DROP = 13.0
GOLD, GOLD_LIGHT = "#e0b860", "#fff7d8"


def outline(style: Style, jaw: float = 0.0) -> str:
    """The contour of the face; ``jaw`` is how far the mouth is open, 0 to 1."""
    m, drop, full = style.masculine, JAW_DROP * jaw, style.cheeks
    wide, below = 7 * m + 12 * style.jaw, 8 * m + 5 * style.jaw
    chin = 3.2 * m + 6 * style.chin + beard.length(style) + drop
    point = 558 + 11 * m + 20 * style.jaw
    cheek, corner_x, corner_y = 667 + 3 * m + 5 * full, 639 + wide + 7 * full, 545 + below + drop * 0.2
    jaw_x, jaw_y = 616 + wide + 6 * full, 600 + below * 0.6 + 3 * style.chin + drop * 0.6
    top = "C318,236 372,140 500,138 C628,140 682,236" if bare(style) else "C326,290 350,208 500,200 C650,208 674,290"
    return (
        f"M330,352 {top} 670,352 "
        f"C673,424 {cheek:.1f},486 {corner_x:.1f},{corner_y:.1f} "
        f"C{jaw_x:.1f},{jaw_y:.1f} {point:.1f},{651 + chin:.1f} 500,{652 + chin:.1f} "
        f"C{1000 - point:.1f},{651 + chin:.1f} {1000 - jaw_x:.1f},{jaw_y:.1f} {1000 - corner_x:.1f},{corner_y:.1f} "
        f"C{1000 - cheek:.1f},486 327,424 330,352Z"
    )


def bare(style: Style) -> bool:
    """Whether the skin of the head shows, up to its crown."""
    return style.hair_style in ("buzz", "receding", "bald", "turban")


def ears(style: Style) -> str:
    """Both ears, with earrings if the look wears them."""
    skin = mix(style.skin, style.skin_shade, 0.35)
    ear = path("M666,398 C686,374 708,390 703,430 C699,468 686,494 668,492 C660,480 660,420 666,398Z", skin)
    ear += path("M672,412 C684,398 696,410 692,434 C690,458 680,474 674,470Z", style.skin_deep, 0.22, "soft3")
    ear += line("M676,408 C690,398 697,420 691,446 C688,460 682,468 677,466", style.skin_deep, 2.8, 0.45)
    if style.earrings:
        ear += oval((681, 499), (7, 7.6), GOLD) + oval((679, 496), (2.4, 2.4), GOLD_LIGHT)
    return mirrored(ear)


def skin(style: Style, jaw: float = 0.0) -> str:
    """The face with its form shading: key light from the upper left, a warm rim on the right."""
    light = mix(style.skin_light, "#ffffff", 0.35)
    shape = outline(style, jaw)
    parts = [
        f'<clipPath id="contour"><path d="{shape}"/></clipPath>',
        path(shape, "url(#face)"),
        '<g clip-path="url(#contour)">',
        path("M692,250 C694,460 664,600 520,680 L720,710 L740,240Z", style.skin_shade, 0.6, "soft24"),
        path("M300,380 C320,520 360,610 470,680 L300,710Z", style.skin_shade, 0.42, "soft24"),
        ""
        if bare(style)
        else path("M330,190 L670,190 L680,300 C600,250 400,250 320,300Z", style.skin_deep, 0.26, "soft24"),
        oval((496, 318), (96, 42), light, 0.26, "soft24"),
        _cheeks(style, light),
        oval((497, 622 + JAW_DROP * jaw), (34, 16), light, 0.28, "soft12"),
        path(f"M400,{660 + JAW_DROP * jaw:.0f} Q500,{630 + JAW_DROP * jaw:.0f} 600,{660 + JAW_DROP * jaw:.0f}"
             " L580,700 L420,700Z", style.skin_deep, 0.32, "soft6"),
        _freckles(style) if style.freckles else "",
        _lines(style) if style.age else "",
        line("M669,340 C676,430 664,520 634,562", "#ffe9cf", 4.5, 0.32, "soft3"),
        beard.draw(style, JAW_DROP * jaw),
        "</g>",
        nose(style),
    ]  # fmt: skip
    return "".join(parts)


def nose(style: Style) -> str:
    """The nose: a shadow side, a lit bridge, wings and nostrils."""
    s, light = style, mix(style.skin_light, "#ffffff", 0.45)
    drop, wide = 6 * style.nose_length, style.nose_width * (1 + 0.16 * style.masculine)
    parts = [
        f'<g transform="translate(0,{-398 * drop / 110:.1f}) scale(1,{1 + drop / 110:.3f})">',
        path("M516,398 C523,446 533,474 528,500 C520,513 508,516 500,516 L500,398Z", s.skin_shade, 0.42, "soft6"),
        line("M495,404 C491,446 490,470 494,488", light, 9, 0.36, "soft6"),
        oval((497, 494), (9 * style.nose_width, 6.5), light, 0.5, "soft3"),
        oval((505, 525), (28 * wide, 6), s.skin_deep, 0.24, "soft3"),
        f'<g transform="translate(500,0) scale({wide:.2f},1)">',
        line("M-25,507 C-29,499 -25,490 -18,489", s.skin_deep, 2.6, 0.4),
        line("M25,507 C29,499 25,490 18,489", s.skin_deep, 2.6, 0.46),
        path(
            "M-20,511 C-14,503 -8,507 -5,513 C-1,517 1,517 5,513 C8,507 14,503 20,511 C12,514 8,517 0,520 "
            "C-8,517 -12,514 -20,511Z",
            s.skin_deep,
            0.58,
        ),
        "</g></g>",
    ]
    return "".join(parts)


def _cheeks(style: Style, light: str) -> str:
    warm = 1 - 0.55 * style.masculine
    return (
        oval((403, 502), (48, 31), style.blush, 0.32 * warm, "soft12")
        + oval((599, 502), (48, 31), style.blush, 0.36 * warm, "soft12")
        + oval((398, 473), (34, 15), light, 0.34, "soft12")
        + oval((600, 473), (28, 13), light, 0.16, "soft12")
    )


def _freckles(style: Style) -> str:
    """Small spots across nose and cheeks."""
    dice = random.Random(3)  # noqa: S311 - freckles, not secrets
    spots = []
    for _ in range(90):
        x, y = dice.gauss(500, 72), dice.gauss(478, 22)
        r = dice.uniform(1.1, 2.4)
        spots.append(oval((x, y), (r, r * 0.85), mix(style.skin_shade, style.skin_deep, 0.5), dice.uniform(0.2, 0.55)))
    return f'<g opacity="{style.freckles:.2f}">{"".join(spots)}</g>'


def _lines(style: Style) -> str:
    """What the years leave: under the eyes, beside the mouth, on the brow."""
    deep, strength = style.skin_deep, style.age
    fold = line("M440,520 C424,536 414,556 412,578", deep, 4, 0.34 * strength, "soft2")
    fold += line("M392,462 C408,472 432,474 448,464", deep, 2.6, 0.30 * strength, "soft2")
    fold += line("M352,418 C345,414 341,408 338,404 M352,428 C344,429 339,429 335,428", deep, 2, 0.3 * strength)
    return mirrored(fold) + line(
        "M430,290 C470,283 530,283 570,290 M442,312 C480,306 520,306 558,312", deep, 2.4, 0.16 * strength, "soft2"
    )

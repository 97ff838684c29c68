"""Hair that is tied: bun, ponytail, braids."""

from __future__ import annotations

from heygen_cli.studio.presenter.hair.tones import SHEEN, cap, tones_of
from heygen_cli.studio.presenter.style import Style
from heygen_cli.studio.presenter.svg import line, mirrored, mix, oval, path, strands


def bun_under(style: Style) -> str:
    """A bun on the crown, and the head's hair."""
    tones = tones_of(style)
    return (
        oval((500, 130), (86, 66), "url(#hairback)")
        + strands([(424, 130), (436, 60), (540, 60), (582, 130)], [(440, 170), (470, 120), (540, 120), (567, 170)],
                  34, 5, tones, (2, 5))
        + line("M448,104 C470,82 530,80 552,100", SHEEN, 12, 0.16, "soft6")
        + path("M330,420 C300,200 400,140 500,140 C600,140 700,200 670,420Z", "url(#hairback)")
    )  # fmt: skip


def bun_front(style: Style) -> str:
    """Hair drawn back from the forehead."""
    shape = (
        "M328,392 C298,228 380,136 500,136 C620,136 702,228 672,392 C664,338 652,296 622,266 C572,214 428,214 378,266 "
        "C348,296 336,338 328,392Z"
    )
    side = strands(
        [(328, 380), (316, 256), (400, 164), (484, 134)],
        [(384, 264), (400, 228), (450, 196), (500, 156)],
        56, 21, tones_of(style), (1.5, 4.2),
    )  # fmt: skip
    middle = strands(
        [(384, 264), (404, 224), (450, 184), (494, 146)],
        [(500, 238), (500, 210), (500, 180), (500, 146)],
        26, 25, tones_of(style), (1.5, 3.6),
    )  # fmt: skip
    return (
        line("M340,380 C346,320 366,286 392,268 C450,234 550,234 608,268 C634,286 654,320 660,380",
             style.skin_deep, 14, 0.30, "soft6")
        + path(shape, "url(#hair)")
        + mirrored(middle + side)
        + line("M372,226 C410,180 470,162 540,166", SHEEN, 20, 0.20, "soft12")
    )  # fmt: skip


def ponytail_under(style: Style) -> str:
    """A tail that falls over one shoulder, and the head's hair."""
    tail = (
        "M640,300 C720,300 762,372 754,470 C748,560 780,620 764,700 C752,766 716,810 676,832 C690,780 672,736 664,680 "
        "C652,600 676,540 668,450 C664,400 652,350 640,300Z"
    )
    return (
        path(tail, "url(#hair)")
        + strands([(650, 310), (690, 400), (660, 600), (682, 826)], [(680, 306), (770, 420), (750, 600), (716, 800)],
                  56, 81, tones_of(style), (1.5, 4.5))
        + line("M720,380 C742,450 728,540 742,640", SHEEN, 16, 0.2, "soft6")
        + cap()
        + path("M648,296 C672,288 690,300 696,318 C684,336 662,338 646,330Z", style.accent)
    )  # fmt: skip


def braids_under(style: Style) -> str:
    """Two plaits over the shoulders."""
    s, parts = style, []
    for step in range(11):
        y, x = 458 + 33 * step, 318 - 9 * min(step, 6) + 4 * max(0, step - 6)
        size = 38 - 1.1 * step
        for side in (1, -1):
            shape = (
                f"M{x + side * 4},{y - 26} C{x + side * size:.0f},{y - 24} {x + side * (size + 6):.0f},{y + 2} "
                f"{x - side * 6},{y + 22} C{x - side * 12},{y + 4} {x - side * 4},{y - 12} {x + side * 4},{y - 22}Z"
            )
            parts.append(path(shape, s.hair if side > 0 else mix(s.hair, s.hair_dark, 0.4)))
            parts.append(line(f"M{x + side * 12},{y - 14} q{side * 6},10 {-side * 10},24", s.hair_light, 2, 0.4))
    end = path("M268,816 C282,812 292,812 304,816 L302,830 L270,830Z", s.accent)
    return mirrored("".join(parts) + end) + cap()


def braids_front(style: Style) -> str:
    """Hair parted in the middle and drawn back to the plaits."""
    half = (
        "M500,138 C380,136 300,226 306,360 C298,420 296,470 304,500 C322,500 336,470 340,430 C340,350 376,250 500,208Z"
    )
    side = (
        line("M346,400 C352,320 400,246 494,216", style.skin_deep, 13, 0.28, "soft6")
        + path(half, "url(#hair)")
        + strands([(498, 142), (400, 146), (318, 240), (306, 470)], [(499, 204), (420, 226), (346, 320), (334, 450)],
                  52, 83, tones_of(style), (1.4, 3.6))
        + line("M326,330 C340,250 390,190 450,166", SHEEN, 18, 0.22, "soft12")
    )  # fmt: skip
    return mirrored(side) + line("M500,138 L500,206", style.skin_shade, 4, 0.7, "soft2")

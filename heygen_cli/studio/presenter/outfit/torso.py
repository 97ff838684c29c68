"""What all outfits share: neck, the outline of the torso, hips, and how cloth takes light."""

from __future__ import annotations

from dataclasses import dataclass

from heygen_cli.studio.presenter.style import Style
from heygen_cli.studio.presenter.svg import Point, lerp, line, mirrored, mix, oval, path

# The lowest line that any picture shows.
FLOOR = 2050
WAIST, HIPS = 1500, 1800
# The joint of the arm, as far from the middle at average width.
JOINT: Point = (306, 915)


def breadth(style: Style) -> float:
    """How broad the body is, as a factor."""
    return 0.95 + 0.13 * style.masculine + 0.05 * style.build


@dataclass(frozen=True)
class Cut:
    """A garment's outline: the neckline from the right to the left of the neck, its hem, and how loosely it falls."""

    neckline: str
    hem: float
    ease: float = 0.0
    sleeveless: bool = False
    tucked: bool = False

    def outline(self, style: Style) -> str:
        """The torso from the neck to the hem, without arms."""
        low = self.low(style)
        bottom = f"Q500,{self.hem + 26:.0f} {500 + low:.0f},{self.hem:.0f} "
        left = " ".join(f"C{' '.join(_at(-1, p) for p in curve)}" for curve in self._side(style))
        right = " ".join(f"C{' '.join(_at(1, p) for p in curve)}" for curve in _reversed(self._side(style)))
        return f"M384,742 {left} {bottom}{right} {self.neckline}Z"

    def low(self, style: Style) -> float:
        """Half the width at the hem."""
        if self.tucked:
            return girth(style) + 2
        waist, hips = self._girths(style)
        return lerp(waist, hips, min(1.0, max(0.0, (self.hem - WAIST) / (HIPS - WAIST))))

    def _girths(self, style: Style) -> tuple[float, float]:
        waist = lerp(212, 246, style.masculine) + self.ease + 22 * style.build
        return waist, lerp(282, 262, style.masculine) + self.ease * 0.7 + 18 * style.build

    def _side(self, style: Style) -> list[tuple[Point, Point, Point]]:
        """One side downwards as cubic curves, in distances from the middle; the neck comes before the first."""
        waist, low = self._girths(style)[0], self.low(style)
        if self.sleeveless:
            upper: list[tuple[Point, Point, Point]] = [
                ((160, 757), (190, 768), (212, 775)),
                ((230, 860), (220, 990), (284, 1070)),
            ]
        else:  # at the armpit the outline lies under the arm, whose upper end is round about the joint
            upper = [
                ((180, 768), (252, 787), (302, 819)),
                ((354, 850), (390, 886), (390, 930)),
                ((390, 972), (372, 996), (340, 1012)),
                ((304, 1034), (294, 1050), (290, 1080)),
            ]
        down: list[tuple[Point, Point, Point]] = [((286, 1240), (waist, 1350), (waist, min(WAIST, self.hem)))]
        if self.hem > WAIST:
            down.append(((waist, WAIST + 90), (low, min(HIPS, self.hem) - 90), (low, self.hem)))
        return upper + down


def _at(sign: int, point: Point) -> str:
    return f"{500 + sign * point[0]:.0f},{point[1]:.0f}"


def _reversed(curves: list[tuple[Point, Point, Point]]) -> list[tuple[Point, Point, Point]]:
    """The same curves from the last point to the neck."""
    ends = [(116.0, 742.0), *(curve[2] for curve in curves)]
    return [(b, a, ends[index]) for index, (a, b, _) in reversed(list(enumerate(curves)))]


def girth(style: Style) -> float:
    """Half the width of trousers at the waist."""
    return lerp(214, 242, style.masculine) + 20 * style.build


def neck(style: Style) -> str:
    """Neck and breast bone, for garments to lie on."""
    deep, wide = style.skin_deep, 12 * style.masculine + 6 * style.build
    sides = f"M{434 - wide},540 C{436 - wide},660 {432 - wide},700 {392 - 0.4 * wide:.1f},742"
    other = f"C{568 + wide},700 {564 + wide},660 {566 + wide},540Z"
    whole = f"{sides} C350,772 320,800 340,1000 L660,1000 C680,800 650,772 {608 + 0.4 * wide:.1f},742 {other}"
    bones = line("M410,788 C440,774 470,786 490,798", deep, 4, 0.22, "soft3")
    tendon = line("M452,690 C470,740 486,770 492,800", deep, 5, 0.16, "soft3")
    return (
        path(whole, "url(#neck)")
        + f'<clipPath id="throatclip"><path d="{sides} L{608 + 0.4 * wide:.1f},742 {other}"/></clipPath>'
        + '<g clip-path="url(#throatclip)">'
        + path("M452,600 L548,600 L546,672 C534,708 466,708 454,672Z", deep, 0.55, "soft12")
        + "</g>"
        + mirrored(bones + tendon)
    )


def garment(style: Style, cut: Cut, fill: str = "url(#cloth)") -> str:
    """A garment's cloth with the round of the body in it."""
    shape = cut.outline(style)
    return path(shape, fill) + _round(shape, style.cloth_dark) + folds(style, cut)


def folds(style: Style, cut: Cut) -> str:
    """Light on the shoulders, creases at armpit and waist."""
    s = style
    crease = line("M322,1040 C350,1080 362,1130 364,1190", s.cloth_dark, 7, 0.3, "soft3")
    crease += line("M330,1030 C372,1060 410,1074 452,1076", s.cloth_dark, 6, 0.2, "soft6")
    crease += line("M230,836 C280,812 330,796 372,776", mix(s.cloth_light, "#ffffff", 0.3), 8, 0.28, "soft6")
    if cut.hem > WAIST:
        crease += line("M316,1440 C350,1470 392,1482 430,1478", s.cloth_dark, 6, 0.2, "soft6")
        crease += line("M312,1500 C346,1516 380,1520 410,1514", s.cloth_dark, 5, 0.18, "soft6")
    return mirrored(crease)


def bottoms(style: Style, top: float, *, skirt: bool = False, belt: bool = False) -> str:
    """Trousers or a skirt from ``top`` downwards."""
    dark, light = mix(style.bottom, "#000000", 0.45), mix(style.bottom, "#ffffff", 0.16)
    waist = girth(style)
    hips = lerp(284, 256, style.masculine) + 18 * style.build
    shape = (
        f"M{500 - waist:.0f},{top:.0f} C{500 - waist - 14:.0f},{top + 80:.0f} {500 - hips:.0f},1740 "
        f"{500 - hips - 4:.0f},{FLOOR} L{504 + hips:.0f},{FLOOR} C{500 + hips:.0f},1740 "
        f"{514 + waist:.0f},{top + 80:.0f} {500 + waist:.0f},{top:.0f} Q500,{top + 22:.0f} {500 - waist:.0f},{top:.0f}Z"
    )
    parts = [path(shape, style.bottom), _round(shape, dark)]
    if not skirt:
        fly = line(f"M500,{top + 60:.0f} L500,1900 M500,1900 L498,{FLOOR}", dark, 4, 0.6)
        crease = line(f"M384,{top + 90:.0f} L372,{FLOOR}", light, 5, 0.3, "soft2")
        pocket = line(f"M{520 + waist * 0.66:.0f},{top + 62:.0f} L{500 + waist * 0.98:.0f},1790", dark, 3.5, 0.6)
        pull = line("M494,1916 C450,1920 420,1906 396,1890", dark, 7, 0.3, "soft3")
        parts.append(fly + mirrored(crease + pocket + pull))
    if belt:
        parts.append(_belt(waist, top))
    return "".join(parts)


def hem(style: Style, cut: Cut, *, width: float = 0.0) -> str:
    """The lower edge of a garment: its shadow, and a knitted band of ``width``."""
    s, y, low = style, cut.hem, cut.low(style) - 2
    edge = f"M{500 - low:.0f},{y - 4:.0f} Q500,{y + 22:.0f} {500 + low:.0f},{y - 4:.0f}"
    if not width:
        return line(edge, s.cloth_dark, 4, 0.6)
    up = y - width
    band = f"M{500 - low + 1:.0f},{up:.0f} Q500,{up + 26:.0f} {500 + low - 1:.0f},{up:.0f}"
    ribs = " ".join(
        f"M{x},{up + 12 + 12 * (1 - ((x - 500) / low) ** 2):.0f} l0,{width - 10:.0f}"
        for x in range(int(500 - low) + 8, int(500 + low), 12)
    )
    return line(ribs, s.cloth_dark, 2.4, 0.32) + line(band, s.cloth_dark, 4, 0.5, "soft2")


def _round(shape: str, dark: str) -> str:
    """Shade towards both sides, more on the right, by gradients: blurs would leave the outline."""
    stops = ((0, 0.62), (0.2, 0.16), (0.4, 0.0), (0.62, 0.0), (0.8, 0.2), (1, 0.7))
    gradient = "".join(f'<stop offset="{x}" stop-color="{dark}" stop-opacity="{o}"/>' for x, o in stops)
    name = f"round{dark[1:]}"
    # The shade comes up slowly below the shoulders, where the arms have none: one strip darker than the other.
    steps = [(960 + 20 * step, 20, (step + 1) / 16) for step in range(15)] + [(1260, FLOOR, 1.0)]
    strips = "".join(
        f'<clipPath id="{name}{top}"><rect x="0" y="{top}" width="1000" height="{tall}"/></clipPath>'
        f'<g clip-path="url(#{name}{top})">{path(shape, f"url(#{name})", 0.75 * share)}</g>'
        for top, tall, share in steps
    )
    return (
        f'<linearGradient id="{name}" gradientUnits="userSpaceOnUse" x1="215" y1="0" x2="785" y2="0">{gradient}'
        f"</linearGradient>{strips}"
    )


def _belt(waist: float, top: float) -> str:
    half = waist + 3
    band = (
        f"M{500 - half:.0f},{top - 4:.0f} Q500,{top + 20:.0f} {500 + half:.0f},{top - 4:.0f} "
        f"L{501 + half:.0f},{top + 40:.0f} Q500,{top + 64:.0f} {499 - half:.0f},{top + 40:.0f}Z"
    )
    buckle = f'<rect x="468" y="{top + 9:.0f}" width="64" height="46" rx="8" fill="none" stroke="#cfc6b4" '
    return path(band, "#2b211c") + buckle + 'stroke-width="7"/>' + oval((522, top + 32), (9, 3), "#e8e0d0")

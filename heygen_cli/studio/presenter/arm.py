"""Upper arm and forearm, sleeved or bare, drawn with the upper joint at (0, 0) and the bone downwards."""

from __future__ import annotations

from dataclasses import dataclass

from heygen_cli.studio.presenter.outfit import Sleeve
from heygen_cli.studio.presenter.style import Style
from heygen_cli.studio.presenter.svg import line, mix, path

UPPER, FOREARM = 520, 400
# Where a short sleeve ends.
_SHORT = 290
_CUFF = 34
# The fading end is narrower than what it lies on, or the background would show through its rim.
_INSET = 0.92
_BARE_ELBOW, _BARE_WRIST = 104, 80


@dataclass(frozen=True)
class Tones:
    """What a limb is coloured with."""

    dark: str
    middle: str
    light: str


def upper(style: Style, sleeve: Sleeve) -> str:
    """From the shoulder to the elbow."""
    if sleeve.length == "long":
        return _limb("sleeve", _cloth(sleeve), sleeve.shoulder, sleeve.elbow, UPPER) + _folds(sleeve, UPPER - 20)
    if sleeve.length == "none":
        return _limb("skin", _skin(style), sleeve.shoulder - 24, _BARE_ELBOW, UPPER)
    half, top = sleeve.shoulder * 0.93 / 2, _SHORT - 60
    bare = _limb("skin", _skin(style), 2 * half - 26, _BARE_ELBOW, UPPER - top)
    shade = f"M{-half + 18:.0f},{_SHORT + 12} Q0,{_SHORT + 30} {half - 18:.0f},{_SHORT + 12}"
    hem = f"M{-half:.0f},{_SHORT} Q0,{_SHORT + 8} {half:.0f},{_SHORT}"
    return (
        f'<g transform="translate(0,{top})">{bare}</g>'
        + line(shade, style.skin_deep, 9, 0.3)
        + _limb("sleeve", _cloth(sleeve), sleeve.shoulder, 2 * half, _SHORT, end=False)
        + line(hem, sleeve.cloth_dark, 4, 0.6)
    )


def forearm(style: Style, sleeve: Sleeve) -> str:
    """From the elbow to the wrist, where the hand begins."""
    if sleeve.length != "long":
        return _limb("skin", _skin(style), _BARE_ELBOW, _BARE_WRIST, FOREARM, end=False)
    half = sleeve.wrist / 2
    cuff = ""
    if sleeve.cuff:
        inner = half - 5
        band = f"M{-inner:.0f},{FOREARM - 6} L{inner:.0f},{FOREARM - 6} L{inner - 1:.0f},{FOREARM + 16} "
        band += f"Q0,{FOREARM + 22} {-inner + 1:.0f},{FOREARM + 16}Z"
        dark = mix(sleeve.cuff, "#3a3340", 0.35)
        cuff = path(band, mix(sleeve.cuff, dark, 0.2)) + line(band, dark, 2, 0.5)
    seam = f"M{-half:.0f},{FOREARM - _CUFF} Q0,{FOREARM - _CUFF + 8} {half:.0f},{FOREARM - _CUFF}"
    hem = f"M{-half:.0f},{FOREARM} Q0,{FOREARM + 8} {half:.0f},{FOREARM}"
    return (
        cuff
        + _limb("sleeve", _cloth(sleeve), sleeve.elbow, sleeve.wrist, FOREARM, end=False)
        + _folds(sleeve, 40)
        + line(seam, sleeve.cloth_dark, 2.5, 0.4)
        + line(hem, sleeve.cloth_dark, 3.5, 0.7)
    )


def _cloth(sleeve: Sleeve) -> Tones:
    return Tones(sleeve.cloth_dark, mix(sleeve.cloth, sleeve.cloth_light, 0.12), sleeve.cloth_light)


def _skin(style: Style) -> Tones:
    shade = mix(style.skin_shade, style.skin_deep, 0.25)
    return Tones(shade, mix(style.skin, style.skin_shade, 0.12), style.skin_light)


def _limb(name: str, tones: Tones, start: float, stop: float, length: float, *, end: bool = True) -> str:
    """A rounded limb, lit in its middle: the light does not turn when the arm does.

    Its upper end fades from nothing, so that it passes into the shoulder or the other half of the arm.
    """
    near, far = start / 2, stop / 2
    foot = f"A{far:.1f},{far:.1f} 0 0 1 {-far:.1f},{length}" if end else f"Q0,{length + 8} {-far:.1f},{length}"
    right, left = (_side(sign, near, far, length) for sign in (1, -1))
    top = near * _INSET
    shape = f"M{-top:.1f},0 A{top:.1f},{top:.1f} 0 0 1 {top:.1f},0 {right[0]} {foot} {left[1]}Z"
    light = (
        f"M{-near * 0.1:.1f},60 C{near * 0.5:.1f},{length * 0.4:.0f} 0,{length * 0.8:.0f} {-far * 0.1:.1f},{length} "
        f"C{-far * 0.9:.1f},{length * 0.7:.0f} {-near * 0.5:.1f},{length * 0.3:.0f} {-near * 0.1:.1f},60Z"
    )
    return (
        _vanish(f"{name}0", tones.middle, near * 0.7)
        + path(shape, f"url(#{name}0)")
        + path(light, tones.light, 0.35, "soft12")
        + _shade(f"{name}1", tones, 1, right[0], near, length)
        + _shade(f"{name}2", tones, -1, left[0], near, length)
        + (_tip(f"{name}3", tones, far, length) if end else "")
    )


def _tip(name: str, tones: Tones, half: float, y: float) -> str:
    """The shade around a rounded end."""
    return (
        f'<radialGradient id="{name}" gradientUnits="userSpaceOnUse" cx="0" cy="{y}" r="{half:.1f}">'
        f'<stop offset="0.45" stop-color="{tones.dark}" stop-opacity="0"/>'
        f'<stop offset="1" stop-color="{tones.dark}" stop-opacity="0.55"/></radialGradient>'
        + path(f"M{half:.1f},{y} A{half:.1f},{half:.1f} 0 0 1 {-half:.1f},{y}Z", f"url(#{name})")
    )


def _shade(name: str, tones: Tones, sign: int, edge: str, near: float, length: float) -> str:
    """The dark of one side, which comes up slowly along the limb: strips over strips, each beginning further down."""
    inner = sign * near * 0.1

    def strip(share: float) -> str:
        start, top = sign * near * (_INSET + 0.06 * share), length * share
        return f"M{start:.1f},{top:.0f} {edge} L{inner:.1f},{length - top:.0f} L{inner:.1f},{top + 90:.0f}Z"

    strips = "".join(path(strip(share), f"url(#{name})") for share in (0.04, 0.08, 0.12, 0.16, 0.2, 0.24, 0.28))
    outline = line(f"M{sign * near * 0.93:.1f},{length * 0.22:.0f} {edge}", tones.dark, 2, 0.4)
    return _fade(name, tones.dark, sign * near, inner) + strips + outline


def _side(sign: int, near: float, far: float, length: float) -> tuple[str, str]:
    """One long edge, downwards and upwards, each to follow a move to its start."""
    high, low = f"{sign * near * 0.98:.1f},{length * 0.35:.0f}", f"{sign * (far + 5):.1f},{length * 0.6:.0f}"
    return f"C{high} {low} {sign * far:.1f},{length}", f"C{low} {high} {sign * near * _INSET:.1f},0"


def _vanish(name: str, colour: str, reach: float) -> str:
    return (
        f'<linearGradient id="{name}" gradientUnits="userSpaceOnUse" x1="0" y1="{-reach:.0f}" x2="0" y2="{reach:.0f}">'
        f'<stop offset="0" stop-color="{colour}" stop-opacity="0"/>'
        f'<stop offset="1" stop-color="{colour}"/></linearGradient>'
    )


def _fade(name: str, colour: str, start: float, end: float) -> str:
    return (
        f'<linearGradient id="{name}" gradientUnits="userSpaceOnUse" x1="{start:.0f}" y1="0" x2="{end:.0f}" y2="0">'
        f'<stop offset="0" stop-color="{colour}" stop-opacity="0.11"/>'
        f'<stop offset="1" stop-color="{colour}" stop-opacity="0"/></linearGradient>'
    )


def _folds(sleeve: Sleeve, y: float) -> str:
    """What cloth does at an elbow."""
    half = sleeve.elbow / 2
    creases = (
        f"M{half - 4:.0f},{y - 46:.0f} q-26,10 -44,30 M{half - 4:.0f},{y - 8:.0f} q-30,0 -52,14 "
        f"M{-half + 4:.0f},{y - 26:.0f} q22,4 36,18"
    )
    return line(creases, sleeve.cloth_dark, 4, 0.45, "soft2")

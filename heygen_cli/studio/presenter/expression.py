"""Moods of the face: what each pulls, and when a script asks for which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from heygen_cli.domain.acting import EXPRESSIONS
from heygen_cli.domain.speech import SpeechTrack

_Curve = NDArray[np.float64]
# A face needs this long from one mood to another, in seconds.
_CHANGE = 0.45


@dataclass(frozen=True)
class Expression:
    """What a mood adds to a face; -1 to 1, ``roll`` in degrees.

    ``smile`` below 0 draws the corners of the mouth down, ``skew`` pulls them to one side, ``part`` opens the lips in
    pauses. ``inner`` lifts the inner ends of the brows (grief) or draws them down and together (a frown), ``tilt``
    lifts one brow alone, ``squint`` the lower lids.
    """

    smile: float = 0.0
    skew: float = 0.0
    part: float = 0.0
    press: float = 0.0
    rounded: float = 0.0
    brow: float = 0.0
    inner: float = 0.0
    tilt: float = 0.0
    squint: float = 0.0
    lid: float = 1.0
    gaze_x: float = 0.0
    gaze_y: float = 0.0
    roll: float = 0.0
    pitch: float = 0.0


MOODS: dict[str, Expression] = {
    "neutral": Expression(smile=0.36),
    "smile": Expression(smile=0.95, squint=0.55, brow=0.15, roll=0.6),
    "happy": Expression(smile=1.0, part=0.3, squint=0.9, brow=0.4, pitch=-0.15, roll=1.0),
    "serious": Expression(smile=-0.18, press=0.35, brow=-0.45, inner=-0.75, squint=0.35, lid=0.9, pitch=0.12),
    "surprised": Expression(smile=0.0, part=0.5, rounded=0.35, brow=1.0, lid=1.14, pitch=-0.35),
    "sad": Expression(smile=-0.85, brow=-0.05, inner=1.0, lid=0.74, gaze_y=0.35, roll=-1.8, pitch=0.5),
    "thinking": Expression(
        smile=-0.1, skew=0.9, press=0.55, brow=0.15, inner=-0.25, tilt=0.9, squint=0.3, lid=0.96, gaze_x=0.62,
        gaze_y=-0.75, roll=3.0, pitch=-0.1,
    ),
}  # fmt: skip
assert set(MOODS) == set(EXPRESSIONS)


def mood_curves(track: SpeechTrack, times: _Curve, first: str) -> Mapping[str, _Curve]:
    """Every pull per frame: ``first`` from the beginning, then what the script directs, each until the next."""
    changes = [(0.0, MOODS[first])] + [
        (direction.at / track.rate, MOODS[direction.name]) for direction in track.directions if direction.name in MOODS
    ]
    curves = {}
    for name in (field.name for field in fields(Expression)):
        held = float(getattr(changes[0][1], name))
        curve = np.full_like(times, held)
        for at, mood in changes[1:]:
            share = np.clip((times - at + _CHANGE / 2) / _CHANGE, 0, 1)
            curve += (float(getattr(mood, name)) - curve) * share * share * (3 - 2 * share)
        curves[name] = curve
    return curves

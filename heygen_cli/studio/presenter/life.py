"""What a living person does without being told: drifting, blinking, looking about, breathing, shifting weight."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Curve = NDArray[np.float64]

# Adults blink about 15 to 25 times a minute while they speak (Bentivoglio et al., 1997).
_BLINK_GAPS = ((1.8, 3.2), (3.0, 5.2))
_BLINK_CLOSE, _BLINK_SHUT, _BLINK_OPEN = 0.07, 0.04, 0.15
_BREATH_SECONDS = 3.9
# People who stand shift their weight every few seconds, and take their time for it.
_STANCE, _SHIFT = (5.0, 11.0), (1.1, 1.9)


def drift(times: Curve, rate: float, amount: float, dice: np.random.Generator) -> Curve:
    """A smooth wander that never repeats: a Catmull-Rom curve through random points, ``rate`` of them a second."""
    place = times * rate + 1
    points = dice.normal(size=math.ceil(place[-1]) + 4 if len(place) else 4)
    index = place.astype(int)
    t = place - index
    a, b, c, d = (points[index + offset] for offset in (-1, 0, 1, 2))
    curve: Curve = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
    return amount * np.clip(curve, -2.2, 2.2)


def pulse(times: Curve, at: float, width: float) -> Curve:
    """A soft rise and fall about ``at``, in seconds."""
    curve: Curve = np.exp(-0.5 * ((times - at) / width) ** 2)
    return curve


def spell(times: Curve, start: float, end: float, ease: float = 0.22) -> Curve:
    """1 from ``start`` to ``end``, reached and left within ``ease`` seconds."""
    share = np.clip(np.minimum(times - start, end - times) / ease + 0.5, 0, 1)
    curve: Curve = share * share * (3 - 2 * share)
    return curve


def lids(times: Curve, ends: Sequence[float], dice: np.random.Generator) -> Curve:
    """Blinks at irregular times, drawn to the ends of sentences."""
    lid = np.ones_like(times)
    clock = dice.uniform(0.9, 1.8)
    while len(times) and clock < times[-1]:
        near = [end + 0.05 for end in ends if abs(end - clock) < 0.7]
        moment = near[0] if near else clock
        lid = np.minimum(lid, blink(times, moment))
        clock = max(clock, moment) + dice.uniform(*_BLINK_GAPS[int(dice.random() < 0.55)])
    return lid


def blink(times: Curve, moment: float, shut: float = _BLINK_SHUT) -> Curve:
    """An eye that closes fast at ``moment`` and opens more slowly."""
    since = times - moment
    closing = np.clip(since / _BLINK_CLOSE, 0, 1)
    opening = np.clip((since - _BLINK_CLOSE - shut) / _BLINK_OPEN, 0, 1)
    lid: Curve = 1 - closing * (1 - opening * opening * (3 - 2 * opening))
    return lid


def gaze(times: Curve, fps: int, dice: np.random.Generator) -> tuple[Curve, Curve]:
    """Fixations with quick jumps between them: mostly on the viewer, at times aside, as people do to think."""
    points = np.zeros((2, len(times)))
    clock = 0.0
    while len(times) and clock <= times[-1]:
        aside = dice.random() < 0.2
        length = dice.uniform(0.4, 0.7) if aside else dice.uniform(0.7, 2.4)
        point = dice.uniform((-0.5, -0.3), (0.5, 0.15)) if aside else dice.normal(0, (0.06, 0.04))
        points[:, round(clock * fps) : round((clock + length) * fps)] = point[:, None]
        clock += length
    kernel = np.array([0.2, 0.6, 0.2])
    x, y = (np.convolve(np.pad(row, 1, "edge"), kernel, "valid") for row in points)
    return x, y


def breath(times: Curve, dice: np.random.Generator) -> Curve:
    """Breathing whose pace wanders a little."""
    phase = times / _BREATH_SECONDS + drift(times, 0.15, 0.12, dice)
    return 0.5 - 0.5 * np.cos(2 * np.pi * phase)


def sway(times: Curve, dice: np.random.Generator) -> Curve:
    """The weight on one foot, then on the other: long stands, slow shifts; -1 to 1."""
    place = dice.uniform(-0.5, 0.5)
    curve = np.full_like(times, place)
    clock = dice.uniform(2.0, _STANCE[1])
    while len(times) and clock < times[-1]:
        there = float(np.clip(-np.sign(place) * dice.uniform(0.25, 1.0), -1, 1))
        share = np.clip((times - clock) / dice.uniform(*_SHIFT), 0, 1)
        curve += (there - place) * share * share * (3 - 2 * share)
        place = there
        clock += dice.uniform(*_STANCE)
    return curve

"""Gains over time, one value for each millisecond: levelling, ducking, fades and limits are all of one kind."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from heygen_cli.studio.soundtrack.level import Curve, as_loudness, loudness
from heygen_cli.studio.soundtrack.reel import TICK, Samples, ticks

Mask = NDArray[np.bool_]

# Gently: 2.5:1 above the speaking level evens out words without pumping.
_RATIO, _KNEE = 2.5, 4.0
_ATTACK, _RELEASE = 0.75, 0.05  # dB per ms
_DETECTOR = 20  # ms
# Music is down 70 ms before the first word, and stays down through pauses that are too short to rise in.
_DUCK_EARLY, _DUCK_ATTACK, _DUCK_HOLD, _DUCK_RELEASE = 70, 80, 300, 600  # ms
_PAUSE = 1200  # ms
_PRESENT = -24.0  # dB below the speaking level; a whole word is found from its loudest sounds
_LIMIT_ATTACK, _LIMIT_LET_GO, _LIMIT_RELEASE = 3.0, 0.25, 0.05  # dB per ms
_LIMIT_HOLD = 80  # ms
_EXACT = 0.02  # LU
_WORTH = 0.2  # LU that a dB of gain has to bring
_FLOOR = 1e-12


def applied(samples: Samples, gain: Curve, at: int) -> Samples:
    """Samples from ``at`` on, a whole millisecond, with a gain that moves in straight lines."""
    first, count = at // TICK, ticks(len(samples))
    nodes = gain[first : first + count + 1]
    nodes = np.pad(nodes, (0, count + 1 - len(nodes)), "edge")
    ramp = np.arange(TICK, dtype=np.float32) / np.float32(TICK)
    factors = nodes[:-1, None] + np.diff(nodes)[:, None] * ramp
    return np.asarray(samples * factors.reshape(-1, 1)[: len(samples)], np.float32)


def from_db(decibels: Curve) -> Curve:
    """Factors for decibels, rounded so that the last bit of a measurement does not change a film's bytes."""
    return np.asarray(10 ** (np.round(decibels, 3) / 20), np.float32)


def factor(decibels: float) -> np.float32:
    """The factor for one gain in dB."""
    return np.float32(10 ** (round(decibels, 3) / 20))


def span(length: int, first: int, last: int, fade_in: int = 3, fade_out: int = 3) -> Curve:
    """One from millisecond ``first`` to ``last``, zero outside, rising and falling like a cosine."""
    place = np.arange(length, dtype=np.float32)
    rise = np.clip((place - first) / max(1, fade_in), 0, 1)
    fall = np.clip((last - place) / max(1, fade_out), 0, 1)
    return np.asarray(np.sin(np.minimum(rise, fall) * (np.pi / 2)) ** 2, np.float32)


def compression(power: Curve, level: float) -> Curve:
    """What evens out speech whose usual loudness is ``level``: louder moments are taken back."""
    over = as_loudness(_smoothed(power, _DETECTOR)) - level
    bent = np.where(np.abs(over) < _KNEE / 2, np.square(over + _KNEE / 2) / (2 * _KNEE), np.maximum(over, 0.0))
    return from_db(-_envelope(bent * (1 - 1 / _RATIO), _ATTACK, _RELEASE))


def presence(power: Curve, level: float) -> Mask:
    """When something is heard of sound whose usual loudness is ``level``; short pauses count as part of it."""
    heard = as_loudness(_smoothed(power, 50)) > level + _PRESENT
    return _closed(heard, _PAUSE)


def ducking(present: Mask, depth: float) -> Curve:
    """Softer by ``depth`` dB while something is present: down shortly before it, slowly up again after it."""
    wide = _spread(present, _DUCK_EARLY, _DUCK_HOLD)
    down = _envelope(wide.astype(np.float32) * depth, depth / _DUCK_ATTACK, depth / _DUCK_RELEASE)
    return from_db(-_smoothed(down, 40))


def mastering(power: Curve, peak: Curve, target: float, ceiling: float) -> Curve:
    """What brings sound to its loudness and holds its true peaks below the ceiling (LUFS and dBTP).

    Where more gain would only press peaks together, it stays softer than its target.
    """
    there, gain = loudness(power), 0.0
    curve = _limiter(peak, ceiling)
    while np.isfinite(there) and abs(target - there) > _EXACT:
        step = target - there
        raised = factor(gain + step)
        louder = _limiter(peak * raised, ceiling) * raised
        reached = loudness(power * louder**2)
        if gain and abs(reached - there) < abs(step) * _WORTH:
            break
        curve, there, gain = louder, reached, gain + step
    return curve


def _limiter(peak: Curve, ceiling: float) -> Curve:
    over = np.maximum(20 * np.log10(np.maximum(peak, _FLOOR)) - np.float32(ceiling), 0)
    # A gain holds at the start of its millisecond: it has to suit the one before as well.
    over[1:] = np.maximum(over[1:], over[:-1])
    # Single peaks are let go quickly; what goes on is held, so that it does not tremble with every wave.
    fast = _envelope(over, _LIMIT_ATTACK, _LIMIT_LET_GO)
    held = _envelope(_smoothed(fast, _LIMIT_HOLD), _LIMIT_ATTACK, _LIMIT_RELEASE)
    return from_db(-np.ceil(np.maximum(fast, held) * 1000) / 1000)


def _envelope(reduction: Curve, attack: float, release: float) -> Curve:
    """The lowest curve above a reduction that rises and falls no faster than so many dB per ms."""
    climb = np.arange(len(reduction), dtype=np.float64)
    falling = np.maximum.accumulate(reduction + release * climb) - release * climb
    rising = np.maximum.accumulate((falling - attack * climb)[::-1])[::-1]
    return np.asarray(rising + attack * climb, np.float32)


def _smoothed(curve: Curve, width: int) -> Curve:
    window = np.hanning(width + 3)[1:-1]
    kernel = (window / window.sum()).astype(np.float32)
    return np.convolve(np.pad(curve, len(window) // 2, "edge"), kernel, "valid")


def _closed(mask: Mask, gap: int) -> Mask:
    """The mask with its gaps of up to so many ms filled."""
    before, after = _distances(mask)
    return np.asarray(before + after <= gap)


def _spread(mask: Mask, before: int, after: int) -> Mask:
    since, until = _distances(mask)
    return np.asarray((since <= after) | (until <= before))


def _distances(mask: Mask) -> tuple[Curve, Curve]:
    """How many ms ago it was set, and in how many it will be."""
    place = np.arange(len(mask), dtype=np.float32)
    last = np.maximum.accumulate(np.where(mask, place, np.float32(-np.inf)))
    coming = np.minimum.accumulate(np.where(mask, place, np.float32(np.inf))[::-1])[::-1]
    return place - last, coming - place

"""How a presenter moves while speaking: one value per frame for every part of the face, head and chest."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from heygen_cli.domain.speech import SpeechTrack
from heygen_cli.studio import lipsync

Curve = NDArray[np.float32]
_Curve = NDArray[np.float64]

# Adults blink about 15 to 25 times a minute while they speak (Bentivoglio et al., 1997).
_BLINK_GAPS = ((1.8, 3.2), (3.0, 5.2))
_BLINK_CLOSE, _BLINK_SHUT, _BLINK_OPEN = 0.07, 0.04, 0.15
# At most one beat of head and brows in this many seconds, or emphasis turns into bobbing.
_BEAT_GAP = 0.9
_BREATH_SECONDS = 3.9


@dataclass(frozen=True)
class Performance:
    """Float32 arrays, one value per frame.

    ``open`` to ``teeth`` are the mouth of ``visemes.Shape``; ``lid`` is 1 for an open eye, 0 for a shut one;
    ``gaze_x``, ``gaze_y``, ``yaw`` and ``pitch`` lie about -1 to 1, right and down; ``roll`` is in degrees;
    ``breath`` goes from 0 to 1.
    """

    open: Curve
    wide: Curve
    round: Curve
    press: Curve
    tuck: Curve
    tongue: Curve
    teeth: Curve
    smile: Curve
    lid: Curve
    gaze_x: Curve
    gaze_y: Curve
    brow: Curve
    yaw: Curve
    pitch: Curve
    roll: Curve
    breath: Curve

    @property
    def frames(self) -> int:
        """How many frames there are."""
        return len(self.open)


def perform(track: SpeechTrack, frames: int, fps: int, seed: int) -> Performance:
    """Act a track out. The same arguments give the same bytes; a track without words is listened to."""
    mouth = lipsync.mouth_curves(track, frames, fps)
    dice = np.random.default_rng(seed)
    times = np.arange(frames) / fps
    beats = _beats(track, times, dice)
    nods = _nods(track, times)
    yaw = _drift(times, 0.33, 0.42, dice) + _drift(times, 0.9, 0.12, dice)
    gaze_x, gaze_y = _gaze(times, fps, dice)
    moves = {
        "lid": _lids(track, times, dice),
        "gaze_x": gaze_x - 0.22 * yaw,  # the eyes stay with the viewer while the head turns
        "gaze_y": gaze_y,
        "yaw": yaw,
        "pitch": _drift(times, 0.4, 0.24, dice) + 0.6 * beats + 0.7 * nods,
        "roll": _drift(times, 0.28, 0.9, dice) + 0.3 * yaw,
        "brow": np.clip(_drift(times, 0.5, 0.12, dice) + 0.75 * beats, -0.3, 1.0),
        "smile": np.clip(0.5 + _drift(times, 0.2, 0.12, dice) + 0.2 * (mouth["opening"] == 0), 0.1, 0.9),
        "breath": _breath(times, dice),
    }
    moves["smile"] = _soften(moves["smile"], fps)
    mouth["open"] = mouth.pop("opening")
    return Performance(**mouth, **{name: curve.astype(np.float32) for name, curve in moves.items()})


def _drift(times: _Curve, rate: float, amount: float, dice: np.random.Generator) -> _Curve:
    """A smooth wander that never repeats: a Catmull-Rom curve through random points, ``rate`` of them a second."""
    place = times * rate + 1
    points = dice.normal(size=math.ceil(place[-1]) + 4 if len(place) else 4)
    index = place.astype(int)
    t = place - index
    a, b, c, d = (points[index + offset] for offset in (-1, 0, 1, 2))
    curve: _Curve = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
    return amount * np.clip(curve, -2.2, 2.2)


def _sentence_ends(track: SpeechTrack) -> list[float]:
    """When each sentence ends, in seconds."""
    ends = {token.sentence: token.end / track.rate for token in track.tokens}
    return list(ends.values())


def _beats(track: SpeechTrack, times: _Curve, dice: np.random.Generator) -> _Curve:
    """Small emphasis on stressed content words, for which length stands: 'the' gets none, 'beautiful' may."""
    curve = np.zeros_like(times)
    last = -_BEAT_GAP
    for word in track.words:
        stressed = any(phone.stress == 1 for phone in track.phones[slice(*word.phones)])
        start = word.start / track.rate
        if start - last < _BEAT_GAP or len(word.spoken) < (5 if stressed else 7) or dice.random() < 0.25:
            continue
        last = start
        curve += dice.uniform(0.55, 1.0) * np.exp(-0.5 * ((times - start - 0.12) / 0.16) ** 2)
    return curve


def _nods(track: SpeechTrack, times: _Curve) -> _Curve:
    """A nod as each sentence closes."""
    curve = np.zeros_like(times)
    for end in _sentence_ends(track):
        curve += np.exp(-0.5 * ((times - end + 0.05) / 0.2) ** 2)
    return curve


def _lids(track: SpeechTrack, times: _Curve, dice: np.random.Generator) -> _Curve:
    """Blinks at irregular times, drawn to the ends of sentences."""
    lid = np.ones_like(times)
    ends = _sentence_ends(track)
    clock = dice.uniform(0.9, 1.8)
    while len(times) and clock < times[-1]:
        near = [end + 0.05 for end in ends if abs(end - clock) < 0.7]
        moment = near[0] if near else clock
        since = times - moment
        closing = np.clip(since / _BLINK_CLOSE, 0, 1)
        opening = np.clip((since - _BLINK_CLOSE - _BLINK_SHUT) / _BLINK_OPEN, 0, 1)
        lid = np.minimum(lid, 1 - closing * (1 - opening * opening * (3 - 2 * opening)))
        clock = max(clock, moment) + dice.uniform(*_BLINK_GAPS[int(dice.random() < 0.55)])
    return lid


def _gaze(times: _Curve, fps: int, dice: np.random.Generator) -> tuple[_Curve, _Curve]:
    """Fixations with quick jumps between them: mostly on the viewer, at times aside, as people do to think."""
    gaze = np.zeros((2, len(times)))
    clock = 0.0
    while len(times) and clock <= times[-1]:
        aside = dice.random() < 0.2
        length = dice.uniform(0.4, 0.7) if aside else dice.uniform(0.7, 2.4)
        point = dice.uniform((-0.5, -0.3), (0.5, 0.15)) if aside else dice.normal(0, (0.06, 0.04))
        gaze[:, round(clock * fps) : round((clock + length) * fps)] = point[:, None]
        clock += length
    kernel = np.array([0.2, 0.6, 0.2])
    x, y = (np.convolve(np.pad(row, 1, "edge"), kernel, "valid") for row in gaze)
    return x, y


def _breath(times: _Curve, dice: np.random.Generator) -> _Curve:
    """Breathing whose pace wanders a little."""
    phase = times / _BREATH_SECONDS + _drift(times, 0.15, 0.12, dice)
    return 0.5 - 0.5 * np.cos(2 * np.pi * phase)


def _soften(curve: _Curve, fps: int) -> _Curve:
    """A moving mean over 0.3 s, so that a change of mind does not look like a twitch."""
    width = max(1, round(0.3 * fps)) | 1
    return np.convolve(np.pad(curve, width // 2, "edge"), np.full(width, 1 / width), "valid")

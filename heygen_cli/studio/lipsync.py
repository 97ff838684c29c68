"""Speech times to mouth movement, with co-articulation: each sound pulls the lips, the firmest pull wins.

The dominance model of Cohen and Massaro (1993): every sound has a target and an influence that swells before it and
fades after it, so lips round for the "oo" of "stool" while the "s" is still heard.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from heygen_cli.domain.speech import SpeechTrack
from heygen_cli.studio import visemes
from heygen_cli.studio.visemes import SHAPES, Mouth, Shape

Curve = NDArray[np.float32]
_Times = NDArray[np.float64]
PARAMETERS = tuple(field.name for field in fields(Mouth))

# Lips move before the sound is heard; viewers accept up to 45 ms of lead, and less lag (ITU-R BT.1359).
LEAD = 0.012
# A gap between sounds that is longer than this is a pause, in which the mouth shuts.
PAUSE = 0.09
# Half width of a sound's influence: about its own length, within what lips can do.
_REACH = (0.032, 0.095)
# The share of a diphthong that belongs to its first vowel.
_FIRST_VOWEL = 0.6
_SHUT = 0.03


@dataclass(frozen=True)
class Segment:
    """One mouth shape and when it is heard, in seconds."""

    start: float
    end: float
    viseme: str

    @property
    def middle(self) -> float:
        """When the shape is reached."""
        return (self.start + self.end) / 2 - LEAD

    @property
    def shape(self) -> Shape:
        """What the lips aim for."""
        return SHAPES[self.viseme]


def segments(track: SpeechTrack) -> list[Segment]:
    """The mouth shapes of a track without gaps: pauses are filled with ``sil``, diphthongs are split."""
    found: list[Segment] = []
    clock = 0.0
    for phone in track.phones:
        start, end = phone.start / track.rate, phone.end / track.rate
        if end - start < 0.005:
            continue
        if start - clock > PAUSE:
            found.append(Segment(clock, start, "sil"))
        clock = end
        found += _phone_segments(start, end, visemes.of_ipa("" if phone.ipa in ("sil", "pau", "_") else phone.ipa))
    if track.seconds - clock > PAUSE / 2:
        found.append(Segment(clock, track.seconds + 1, "sil"))
    return found or [Segment(0.0, track.seconds + 1, "sil")]


def mouth_curves(track: SpeechTrack, frames: int, fps: int) -> dict[str, Curve]:
    """Every mouth parameter per frame; a frame stands for the middle of the time it is shown."""
    times = (np.arange(frames) + 0.5) / fps
    spoken = segments(track)
    curves = {name: _blend(name, spoken, times, fps) for name in PARAMETERS}
    for segment in spoken:
        if segment.viseme in ("PP", "FF"):
            _close(curves, segment, times, fps)
        elif segment.viseme == "sil":
            _rest(curves, segment, times)
    opening = curves["opening"]
    opening[opening < _SHUT] = 0.0
    return {name: curve.astype(np.float32) for name, curve in curves.items()}


def pauses(track: SpeechTrack, frames: int, fps: int) -> Curve:
    """Where nothing is said and the face is free: 1 in pauses, 0 in speech, with soft edges that lie in the pauses."""
    times = (np.arange(frames) + 0.5) / fps
    free = np.zeros_like(times)
    for segment in segments(track):
        if segment.viseme == "sil":
            free = np.maximum(free, _shut(segment, times, 0.2))
    return free.astype(np.float32)


def _phone_segments(start: float, end: float, keys: tuple[str, ...]) -> list[Segment]:
    if len(keys) == 1:
        return [Segment(start, end, keys[0])]
    turn = start + (end - start) * _FIRST_VOWEL
    return [Segment(start, turn, keys[0]), Segment(turn, end, keys[1])]


def _blend(name: str, spoken: list[Segment], times: _Times, fps: int) -> _Times:
    pulled, pull = np.zeros_like(times), np.full_like(times, 1e-6)
    for segment in spoken:
        length = segment.end - segment.start
        target = float(getattr(segment.shape, name))
        if name == "opening":  # a short vowel never reaches its full opening
            target *= min(1.08, max(0.6, 0.55 + length / 0.14 * 0.45))
        reach = min(_REACH[1], max(_REACH[0], length * 0.55))
        first = max(0, int((segment.middle - length / 2 - 5 * reach) * fps))
        last = min(len(times), int((segment.middle + length / 2 + 5 * reach) * fps) + 2)
        span = slice(first, max(first, last))
        # A long sound holds its shape; its influence fades from its edges, not from its middle.
        away = np.maximum(0.0, np.abs(times[span] - segment.middle) - max(0.0, length / 2 - reach))
        weight = segment.shape.hold * np.exp(-((away / reach) ** 1.35))
        pulled[span] += weight * target
        pull[span] += weight
    return pulled / pull


def _close(curves: dict[str, _Times], segment: Segment, times: _Times, fps: int) -> None:
    """Lips that must touch do touch, at every frame rate, however short the sound is."""
    half = max((segment.end - segment.start) / 2, 0.5 / fps)
    firm = _smooth(np.clip(1.0 - (np.abs(times - segment.middle) - half * 0.7) / 0.055, 0.0, 1.0))
    if segment.viseme == "PP":
        curves["opening"] *= 1 - firm
        curves["press"] = np.maximum(curves["press"], firm * 0.9)
    else:
        curves["tuck"] = np.maximum(curves["tuck"], firm)
        curves["opening"] += firm * (np.minimum(curves["opening"], 0.16) - curves["opening"])


def _rest(curves: dict[str, _Times], segment: Segment, times: _Times) -> None:
    """In a pause the mouth shuts within 70 ms, and opens as late, just before the next sound."""
    shut = _shut(segment, times, 0.07)
    for name in ("opening", "round", "tongue", "tuck"):
        curves[name] *= 1 - shut


def _shut(segment: Segment, times: _Times, within: float) -> _Times:
    edge = np.minimum(times - segment.start, segment.end - LEAD - times)
    return _smooth(np.clip(edge / within, 0.0, 1.0))


def _smooth(value: _Times) -> _Times:
    eased: _Times = value * value * (3 - 2 * value)
    return eased

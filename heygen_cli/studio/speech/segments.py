"""Hear where somebody speaks, and roughly with what mouth, without knowing the words."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from heygen_cli.domain.speech import Phone
from heygen_cli.studio.speech.sound import Samples

_HOP, _WINDOW = 0.010, 0.025
# Shorter silences inside speech are the closures of p, t, k; longer ones are pauses.
_LONGEST_CLOSURE = 0.12
_SHORTEST = 4  # hops: the mouth cannot follow anything quicker than 40 ms
# How many percent of voiced frames are softer than the shut, the half open and the open vowels, and how many have less
# of the second formant than the front vowels: about what read English has.
_HEIGHTS, _FRONT = (12, 40, 75), 60
_QUIET, _CLOSED = 0, 1
# Kinds of frames: silence, closure, hiss, then vowels from shut to open, front or back.
_IPA = ("", "p", "s", "m", "ɪ", "ʊ", "ɛ", "o", "æ", "ɑ")
_HISS, _HUM, _VOWELS = 2, 3, 4

_Kinds: TypeAlias = npt.NDArray[np.int64]
_Levels: TypeAlias = npt.NDArray[np.float64]


def phones(samples: Samples, rate: int) -> tuple[Phone, ...]:
    """Sounds that open the mouth with the loudness and shape it by the spectrum; nothing where it is quiet."""
    kinds = _steady(_kinds(samples, rate))
    hop = _HOP * rate
    found: list[Phone] = []
    index = 0
    for kind, run in groupby(kinds.tolist()):
        count = len(list(run))
        if kind != _QUIET:
            start, end = round(index * hop), min(len(samples), round((index + count) * hop))
            stress = 1 if kind >= _VOWELS + 4 else 0
            found.append(Phone(start, end, _IPA[kind], _IPA[kind], stress))
        index += count
    return tuple(phone for phone in found if phone.end > phone.start)


def stretches(sounds: tuple[Phone, ...]) -> list[tuple[int, int]]:
    """The stretches of speech between pauses."""
    found: list[tuple[int, int]] = []
    for sound in sounds:
        if found and found[-1][1] == sound.start:
            found[-1] = (found[-1][0], sound.end)
        else:
            found.append((sound.start, sound.end))
    return found


def levels(samples: Samples, rate: int) -> _Levels:
    """Loudness of every 10 ms in dB of full scale."""
    frames = _frames(samples, rate)
    mean: _Levels = 10 * np.log10((frames.astype(np.float64) ** 2).mean(1) + 1e-10)
    return mean


def threshold(level: _Levels) -> float:
    """The level above which somebody speaks: a little over the noise, well below the voice."""
    floor, voice = np.percentile(level, 10), np.percentile(level, 95)
    return float(np.clip(floor + 10, voice - 38, voice - 15))


def _frames(samples: Samples, rate: int) -> Samples:
    hop, window = round(_HOP * rate), round(_WINDOW * rate)
    padded = np.pad(samples, ((window - hop) // 2, window))
    count = max(1, len(samples) // hop)
    return np.lib.stride_tricks.sliding_window_view(padded, window)[::hop][:count]


def _kinds(samples: Samples, rate: int) -> _Kinds:
    level = levels(samples, rate)
    voiced = level >= threshold(level)
    if not voiced.any():
        return np.zeros(len(level), np.int64)
    low, middle, high = _bands(samples, rate)
    # Ranks rather than levels, so that a whisper opens the mouth as a shout does.
    height = np.digitize(level, np.percentile(level[voiced], _HEIGHTS))
    ratio = middle / (low + 1e-12)
    front = ratio > np.percentile(ratio[voiced], _FRONT)
    kinds = _VOWELS + 2 * (height - 1) + np.where(front, 0, 1)
    # Vowel kinds are ɪ ʊ ɛ o æ ɑ: openness by pairs, front before back.
    kinds = np.where(height == 0, _HUM, kinds)
    kinds = np.where(high > low + middle, _HISS, kinds)
    return _with_closures(np.where(voiced, kinds, _QUIET).astype(np.int64))


def _bands(samples: Samples, rate: int) -> tuple[_Levels, _Levels, _Levels]:
    """Energy of every frame around the first formant, the second, and where only fricatives are."""
    size = 1 << (round(_WINDOW * rate) - 1).bit_length()
    edges = [round(hertz * size / rate) for hertz in (200, 1000, 3000, min(9000, rate / 2))]
    blocks = []
    frames = _frames(samples, rate)
    for first in range(0, len(frames), 1000):  # 10 s at a time keeps the spectra small
        block = frames[first : first + 1000]
        power = np.abs(np.fft.rfft(block * np.hanning(block.shape[1]), size)) ** 2
        blocks.append(np.stack([power[:, a:b].sum(1) for a, b in pairwise(edges)]))
    low, middle, high = np.concatenate(blocks, axis=1)
    return low, middle, high


def _with_closures(kinds: _Kinds) -> _Kinds:
    index, filled = 0, kinds.copy()
    for kind, run in groupby(kinds.tolist()):
        count = len(list(run))
        inside = index > 0 and index + count < len(kinds)
        if kind == _QUIET and inside and count * _HOP <= _LONGEST_CLOSURE:
            filled[index : index + count] = _CLOSED
        index += count
    return filled


def _steady(kinds: _Kinds) -> _Kinds:
    """The kinds without flicker: a run too short for a mouth takes the kind before it, or after it at the start."""
    steady: list[int] = []
    for kind, run in groupby(kinds.tolist()):
        count = len(list(run))
        if count < _SHORTEST and steady and steady[-1] != _QUIET and kind != _QUIET:
            kind = steady[-1]
        steady += [kind] * count
    return np.array(steady, np.int64)

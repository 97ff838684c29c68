"""How loud sound is: K-weighted power and true peaks for every millisecond, loudness from them (ITU-R BS.1770-5)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

import av
import numpy as np
from av.filter import Graph
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from heygen_cli.studio import ffmpeg
from heygen_cli.studio.soundtrack.reel import RATE, TICK, Samples

Curve = NDArray[np.float32]  # one value for each millisecond; doubles would be most of the memory a long film takes

GATE, RELATIVE_GATE = -70.0, -10.0  # LUFS, LU
_OFFSET = -0.691  # dB, so that a sine of 997 Hz reads as its level
_BLOCK, _STEP = 400, 100  # ms
# The two filters of BS.1770 at 48 kHz: a shelf for the head, and a high-pass.
_SHELF = (1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585)
_LOW_CUT = (1.0, -2.0, 1.0, -1.99004745483398, 0.99007225036621)
_TAPS, _PHASES = 32, 4
# Only what comes near full scale is looked at between its samples; the rest cannot reach the limit.
_NEAR = 10 ** (-12 / 20)
_HEARD_BLOCK, _HEARD = 50, 10 ** (-30 / 10)  # ms; share of the loudest


@dataclass(frozen=True)
class Loudness:
    """Integrated loudness in LUFS and true peak in dBTP; -inf for silence."""

    integrated: float
    peak: float


@dataclass(frozen=True)
class Levels:
    """What was measured: K-weighted power of all channels together, and the highest true peak of any, per ms."""

    power: Curve
    peak: Curve


class Filter:
    """A chain of FFmpeg's filters that gives as many samples as it takes; blocks follow each other without a seam."""

    def __init__(self, *chain: tuple[str, str], channels: int) -> None:
        self._graph = Graph()
        self._layout = "stereo" if channels == 2 else "mono"
        self._time = 0
        names = (*chain, ("aformat", "sample_fmts=flt"), ("abuffersink", ""))
        source = self._graph.add_abuffer(
            sample_rate=RATE, format="flt", layout=self._layout, time_base=Fraction(1, RATE)
        )
        self._graph.link_nodes(source, *(self._graph.add(name, args or None) for name, args in names)).configure()

    def __call__(self, block: Samples) -> Samples:
        """The block, filtered."""
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(block).reshape(1, -1), "flt", self._layout)
        frame.sample_rate, frame.pts = RATE, self._time
        self._time += len(block)
        self._graph.push(frame)
        filtered: Samples = np.asarray(self._graph.pull().to_ndarray(), np.float32).reshape(block.shape)
        return filtered


def k_weighting(channels: int) -> Filter:
    """The filter through which loudness is measured."""
    return Filter(*(("biquad", _biquad(*numbers)) for numbers in (_SHELF, _LOW_CUT)), channels=channels)


def levels(blocks: Iterable[Samples], channels: int, *, peaks: bool = False) -> Levels:
    """Measure sound; without ``peaks`` those are left out. One channel counts as both speakers."""
    weighting, powers, highest = k_weighting(channels), [], []
    for block in (_whole(block) for block in blocks):
        heard = weighting(block).reshape(-1, TICK * channels)
        powers.append(np.einsum("ij,ij->i", heard, heard) * np.float32(2 / channels / TICK))
        highest += [true_peaks(block)] if peaks else []
    return Levels(_joined(powers), _joined(highest))


def true_peaks(block: Samples) -> Curve:
    """The highest value of each millisecond, between its samples too where it comes near full scale."""
    found: Curve = np.abs(block).reshape(-1, TICK * block.shape[1]).max(axis=1, initial=0.0)
    near = np.flatnonzero(found > _NEAR)
    for channel in range(block.shape[1]) if near.size else ():
        padded = np.pad(block[:, channel], _TAPS // 2)
        windows = sliding_window_view(padded, TICK + _TAPS)[near * TICK]
        found[near] = np.maximum(found[near], np.abs(windows @ _interpolation()).max(axis=1))
    return found


def loudness(power: Curve) -> float:
    """Integrated loudness in LUFS; -inf for silence, and for what is shorter than 0.4 s."""
    sums = np.concatenate(([0.0], np.cumsum(power, dtype=np.float64)))
    blocks = (sums[_BLOCK::_STEP] - sums[:-_BLOCK:_STEP]) / _BLOCK
    blocks = blocks[blocks > _as_power(GATE)]
    if not blocks.size:
        return -math.inf
    return _as_loudness(float(blocks[blocks > blocks.mean() * 10 ** (RELATIVE_GATE / 10)].mean()))


def heard_loudness(power: Curve) -> float:
    """How loud it is where something is heard: 50 ms blocks within 30 dB of the loudest. Also for what is short."""
    blocks = np.add.reduceat(power, np.arange(0, len(power), _HEARD_BLOCK)) / _HEARD_BLOCK if len(power) else power
    heard = blocks[blocks > max(blocks.max(initial=0.0) * _HEARD, _as_power(GATE))]
    return _as_loudness(float(heard.mean())) if heard.size else -math.inf


def as_loudness(power: Curve) -> Curve:
    """Power as LUFS; silence becomes something very low."""
    return np.asarray(_OFFSET + 10 * np.log10(np.maximum(power, 1e-12)), np.float32)


def measure(path: Path) -> Loudness:
    """The loudness of any audio or video file, by FFmpeg's own meter."""
    source = ["-i", f"file:{path}", "-map", "0:a:0", "-af", "ebur128=peak=true:framelog=quiet"]
    report = ffmpeg.run([*ffmpeg.SAFE_INPUT, *source, "-f", "null", "-"]).rpartition("Summary:")[2]
    integrated = re.search(r"I:\s+(-?[\d.]+|-inf) LUFS", report)
    peak = re.search(r"Peak:\s+(-?[\d.]+|-inf) dBFS", report)
    found = float(integrated[1]) if integrated else -math.inf
    # The gate is what ebur128 prints for silence, or for less than one block.
    return Loudness(found if found > GATE else -math.inf, float(peak[1]) if peak else -math.inf)


def _biquad(b0: float, b1: float, b2: float, a1: float, a2: float) -> str:
    return f"b0={b0}:b1={b1}:b2={b2}:a0=1:a1={a1}:a2={a2}:precision=f64"


def _as_loudness(power: float) -> float:
    return _OFFSET + 10 * math.log10(power)


def _as_power(loudness: float) -> float:
    return float(10 ** ((loudness - _OFFSET) / 10))


def _whole(block: Samples) -> Samples:
    """The block filled up with silence to whole milliseconds."""
    return np.pad(block, ((0, -len(block) % TICK), (0, 0))) if len(block) % TICK else block


def _joined(pieces: list[Curve]) -> Curve:
    return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)


@cache
def _interpolation() -> NDArray[np.float32]:
    """From a millisecond and its neighbours to the values at a quarter, a half and three quarters of a sample."""
    matrix = np.zeros((TICK + _TAPS, TICK, _PHASES - 1))
    for phase in range(1, _PHASES):
        distance = np.arange(_TAPS) - _TAPS / 2 - phase / _PHASES
        kernel = np.sinc(distance) * np.cos(np.pi * distance / (_TAPS + 2)) ** 2
        for moment in range(TICK):
            matrix[moment : moment + _TAPS, moment, phase - 1] = kernel / kernel.sum()
    return matrix.reshape(TICK + _TAPS, -1).astype(np.float32)

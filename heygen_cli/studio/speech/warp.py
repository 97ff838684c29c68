"""Lay one reading of a text over another by how they sound (dynamic time warping), whatever the language."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from heygen_cli.studio.speech.sound import Samples

# 18 bands and 9 coefficients follow the vocal tract; finer ones follow the pitch, and two voices then differ too much.
_BANDS, _COEFFICIENTS = 18, 9
_WINDOW, _LOWEST, _HIGHEST = 0.025, 80.0, 7600.0
# How far the two may run apart, in seconds and as a share of their length, counted without pauses.
_SLACK, _SHARE = 4.0, 0.08

Features: TypeAlias = npt.NDArray[np.float32]
Path: TypeAlias = npt.NDArray[np.int64]


def features(samples: Samples, rate: int, hop: float) -> Features:
    """What is heard every ``hop`` seconds: cepstral coefficients and their change, each of the same weight."""
    step, window = round(hop * rate), round(_WINDOW * rate)
    size = 1 << (window - 1).bit_length()
    bright = np.append(samples[:1], samples[1:] - np.float32(0.97) * samples[:-1])
    padded = np.pad(bright, (window // 2, window))
    frames = np.lib.stride_tricks.sliding_window_view(padded, window)[::step][: max(1, len(samples) // step)]
    filters = _filters(rate, size)
    blocks = [
        np.log(np.abs(np.fft.rfft(frames[at : at + 2000] * np.hamming(window), size)) ** 2 @ filters.T + 1e-8)
        for at in range(0, len(frames), 2000)
    ]
    order = np.arange(_COEFFICIENTS)[:, None]
    cosines = np.cos(np.pi / _BANDS * (np.arange(_BANDS) + 0.5) * order)
    cepstra = np.concatenate(blocks) @ cosines.T
    cepstra = (cepstra - cepstra.mean(0)) / (cepstra.std(0) + 1e-9)
    change = np.gradient(cepstra, axis=0) if len(cepstra) > 1 else np.zeros_like(cepstra)
    return np.hstack([cepstra, 2 * change]).astype(np.float32)


def _filters(rate: int, size: int) -> npt.NDArray[np.float64]:
    """Triangles over the spectrum, evenly spaced on the mel scale."""
    low, high = (2595 * np.log10(1 + hertz / 700) for hertz in (_LOWEST, min(_HIGHEST, rate / 2)))
    edges = 700 * (10 ** (np.linspace(low, high, _BANDS + 2) / 2595) - 1)
    hertz = np.fft.rfftfreq(size, 1 / rate)
    rising = (hertz - edges[:-2, None]) / np.diff(edges)[:-1, None]
    falling = (edges[2:, None] - hertz) / np.diff(edges)[1:, None]
    return np.maximum(0, np.minimum(rising, falling))


def lay(one: Features, other: Features, hop: float) -> npt.NDArray[np.float64]:
    """For every frame of ``one`` the frame of ``other`` that sounds most like it, in the order of both."""
    count, length = len(one), len(other)
    half = round(_SLACK / hop + _SHARE * max(count, length)) + abs(count - length) // max(1, min(count, length))
    path = _best_path(one, other, half)
    sums = np.bincount(path[:, 0], path[:, 1], count)
    return np.asarray(sums / np.bincount(path[:, 0], minlength=count), np.float64)


def _best_path(one: Features, other: Features, half: int) -> Path:
    """The cheapest way through both, diagonal by diagonal, within ``half`` frames of the straight line."""
    count, length = len(one), len(other)
    squares, others = (one**2).sum(1), (other**2).sum(1)
    # Three diagonals of the table of costs, by the row plus one; a row at infinity before the first.
    older, old, new = (np.full(count + 2, np.inf) for _ in range(3))
    steps: list[tuple[int, npt.NDArray[np.uint8]]] = []
    for diagonal in range(count + length - 1):
        first, last = _band(diagonal, count, length, half)
        columns = slice(diagonal - last, diagonal - first + 1)
        rows = slice(first, last + 1)
        dots = np.einsum("ij,ij->i", one[rows], other[columns][::-1])
        cost = np.sqrt(np.maximum(squares[rows] + others[columns][::-1] - 2 * dots, 0))
        beside, above = old[first : last + 1], old[first + 1 : last + 2]
        ways = np.stack([older[first : last + 1] + 2 * cost, beside + cost, above + cost])
        way = ways.argmin(0)
        new[:] = np.inf
        new[first + 1 : last + 2] = ways[way, np.arange(len(way))] if diagonal else 2 * cost
        steps.append((first, way.astype(np.uint8)))
        older, old, new = old, new, older
    return _traced(steps, count, length)


def _band(diagonal: int, count: int, length: int, half: int) -> tuple[int, int]:
    """The first and last row of a diagonal that lie near the straight line and within the table."""
    middle = diagonal * count / (count + length)
    first = max(0, diagonal - length + 1, int(middle - half))
    return min(first, count - 1), max(first, min(count - 1, diagonal, int(middle + half)))


def _traced(steps: list[tuple[int, npt.NDArray[np.uint8]]], count: int, length: int) -> Path:
    row, column = count - 1, length - 1
    path = [(row, column)]
    while row or column:
        first, ways = steps[row + column]
        way = int(ways[row - first])
        row -= way in (0, 1)
        column -= way in (0, 2)
        path.append((row, column))
    return np.array(path[::-1])

"""Words of a recording in any language: eSpeak reads the script, and the recording is laid over its reading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from heygen_cli.domain.speech import Phone, Word
from heygen_cli.studio.speech import phones, reference, warp
from heygen_cli.studio.speech.engine import Sound
from heygen_cli.studio.speech.plan import Chunk, SpokenWord
from heygen_cli.studio.speech.sound import Samples

# How near to a pause, in seconds, an edge between two words is taken to lie beyond it.
_NEAR = 0.18
# Ten milliseconds: finer ones cost four times as much and place no word better.
_HOP = 0.01
# The mean error of word beginnings, measured on English read by flite's and festival's voices, with pauses and noise:
# 68 and 85 ms, where shares of the letters are off by 150 and 168 ms.
ERROR_MS = 80.0


class _Place(Protocol):
    """Finds a moment of the reading in the recording; ``begins`` when something starts there."""

    def __call__(self, sample: int, *, begins: bool) -> int: ...


def words(
    samples: Samples, rate: int, stretches: Sequence[tuple[int, int]], language: str, chunks: Sequence[Chunk]
) -> tuple[tuple[Word, ...], tuple[Phone, ...]] | None:
    """When each word and sound is heard; None when there is nothing to lay over each other.

    ``stretches`` are where somebody speaks, in samples.
    """
    read = reference.read(language, chunks)
    heard = np.concatenate([samples[start:end] for start, end in stretches]) if stretches else samples[:0]
    if not read.sounds or len(heard) < rate // 10:
        return None
    laid = warp.lay(warp.features(read.samples, read.rate, _HOP), warp.features(heard, rate, _HOP), _HOP)
    edges = np.cumsum([0, *(end - start for start, end in stretches)])
    near = int(_NEAR * rate)

    def place(sample: int, *, begins: bool) -> int:
        """The sample of the recording that is heard when the reading has come so far."""
        frame = np.interp(sample / read.rate / _HOP, np.arange(len(laid)), laid)
        at = min(int(frame * _HOP * rate), int(edges[-1]) - 1)
        index = int(np.searchsorted(edges, at, "right")) - 1
        # Nothing begins in the last moment before a pause, and nothing ends in the first after one.
        if begins and index + 1 < len(stretches) and edges[index + 1] - at < near:
            return stretches[index + 1][0]
        if not begins and index and at - edges[index] < near:
            return stretches[index - 1][1]
        return stretches[index][0] + at - int(edges[index])

    spoken: list[SpokenWord] = [word for chunk in chunks for word in chunk.words]
    return _timed(read, spoken, place)


def _timed(
    read: reference.Reference, spoken: Sequence[SpokenWord], place: _Place
) -> tuple[tuple[Word, ...], tuple[Phone, ...]]:
    """The reading's words and sounds at the places of the recording; a word without sounds takes no time."""
    by_word: dict[int, list[Sound]] = {}
    for item in read.sounds:
        if item.word is not None:
            by_word.setdefault(item.word, []).append(item)
    words: list[Word] = []
    found: list[Phone] = []
    for index, word in enumerate(spoken):
        first = len(found)
        for item in by_word.get(index, ()):
            start, end = place(item.start, begins=True), place(item.end, begins=False)
            ipa, stress = phones.from_espeak(item.symbol)
            if ipa and end > start:
                found.append(Phone(start, end, ipa, item.symbol, stress or item.stress, index))
        own = by_word.get(index)
        start = place(own[0].start, begins=True) if own else (words[-1].end if words else 0)
        end = place(own[-1].end, begins=False) if own else start
        words.append(Word(start, max(start, end), word.text, word.token, (first, len(found))))
    return tuple(words), tuple(found)
